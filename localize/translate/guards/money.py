"""Whether a sum is still in its currency."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from localize.domain.bible import Style
from localize.domain.language import of_language
from localize.domain.review import Flag
from localize.translate.checked import Checked
from localize.translate.guards import number_words
from localize.translate.guards.words import LETTER, folded

# How far from its number a currency may stand: `5 million US dollars`.
_NEAR = 12


class Currency(NamedTuple):
    """`source` finds it in Chinese, `target` in any other language."""

    name: str
    source: re.Pattern[str]
    target: re.Pattern[str]


def may_differ(checked: Checked) -> bool:
    """Whether sums, or measures, are to be converted, and the line may hold some."""
    style = _style(checked)
    table = _table()
    sums = style.currency and re.search(table["money"], checked.said.text)
    sizes = style.measures and re.search(table["measures"], checked.said.text)
    return bool(sums or sizes)


def changed(checked: Checked, found: Sequence[number_words.Found]) -> Flag | None:
    """A sum in another currency than the source names; where it names none, in any but the yuan. `found` are
    the numbers of the translation."""
    said = {one.name for one in _currencies() if one.source.search(checked.said.text)} or {"yuan"}
    text = folded(checked.text)
    for one in _currencies():
        if one.name not in said and any(_beside(one, text, number) for number in found):
            return Flag("numbers", f"the source counts in {' and '.join(sorted(said))}, not in {one.name}s")
    return None


def _beside(one: Currency, text: str, number: number_words.Found) -> bool:
    """Before the number or after it, with no other between."""
    at = text.find(number.text)
    before, after = text[max(0, at - _NEAR) : at], text[at + len(number.text) :][:_NEAR]
    return at >= 0 and one.target.search(f"{before}·{after}") is not None


def _style(checked: Checked) -> Style:
    styles = checked.brief.bible.styles if checked.brief else {}
    return of_language(styles, checked.target) or Style()


@cache
def _currencies() -> tuple[Currency, ...]:
    return tuple(
        Currency(name, re.compile("|".join(forms["source"])), _target(forms["target"]))
        for name, forms in _table()["currencies"].items()
    )


def _target(forms: list[str]) -> re.Pattern[str]:
    """Words stand by themselves, or may have an ending where `*` does; signs stand anywhere, and so does what
    is written without spaces."""
    return re.compile("|".join(map(_form, map(folded, forms))))


def _form(form: str) -> str:
    if not re.match(r"[a-z\u0370-\u074f\u0900-\u097fđ]", form):
        return re.escape(form)
    return rf"(?<!{LETTER}){re.escape(form)}(?!{LETTER})".replace(r"\*", f"{LETTER}*")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "currencies.toml").read_text("utf-8"))
