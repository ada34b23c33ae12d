"""Shot cuts: where near them a cue should neither begin nor end, and where instead."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from localize.profiles import Limits
from localize.subtitle.timing.grid import Grid, beyond_ms, within_ms


class Shot(NamedTuple):
    """A cut, and the edges of what is near it: a sound from `early` to `late` begins `at` the cut, and one
    between `clear` and `early` at `clear`; a cue that would end from `hold` to the cut ends at `out`, and
    one that outlives it not before `past`."""

    at: int
    clear: int
    early: int
    late: int
    hold: int
    out: int
    past: int


# Before the first cut and after the last one: nothing is near them.
_LONG_AGO, _NEVER = (Shot(*[at] * len(Shot._fields)) for at in (-(10**15), 10**15))


class Shots:
    """The cuts of an episode, asked by moment."""

    def __init__(self, cuts: Iterable[int], limits: Limits, grid: Grid) -> None:
        """The start of the film is no cut."""
        found = set(map(grid.nearest, cuts))
        self.shots = [_shot(at, limits, grid) for at in sorted(found) if at > 0]
        self._at = [shot.at for shot in self.shots]
        self._padded = [_LONG_AGO, *self.shots, _NEVER]

    def due(self, voiced: int) -> int:
        """Where a cue should begin whose voice begins at `voiced`: the nearer cut decides."""
        near = [(abs(shot.at - voiced), _due(shot, voiced)) for shot in self._around(voiced)]
        return min([(far, due) for far, due in near if due is not None], default=(0, voiced))[1]

    def begins_badly(self, start: int) -> bool:
        """A little before or after a cut."""
        number = bisect_right(self._at, start)
        before, after = self._padded[number], self._padded[number + 1]
        return before.at != start and (start <= before.late or after.clear < start)

    def ends_badly(self, end: int) -> bool:
        """A little before or after a cut, or on it."""
        number = bisect_right(self._at, end)
        before, after = self._padded[number], self._padded[number + 1]
        return (end < before.past or after.hold <= end) and end != before.out and end != after.out

    def from_there(self, first: int, last: int) -> list[int]:
        """Where to begin for a cut from `first` to `last`: on it, or late enough after it."""
        return [start for shot in self.between(first, last) for start in (shot.at, shot.late + 1)]

    def between(self, first: int, last: int) -> Sequence[Shot]:
        """Those whose cut is from `first` to `last`."""
        return self.shots[bisect_left(self._at, first) : bisect_right(self._at, last)]

    def nearest(self, moment: int) -> Shot:
        """Of an episode that has cuts."""
        return min(self._around(moment), key=lambda shot: abs(shot.at - moment))

    def _around(self, moment: int) -> tuple[Shot, Shot]:
        """The last cut up to that moment, and the first one after it."""
        after = bisect_right(self._at, moment)
        return self._padded[after], self._padded[after + 1]


def _shot(at: int, limits: Limits, grid: Grid) -> Shot:
    ms = grid.at_ms(at)
    return Shot(
        at=at,
        clear=grid.index(ms - beyond_ms(limits.cut_clear_frames)) if limits.cut_clear_frames else at,
        early=grid.index_from(ms - within_ms(limits.cut_early_frames)),
        late=grid.index(ms + within_ms(limits.cut_late_frames)),
        hold=grid.index_from(ms - within_ms(limits.cut_hold_frames)),
        out=max(0, at - grid.gap),
        past=grid.index_from(ms + beyond_ms(limits.cut_past_frames)) if limits.cut_past_frames else at,
    )


def _due(shot: Shot, voiced: int) -> int | None:
    if shot.early <= voiced <= shot.late:
        return shot.at
    return shot.clear if shot.clear < voiced < shot.early else None
