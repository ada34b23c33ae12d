"""A heard line → its phrases: characters as they are said, each with where it stands and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from localize.domain.heard import HeardLine
from localize.domain.syllables import pinyin, spoken_number

# What a character counts as of which no probability is told: the mean of Whisper base, by whose probabilities
# the prices of a change were chosen. Where those were kept from repair, it left 410 errors on the 1,285
# characters of docs/dialect-repair.md (heard: 468): 413 with them, 416 at 0.65 and at 0.8, 451 at 1.
UNTOLD = 0.73
# A line that its words do not make up was not written by a recogniser.
NOT_RECOGNISED = 1.0

_PHRASE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇\d]+")
_UNIT = re.compile(r"[0-9]+|\D|\d")


@dataclass(frozen=True)
class Unit:
    """A character, or a number in digits with its characters as they are said; `start` is where it stands
    in the line, `probability` the recogniser's, UNTOLD where it tells none."""

    written: str
    said: str
    start: int
    probability: float

    @property
    def end(self) -> int:
        return self.start + len(self.written)


@dataclass(frozen=True)
class Phrase:
    """What stands between two marks. A word does not go on across a mark."""

    units: tuple[Unit, ...]

    @cached_property
    def text(self) -> str:
        """As it is said, a character a syllable."""
        return "".join(unit.said for unit in self.units)

    @cached_property
    def sounds(self) -> tuple[str, ...]:
        return tuple(pinyin(self.text))

    @cached_property
    def unit_of(self) -> tuple[Unit, ...]:
        """For each character of `text` the unit that it is said for."""
        return tuple(unit for unit in self.units for _ in unit.said)


def phrases(line: HeardLine) -> Iterator[Phrase]:
    probabilities = _probabilities(line)
    for phrase in _PHRASE.finditer(line.text):
        yield Phrase(tuple(_units(phrase, probabilities)))


def _units(phrase: re.Match[str], probabilities: Sequence[float]) -> Iterator[Unit]:
    for unit in _UNIT.finditer(phrase.group()):
        written, start = unit.group(), phrase.start() + unit.start()
        said = spoken_number(written) if written.isascii() else written
        least = min(probabilities[start : start + len(written)])
        yield Unit(written, said, start, least)


def _probabilities(line: HeardLine) -> list[float]:
    """One for each character of the line."""
    known = [word.probability_or(UNTOLD) for word in line.words for _ in word.text]
    return known if len(known) == len(line.text) else [NOT_RECOGNISED] * len(line.text)
