"""The lines of a season, cut into words, and how often anything stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from localize.domain.value import Value
from localize.mining.cutting import Clause, Cutter


class Spoken(Value, frozen=True):
    """A line as it was said, at `at_ms` of an episode. `dialect` are the words of the dialect in it;
    `speaker` says it, where that is known."""

    episode: str
    at_ms: int
    text: str
    dialect: tuple[str, ...] = ()
    speaker: str = ""


class Sight(NamedTuple):
    """A clause of a line."""

    line: Spoken
    clause: Clause


class Season:
    def __init__(self, lines: Sequence[Spoken], cutter: Cutter) -> None:
        self.lines, self.counts = lines, cutter.counts
        self.sights = [Sight(line, clause) for line in lines for clause in cutter.clauses(line.text)]

    def holding(self, text: str) -> list[Spoken]:
        return [line for line in self.lines if text in line.text]

    def count(self, text: str) -> int:
        return sum(line.text.count(text) for line in self.lines)

    @cached_property
    def speakers(self) -> frozenset[str]:
        return frozenset(line.speaker for line in self.lines if line.speaker)

    @cached_property
    def alone(self) -> dict[str, tuple[str, ...]]:
        """What stands alone between two marks, as somebody's name does who is called, with its words."""
        return {sight.clause.text: sight.clause.words for sight in self.sights}
