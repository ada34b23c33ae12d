"""How plain or polite a line is, by the words of `manners.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from localize.consistency.season import Spoken
from localize.domain.language import primary
from localize.domain.value import Value

_TO_SEVERAL = re.compile("你们|您们|大家|各位|诸位|你俩|你两|你仨|咱")
_SENTENCE = re.compile(r"[.!?…]+")
_BEGINS = re.compile(r"(?:^|[.!?…:\"“”«»„¿¡—–-])\s*$")


class Manners(Value, frozen=True):
    source: str
    plain: tuple[str, ...]
    polite: tuple[str, ...]
    you: bool = False
    several: tuple[str, ...] = ()


class Manner(NamedTuple):
    """How many words of a line tell each."""

    plain: int
    polite: int


def manners(target: str) -> Manners | None:
    """None where words do not tell."""
    return _all().get(primary(target))


def manner(line: Spoken, known: Manners) -> Manner:
    """What is said to several, and what is polite in the source already, tells nothing."""
    source = line.place.source
    if known.you and ("你" not in source or "您" in source or _TO_SEVERAL.search(source)):
        return Manner(0, 0)
    return Manner(count(known.plain, line.text), count(known.polite, line.text, within=not known.you))


def is_mixed(line: Spoken, known: Manners) -> bool:
    """Whether one sentence has both: two of them may be said to two."""
    return all(manner(line, known)) and any(
        count(known.plain, sentence) and count(known.polite, sentence)
        for sentence in _SENTENCE.split(line.text)
        if not count(known.several, sentence)
    )


def count(entries: tuple[str, ...], text: str, *, within: bool = False) -> int:
    """How often one of them stands there. `within`: two words at the end of their clause are none, as they
    cannot be made one: `Yes, I am.`"""
    if not entries:
        return 0
    text = text.replace("’", "'")
    matches = _pattern(entries, within).finditer(text)
    return sum(not (match[0][0].isupper() and _is_cased(match, entries, text)) for match in matches)


def is_polite(pronoun: str, known: Manners) -> bool | None:
    """Which of the two a pronoun of the bible is; None for one that is neither."""
    for entries, answer in ((known.polite, True), (known.plain, False)):
        if pronoun.casefold() in map(str.casefold, entries):
            return answer
    return None


def _is_cased(match: re.Match[str], entries: tuple[str, ...], text: str) -> bool:
    """Whether its capital may be that of a sentence where it should be its own."""
    return match[0] in entries and _BEGINS.search(text, 0, match.start()) is not None


@cache
def _pattern(entries: tuple[str, ...], within: bool) -> re.Pattern[str]:
    forms = (_cased(one) + (r"(?= \w)" if within and " " in one else "") for one in entries)
    longest = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?![\w'])")


def _cased(entry: str) -> str:
    return re.escape(entry) if entry != entry.lower() else f"(?i:{re.escape(entry)})"


@cache
def _all() -> Mapping[str, Manners]:
    table = tomllib.loads((files(__package__) / "manners.toml").read_text("utf-8"))
    return msgspec.convert(table, dict[str, Manners])
