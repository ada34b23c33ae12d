"""Lines of one reply that hold what another says: swapped, shifted, or run together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from localize.domain.review import Flag
from localize.domain.script import HAN
from localize.translate import terms
from localize.translate.checked import Checked
from localize.translate.guards import chinese_numbers, number_words
from localize.translate.guards.language import Language, from_chinese, language
from localize.translate.guards.lines import is_part, own_source, own_text
from localize.translate.guards.negation import denial, denies
from localize.translate.guards.question import asks, is_asking
from localize.translate.guards.words import LETTER, folded
from localize.translate.terms.inflections import rules_of

# As many words in a row are no chance; where words are not spaced, as many letters.
RUN_WORDS = 5
RUN_LETTERS = 15
# What two lines must hold of each other's to have been swapped: a name or a number in both, or in one of
# them together with a question or a denial, or both of these.
_ENOUGH = 2
_WORD = re.compile(f"{LETTER}+")


class Marks(NamedTuple):
    """What can be told of a line in both languages. `names` are required renderings and numbers."""

    names: frozenset[str]
    asks: bool
    denies: bool


def leaks(number: int, lines: Mapping[int, Checked]) -> Flag | None:
    """Whether line `number` of one reply, by number, holds what another line of it says."""
    mine = lines[number]
    known = language(mine.target)
    if known is None or not from_chinese(mine) or is_part(mine):
        return None
    for other, theirs in lines.items():
        if other == number or is_part(theirs):
            continue
        beside = abs(other - number) == 1
        if _swapped(mine, theirs, known) or (beside and _runs_over(mine, theirs, known)):
            return Flag("leak", f"this is what line {other} says")
    return None


def _swapped(mine: Checked, theirs: Checked, known: Language) -> bool:
    """Whether each text lacks something of its own line, and would lack nothing in the place of the other."""
    names = _names(mine) | _names(theirs)
    wanted = _marks_of_source(mine, names), _marks_of_source(theirs, names)
    given = _marks_of_text(mine, names, known), _marks_of_text(theirs, names, known)
    straight = [_apart(*both) for both in zip(wanted, given, strict=True)]
    crossed = [_apart(*both) for both in zip(wanted, reversed(given), strict=True)]
    return all(straight) and sum(straight) >= _ENOUGH and not any(crossed)


def _apart(wanted: Marks, given: Marks) -> int:
    """How much of one is not in the other; a name or number counts twice."""
    differing = len(wanted.names ^ given.names)
    return 2 * differing + (wanted.asks != given.asks) + (wanted.denies and not given.denies)


def _names(line: Checked) -> frozenset[str]:
    """Those that either language tells for certain."""
    required = {term.required for term in line.said.terms if term.required}
    told = chinese_numbers.read(own_source(line)).told
    return frozenset([*required, *(str(min(number.values)) for number in told)])


def _marks_of_source(line: Checked, names: frozenset[str]) -> Marks:
    return Marks(_names(line) & names, asks(line.said.text), bool(denial(own_source(line))))


def _marks_of_text(line: Checked, names: frozenset[str], known: Language) -> Marks:
    values = {str(value) for one in number_words.read(own_text(line), line.target) for value in one.values}
    stand = {name for name in names if name in values or terms.present(name, line.text, line.target)}
    return Marks(frozenset(stand), is_asking(line.text, known), denies(line.text, known))


def _runs_over(mine: Checked, theirs: Checked, known: Language) -> bool:
    """Whether mine has a stretch of the other's text, and is the longer for its source: it is not its own.
    The very same text is another matter (`duplicate`)."""
    if _letters(mine.text) == _letters(theirs.text):
        return False
    if _share_something(mine.said.text, theirs.said.text) or not _same_run(mine, theirs, known):
        return False
    return len(mine.text) * len(theirs.said.text) > len(theirs.text) * len(mine.said.text)


def _share_something(one: str, other: str) -> bool:
    """Two Chinese characters in a row that both sources have."""
    pairs = map("".join, pairwise(one))
    return any(pair in other for pair in pairs if len(HAN.findall(pair)) == 2)


def _same_run(mine: Checked, theirs: Checked, known: Language) -> bool:
    if known.spaced and not rules_of(mine.target).unspaced:
        one, other, length = _WORD.findall(folded(mine.text)), _WORD.findall(folded(theirs.text)), RUN_WORDS
    else:
        one, other, length = list(_letters(mine.text)), list(_letters(theirs.text)), RUN_LETTERS
    runs = {tuple(other[at : at + length]) for at in range(len(other) - length + 1)}
    return any(tuple(one[at : at + length]) in runs for at in range(len(one) - length + 1))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, folded(text)))
