"""Several runs of units → one network: which of each was heard where the others were.

A run at a time is laid along those before it (progressive alignment): the cheapest way of pairing alike
sounds, near in time, and of leaving out what only one side has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from localize.listen.merging.units import Unit

# What it costs that one side has a syllable and the other none. Two of them cost more than any pair at one
# time, so that a misheard syllable keeps its place.
GAP = 0.6
# For each second between two syllables that are paired: word times of Whisper are some 0.2 s off.
APART = 0.5

Like: TypeAlias = Callable[[str, str], float]


class Said(NamedTuple):
    """One syllable of a unit."""

    unit: Unit
    sound: str
    at_ms: float


# One for each run, None where it has nothing.
Column: TypeAlias = tuple[Said | None, ...]


def network(runs: Sequence[Sequence[Unit]], like: Like) -> list[Column]:
    """Columns in order; each holds the syllables of all runs for one place."""
    columns: list[Column] = [(said,) for said in _said(runs[0])]
    for width, run in enumerate(runs[1:], 1):
        columns = list(_laid(columns, list(_said(run)), width, like))
    return columns


def _said(run: Sequence[Unit]) -> Iterator[Said]:
    for unit in run:
        step = unit.span.duration_ms / len(unit.sounds)
        for at, sound in enumerate(unit.sounds):
            yield Said(unit, sound, unit.span.start_ms + (at + 0.5) * step)


def _laid(columns: Sequence[Column], run: Sequence[Said], width: int, like: Like) -> Iterator[Column]:
    nothing: Column = (None,) * width
    for column, said in _steps(columns, run, like):
        yield (*(columns[column] if column is not None else nothing), None if said is None else run[said])


def _steps(columns: Sequence[Column], run: Sequence[Said], like: Like) -> list[tuple[int | None, int | None]]:
    """The cheapest pairing, as indices into both, in order; of equally cheap ones that which pairs late."""
    costs = _costs(columns, run, like)
    at, to = len(columns), len(run)
    steps: list[tuple[int | None, int | None]] = []
    while at or to:
        if at and to and costs[at][to] == costs[at - 1][to - 1] + _cost(columns[at - 1], run[to - 1], like):
            at, to = at - 1, to - 1
            steps.append((at, to))
        elif not at or (to and costs[at][to] == costs[at][to - 1] + GAP):
            to -= 1
            steps.append((None, to))
        else:
            at -= 1
            steps.append((at, None))
    return steps[::-1]


def _costs(columns: Sequence[Column], run: Sequence[Said], like: Like) -> list[list[float]]:
    rows = [[GAP * to for to in range(len(run) + 1)]]
    for column in columns:
        above, row = rows[-1], [rows[-1][0] + GAP]
        for to, said in enumerate(run):
            row.append(min(above[to] + _cost(column, said, like), row[to] + GAP, above[to + 1] + GAP))
        rows.append(row)
    return rows


def _cost(column: Column, said: Said, like: Like) -> float:
    """That of the likest of those that stand there already."""
    return min(_difference(other, said, like) for other in column if other is not None)


def _difference(one: Said, other: Said, like: Like) -> float:
    return 1 - like(one.sound, other.sound) + APART * abs(one.at_ms - other.at_ms) / 1000
