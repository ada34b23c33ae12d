"""Truth and what was made of it, side by side."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.accuracy import comparable, distance
from bench.truth import Said

# A line that shares half of its characters with the truth may be this far from its time.
NEAR_MS = 1000
HALF = 0.5
# What people see as one moment; the target of the issue.
CLOSE_MS = 200
# A cut is found where one is reported within so much of it.
CUT_MS = 100


@dataclass(frozen=True)
class Pair:
    true: Said
    made: Said

    @property
    def start_error(self) -> int:
        return self.made.span.start_ms - self.true.span.start_ms

    @property
    def end_error(self) -> int:
        return self.made.span.end_ms - self.true.span.end_ms


@dataclass
class Score:
    """Sums, so that episodes can be added up. `edits` are those that turn all the text that was made into
    all the true text (of `characters`), in order of time: a lost or invented line counts with all of its
    characters."""

    edits: int = 0
    characters: int = 0
    pairs: list[Pair] = field(default_factory=list)
    lost: list[Said] = field(default_factory=list)
    invented: list[Said] = field(default_factory=list)

    @property
    def error_rate(self) -> float:
        return self.edits / self.characters if self.characters else math.nan

    @property
    def starts(self) -> list[int]:
        return [abs(pair.start_error) for pair in self.pairs if pair.true.is_timed]

    @property
    def ends(self) -> list[int]:
        return [abs(pair.end_error) for pair in self.pairs if pair.true.is_timed]


def scored(true: Sequence[Said], made: Sequence[Said]) -> Score:
    """Both in order of time.

    Lines are paired one to one and in order, so that the sum of what the pairs share (time as a share of
    what either takes, and characters likewise) is greatest. Two lines may only be paired if they share half
    of the time, or half of the characters within a second of each other. What has no partner is lost, or
    invented: one true line given as two is one invented line.
    """
    text = comparable("".join(line.text for line in true))
    edits = distance(comparable("".join(line.text for line in made)), text)
    found = _paired(true, made)
    there, partners = {at for at, _ in found}, {at for _, at in found}
    return Score(
        edits,
        len(text),
        [Pair(true[one], made[other]) for one, other in found],
        [line for at, line in enumerate(true) if at not in there],
        [line for at, line in enumerate(made) if at not in partners],
    )


def total(scores: Iterable[Score]) -> Score:
    whole = Score()
    for score in scores:
        whole.edits += score.edits
        whole.characters += score.characters
        whole.pairs += score.pairs
        whole.lost += score.lost
        whole.invented += score.invented
    return whole


def _paired(true: Sequence[Said], made: Sequence[Said]) -> list[tuple[int, int]]:
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [[(0.0, ())] * (len(made) + 1)]
    for at, line in enumerate(true):
        row = [(0.0, ())]
        for to, other in enumerate(made):
            worth, pairs = best[at][to]
            shared = _shared(line, other)
            both = (worth + shared, (*pairs, (at, to))) if shared else (0.0, ())
            row.append(max(best[at][to + 1], row[to], both, key=lambda one: one[0]))
        best.append(row)
    return list(best[-1][-1][1])


def _shared(true: Said, made: Said) -> float:
    """0 for lines that cannot be the same."""
    together = true.span.overlap_ms(made.span)
    either = max(true.span.end_ms, made.span.end_ms) - min(true.span.start_ms, made.span.start_ms)
    apart = max(true.span.start_ms - made.span.end_ms, made.span.start_ms - true.span.end_ms)
    if apart > NEAR_MS:
        return 0.0
    time, text = together / max(1, either), _alike(comparable(true.text), comparable(made.text))
    return time + text if time >= HALF or text >= HALF else 0.0


def _alike(one: str, other: str) -> float:
    return 1 - distance(one, other) / max(1, len(one), len(other))


def typical(errors: Sequence[int]) -> tuple[float, float, float]:
    """The median, the 95th percentile (by nearest rank), both in ms, and the share within CLOSE_MS."""
    if not errors:
        return math.nan, math.nan, math.nan
    ranked = sorted(errors)
    ninety_fifth = ranked[math.ceil(0.95 * len(ranked)) - 1]
    return median(ranked), ninety_fifth, sum(one <= CLOSE_MS for one in ranked) / len(ranked)


@dataclass(frozen=True)
class Cuts:
    found: int
    missed: list[int]
    false: list[int]


def cuts_scored(true: Sequence[int], made: Sequence[int]) -> Cuts:
    left = sorted(made)
    missed = []
    for cut in true:
        at = min(left, key=lambda one: abs(one - cut), default=None)
        if at is None or abs(at - cut) > CUT_MS:
            missed.append(cut)
        else:
            left.remove(at)
    return Cuts(len(true) - len(missed), missed, left)
