"""A question stays a question."""

from __future__ import annotations

import re

from localize.domain.review import Flag
from localize.translate.checked import Checked
from localize.translate.guards.language import Language, chinese, from_chinese, language
from localize.translate.guards.lines import is_part
from localize.translate.guards.words import has

_CLAUSE = re.compile(r"([^，。！？!?…；：,、—\s]*)([？?]|$)")
# A sentence that is broken off, or that shouts its question.
_OPEN_END = re.compile(r"[!！…]|(?:-|—|\.\.)\W*$")


def question(checked: Checked) -> Flag | None:
    known = language(checked.target)
    if known is None or not from_chinese(checked) or is_part(checked):
        return None
    if not asks(checked.said.text) or is_asking(checked.text, known):
        return None
    return Flag("question", "the source asks a question, the subtitle does not")


def asks(source: str) -> bool:
    """Whether a line in standard Mandarin asks, and not for assent alone (`…，好吧？`)."""
    known, source = chinese().question, source.strip()
    for clause, mark in _CLAUSE.findall(source):
        if (
            mark
            and clause
            and clause not in known.tags
            and not any(one in source for one in known.rhetorical)
        ):
            return True
    return source.endswith(known.endings) and not source.endswith(known.tags)


def is_asking(text: str, known: Language) -> bool:
    """Whether a translation asks, as far as its language shows it."""
    if any(mark in text for mark in known.marks):
        return True
    return (not known.marked or _OPEN_END.search(text) is not None) and has(known.asks, text, known)
