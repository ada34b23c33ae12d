"""Where a text may be broken, and what each break costs.

Rules for spaced languages after Netflix's timed text style guide (words in `breaking/words.toml`); for those
without spaces the dictionaries and models of `breaking/unspaced.py`. Nothing is ever broken inside what a
reader sees as one letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from localize.subtitle.breaking.costs import BOUND, CLAUSE, HELD, INSIDE, PHRASE, PLAIN, SENTENCE, TORN, WORD
from localize.subtitle.breaking.costs import Break as Break
from localize.subtitle.breaking.icu import letter_ends
from localize.subtitle.breaking.lists import words
from localize.subtitle.breaking.marks import NEVER_FIRST
from localize.subtitle.breaking.spaced import at_space
from localize.subtitle.breaking.unspaced import Unspaced, has_unspaced, is_ideographic, is_in_dictionary

__all__ = [
    "BOUND", "CLAUSE", "HELD", "INSIDE", "PHRASE", "PLAIN", "SENTENCE", "TORN", "WORD", "Break", "breaks",
]  # fmt: skip

# A space before a word, or a mark that is written without one; a word of marks alone stays where it is.
_CLOSING = "".join(map(re.escape, sorted(NEVER_FIRST - {'"', "'"})))
_GAPS = re.compile(rf"(?<=[^ ]) (?! |[{_CLOSING}]+(?: |$))|(?<=\w)[—…](?=\w)")


@lru_cache(maxsize=1024)
def breaks(text: str, language: str, hold: tuple[str, ...] = (), *, torn: bool = False) -> tuple[Break, ...]:
    """Every place inside `text`, in order, where a row may end. Spaces are single.

    Inside the texts of `hold` breaks cost HELD. `torn`: also those inside words of scripts without spaces,
    between letters, which cost INSIDE in Chinese and Japanese, and TORN in Thai, Lao, Khmer and Burmese.
    """
    found = dict(_unspaced(text, language, torn=torn) if has_unspaced(text) else _spaced(text, language))
    for start, end in _held(text, hold):
        found |= {at: HELD for at in range(start + 1, end) if found.get(at, HELD) < HELD}
    return tuple(Break(at, found[at]) for at in _between_letters(text, sorted(found)))


def _spaced(text: str, language: str) -> Iterator[tuple[int, int]]:
    listed = words(language)
    for gap in _GAPS.finditer(text):
        at = gap.end()
        if at < len(text):
            yield at, at_space(text, at, listed) if gap[0] == " " else CLAUSE


def _unspaced(text: str, language: str, *, torn: bool) -> Iterator[tuple[int, int]]:
    """Of a text that has some of these scripts in it, and may have spaces and others too."""
    reading = Unspaced(text, language)
    yield from (
        (at, cost)
        for at in range(1, len(text))
        if text[at - 1] != " "
        and text[at] != " "
        and (cost := _unspaced_cost(reading, text, at, torn=torn)) is not None
    )
    for at, cost in _spaced(text, language):
        beside = text[at - 2], text[at]
        is_mark = is_ideographic(beside[0]) or any(map(is_in_dictionary, beside))
        yield at, min(cost, reading.at_space(at)) if is_mark else cost


def _unspaced_cost(reading: Unspaced, text: str, at: int, *, torn: bool) -> int | None:
    cost = reading.cost(at)
    if cost is None and torn and is_in_dictionary(text[at - 1]) and is_in_dictionary(text[at]):
        return None if text[at] in NEVER_FIRST else TORN
    return None if cost == INSIDE and not torn else cost


def _held(text: str, hold: Sequence[str]) -> Iterator[tuple[int, int]]:
    lowered = text.lower() if len(text.lower()) == len(text) else text
    for held in hold:
        one = held.lower() if lowered is not text else held
        start = lowered.find(one) if one else -1
        while start >= 0:
            yield start, start + len(one)
            start = lowered.find(one, start + 1)


def _between_letters(text: str, places: Sequence[int]) -> Sequence[int]:
    """Those of the places where one letter ends and another begins."""
    if text.isascii() or not any(_may_join(text[at - 1], text[at]) for at in places):
        return places
    ends = letter_ends(text)
    return [at for at in places if at in ends]


def _may_join(left: str, right: str) -> bool:
    """Marks, joiners, selectors, flags, tones of the skin: whatever may be more of the letter before."""
    if right.isascii():
        return False
    return left == "\u200d" or _may_go_on(right)


@cache
def _may_go_on(character: str) -> bool:
    sits_on = unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf", "Sk", "Lm")
    return sits_on or character > "\U0001f1e5" or is_in_dictionary(character)
