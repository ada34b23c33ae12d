"""A denial stays a denial."""

from __future__ import annotations

import re
from functools import cache

from localize.domain.review import Flag
from localize.translate.checked import Checked
from localize.translate.guards.language import Language, chinese, from_chinese, language
from localize.translate.guards.lines import is_part, own_source
from localize.translate.guards.question import asks
from localize.translate.guards.words import has

# As much of the source is shown to the model as tells what is denied.
_SHOWN = 8


def negation(checked: Checked) -> Flag | None:
    """Of plain statements and orders: a question may be put either way (你不去吗？)."""
    known = language(checked.target)
    if known is None or not known.denies or not from_chinese(checked) or is_part(checked):
        return None
    denied = denial(own_source(checked))
    if not denied or "？" in checked.said.text or asks(checked.said.text) or denies(checked.text, known):
        return None
    return Flag("negation", f"the source denies ({denied}), the subtitle does not")


def denial(source: str) -> str:
    """What a line in standard Mandarin denies, from the denying word on; empty where it denies nothing."""
    if not _words().search(source):
        return ""
    rest = _fixed().sub("·", source)
    match = _words().search(rest)
    return rest[match.start() : match.start() + _SHOWN] if match else ""


def denies(text: str, known: Language) -> bool:
    return has(known.denies, text, known)


@cache
def _fixed() -> re.Pattern[str]:
    return re.compile("|".join(sorted(chinese().negation.fixed, key=len, reverse=True)))


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(chinese().negation.words))
