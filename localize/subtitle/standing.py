"""Where a run of cues stands: for each an edge, chosen for all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import floor, inf
from typing import NamedTuple

from localize.domain.seen import Box

# What a change of place between two neighbouring cues costs, and a cue that stands elsewhere than is usual.
# So twenty free cues between two that had to move bring the subtitles home, and fewer do not: each move of a
# subtitle is one more that the eye must follow.
HOP = 1.0
_AWAY = 0.1
# Text that cannot be avoided costs more than any number of moves. For half of it that shows beside the cue
# that covers it, one cue alone does not yet move there and back.
_OVER = 1000.0
_UNCOVERED = 3.0
# Where another of our own cues stands is no place at all.
_TAKEN = 1_000_000.0
# Read boxes differ by a pixel or two from line to line; places closer than this are one.
_STEP = 0.01


class Room(NamedTuple):
    """What is free of a platform's interface, in shares of the picture's height from its top, and how far our
    letters keep from others."""

    top: float
    bottom: float
    clear: float


class Standing(NamedTuple):
    """A cue of that `height`: burned-in text is to be seen meanwhile in `burned`, other cues of ours in
    `taken`, and `reserved` is kept free above for another."""

    height: float
    burned: Sequence[Box] = ()
    taken: Sequence[Box] = ()
    reserved: float = 0.0

    def touches(self, edge: float, box: Box, clear: float = 0.0) -> bool:
        """Whether rows that end at `edge` come nearer to `box` than `clear`, which is above and below it."""
        return edge > box.top - clear + _TINY and edge - self.height < box.bottom + clear - _TINY

    def uncovered(self, edge: float, box: Box) -> float:
        """How much of `box` shows beside a cue that stands over it, as a share of its height."""
        covered = min(edge, box.bottom) - max(edge - self.height, box.top)
        return 1 - max(0.0, covered) / box.height if box.height > 0 else 0.0


# Less than a thousandth of a pixel: what sums of shares are off by.
_TINY = 1e-7


def edges(cues: Sequence[Standing], room: Room, hop: float, *, covering: bool) -> list[float]:
    """For each cue, in order of time, its lower edge. Home is the lower end of the room.

    Cues move up past burned-in text, or, `covering` it, onto all of it. As few as can be move, and, where a
    `hop` from one place to another costs, all of a run to one place; where there is no room above, a cue
    stands over the text, and covers what it can.
    The least costly way is found over all cues (Viterbi).
    """
    options = _options(cues, room, covering=covering)
    way: list[list[int]] = []
    costs = [0.0] * len(options)
    for cue in cues:
        nearest = min(range(len(options)), key=costs.__getitem__)
        before = [at if costs[at] <= costs[nearest] + hop else nearest for at in range(len(options))]
        way.append(before)
        costs = [
            costs[was] + hop * (was != at) + _cost(cue, edge, room, covering=covering)
            for at, (was, edge) in enumerate(zip(before, options, strict=True))
        ]
    return [options[at] for at in _backwards(way, min(range(len(options)), key=costs.__getitem__))]


def _backwards(way: Sequence[Sequence[int]], last: int) -> list[int]:
    chosen: list[int] = []
    for before in reversed(way):
        chosen.append(last)
        last = before[last]
    return chosen[::-1]


def _options(cues: Sequence[Standing], room: Room, *, covering: bool) -> list[float]:
    found = {edge for cue in cues for edge in _free_of(cue, room, covering=covering)}
    return [room.bottom, *sorted(edge for edge in found if room.top < edge < room.bottom)]


def _free_of(cue: Standing, room: Room, *, covering: bool) -> Iterator[float]:
    """Where the cue could stand instead of home: above each text, or over it."""
    avoided: Iterable[Box] = cue.taken if covering else (*cue.taken, *cue.burned)
    for box in avoided:
        yield _STEP * floor((box.top - room.clear) / _STEP)
    for box in cue.burned:
        yield _STEP * -floor(-box.bottom / _STEP)


def _cost(cue: Standing, edge: float, room: Room, *, covering: bool) -> float:
    distance = room.bottom - edge
    if distance and edge - cue.height - cue.reserved < room.top - _TINY:
        return inf
    cost = _AWAY * (1 + distance) if distance else 0.0
    cost += sum(_TAKEN for box in cue.taken if cue.touches(edge, box))
    clear = 0.0 if covering else room.clear
    for box in cue.burned:
        if cue.touches(edge, box, clear):
            cost += _UNCOVERED * cue.uncovered(edge, box) + (0.0 if covering else _OVER)
    return cost
