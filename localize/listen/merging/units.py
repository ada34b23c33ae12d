"""A heard line → what is voted on: characters, numbers and words, with their sounds and times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from localize.domain.heard import HeardLine, Word, told
from localize.domain.script import HAN_LETTERS
from localize.domain.syllables import syllables
from localize.domain.times import Span

_HAN = f"{HAN_LETTERS}〇"
_UNIT = re.compile(rf"[{_HAN}]|\d+|(?:(?![{_HAN}])[^\W\d_])+")


@dataclass(frozen=True)
class Unit:
    """A character, a number in digits or a word of another script; `after` are the marks and spaces up to
    the next one. `sounds` are its syllables, at least one; `probability` is None where none is told;
    `line` is the index of its line in the hearing, `words` are those of its words in the line (a number may
    stand in two), `number` its own in the line."""

    text: str
    after: str
    sounds: tuple[str, ...]
    span: Span
    probability: float | None
    line: int
    words: range
    number: int


@dataclass(frozen=True)
class _Letter:
    """With its share of its word's time; `word` is the index of that."""

    span: Span
    probability: float | None
    word: int


def units_of(line: HeardLine, index: int) -> list[Unit]:
    """In order; `index` is the line's in its hearing, and its words make up its text."""
    letters = [letter for at, word in enumerate(line.words) for letter in _letters(word, at)]
    said = syllables(line.text)
    made: list[Unit] = []
    for match, end in _with_ends(list(_UNIT.finditer(line.text)), len(line.text)):
        own = letters[match.start() : match.end()]
        made.append(
            Unit(
                text=match.group(),
                after=line.text[match.end() : end],
                sounds=tuple(one.sound for one in said if match.start() <= one.at < match.end())
                or (match.group().lower(),),
                span=Span(own[0].span.start_ms, own[-1].span.end_ms),
                probability=mean_told(letter.probability for letter in own),
                line=index,
                words=range(own[0].word, own[-1].word + 1),
                number=len(made),
            )
        )
    return made


def mean_told(probabilities: Iterable[float | None]) -> float | None:
    known = told(probabilities)
    return fmean(known) if known else None


def unit_count(line: HeardLine) -> int:
    return len(_UNIT.findall(line.text))


def head_of(line: HeardLine) -> str:
    """The marks before its first unit."""
    first = _UNIT.search(line.text)
    return line.text[: first.start()] if first else line.text


def _with_ends(found: Sequence[re.Match[str]], length: int) -> Iterator[tuple[re.Match[str], int]]:
    """Each with where the next one begins."""
    starts = [*(match.start() for match in found), length]
    return zip(found, starts[1:], strict=True)


def _letters(word: Word, index: int) -> list[_Letter]:
    """One for each sign of the word; marks and spaces take no time."""
    spoken = [sign.isalnum() for sign in word.text]
    count = max(1, sum(spoken))
    length_ms = word.end_ms - word.start_ms
    done = [word.start_ms + length_ms * sum(spoken[:at]) // count for at in range(len(spoken) + 1)]
    return [_Letter(Span(start, end), word.probability, index) for start, end in pairwise(done)]
