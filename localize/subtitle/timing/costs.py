"""What times cost: the one table that timing follows. docs/fitting.md tells it in words.

Costs are in points. What lasts is priced a millisecond, so that the same times cost the same at every frame
rate; what is a fault whatever its size has one price. The weights were chosen here, by what must give way to
what; tests pin the order of the decisions, not the numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from localize.domain.times import Span
from localize.subtitle.timing.grid import Grid, within_ms
from localize.subtitle.timing.shots import Shots

# ── a millisecond of … ───────────────────────────────────────────────────────────────────────────────
STAYING = 1  # shown after its sound: nobody asks for it, so the least of all
EARLY = 12  # shown before the voice
CLIPPED = 15  # gone before the sound is over
LATE = 18  # … and late is worse than early
HURRIED = 24  # too little to be read: worth starting NEAR_MS early, or the next one NEAR_MS late
OUTSTAYING = 27  # longer after its sound than it may linger: not for reading, only for the shortest duration
LATER = 24  # more than NEAR_MS late
SHORT = 48  # too little for the shortest duration: worth starting the next one up to LATEST_MS late
LATEST = 78  # more than LATEST_MS late: now the cue before gives way, whatever that costs it

# ── a fault ──────────────────────────────────────────────────────────────────────────────────────────
AT_A_CUT = 18_000  # beginning or ending a few frames off a cut: more than a move of half a second costs
BAD_GAP = 24_000  # a gap that should be closed: more than half a second of OUTSTAYING

# Netflix 360051554394: within one or two frames of the first frame of audio.
NEAR_MS = within_ms(2)
# Half a second, as far as a start may move for a cut.
LATEST_MS = 500


class Sound(NamedTuple):
    """A sound on the grid. Its cue should begin at `voiced`, or where the cut near it wants (`due`), but not
    before `earliest`; anywhere between `voiced` and `due` is neither early nor late. It should end with the
    sound at `over`, to be read at most at `lingered`."""

    voiced: int
    due: int
    earliest: int
    over: int
    lingered: int
    early_ms: int
    late_ms: int
    over_ms: int
    lingered_ms: int
    need_ms: int


def sound_of(span: Span, need_ms: float, linger_ms: int, grid: Grid, shots: Shots) -> Sound:
    voiced = _first_voiced(max(0, span.start_ms), grid)
    due = shots.due(voiced)
    earliest = min(grid.index_from(grid.at_ms(voiced) - NEAR_MS), due)
    over = max(grid.index_from(max(0, span.end_ms)), voiced)
    last = max(voiced, due)
    lingered = max(over, grid.index(grid.at_ms(over) + linger_ms), grid.after(last, grid.min_ms))
    return Sound(
        voiced,
        due,
        earliest,
        over,
        lingered,
        early_ms=grid.at_ms(min(voiced, due)),
        late_ms=grid.at_ms(last),
        over_ms=grid.at_ms(over),
        lingered_ms=grid.at_ms(lingered),
        need_ms=ceil(need_ms),
    )


def _first_voiced(ms: int, grid: Grid) -> int:
    """The frame on which a voice begins; where that stands for long (a still), the nearest one."""
    index = grid.index(ms)
    return index if ms - grid.at_ms(index) <= NEAR_MS else grid.nearest(ms)


class Costs:
    """The price of times on a grid."""

    def __init__(self, grid: Grid, shots: Shots) -> None:
        self._grid, self._shots, self._at_ms = grid, shots, grid.at_ms

    def of_start(self, sound: Sound, start: int) -> int:
        fault = AT_A_CUT if self._shots.begins_badly(start) else 0
        return fault + self.of_beginning(sound, self._at_ms(start))

    def of_end(self, sound: Sound, end: int) -> int:
        fault = AT_A_CUT if self._shots.ends_badly(end) else 0
        return fault + self.of_ending(sound, self._at_ms(end))

    @staticmethod
    def of_beginning(sound: Sound, ms: int) -> int:
        """At that time, whatever cut is near: more, the further before the voice it is, or after it."""
        if ms < sound.early_ms:
            return EARLY * (sound.early_ms - ms)
        late = ms - sound.late_ms
        if late <= 0:
            return 0
        return LATE * late + LATER * max(0, late - NEAR_MS) + LATEST * max(0, late - LATEST_MS)

    @staticmethod
    def of_ending(sound: Sound, ms: int) -> int:
        """At that time, whatever cut is near: more, the further from the end of the sound it is."""
        stays = ms - sound.over_ms
        if stays <= 0:
            return CLIPPED * -stays
        return STAYING * stays + OUTSTAYING * max(0, ms - sound.lingered_ms)

    def of_length(self, sound: Sound, start: int, end: int) -> int:
        return of_missing(*self.enough_ms(sound, start), self._at_ms(end))

    def enough_ms(self, sound: Sound, start: int) -> tuple[int, int]:
        """When a cue has been shown for the shortest duration, and when for its reading time."""
        enough = self._grid.after(start, self._grid.min_ms), self._grid.after(start, sound.need_ms)
        return self._at_ms(enough[0]), self._at_ms(enough[1])

    def of_gap(self, end: int, following: int) -> int:
        """Nothing where the cues are as near as they may be, or far enough apart."""
        if following - end == self._grid.gap:
            return 0
        return BAD_GAP if self._at_ms(following) - self._at_ms(end) < self._grid.close_ms else 0

    def of_all(self, sounds: Sequence[Sound], times: Sequence[tuple[int, int]]) -> int:
        """Of the whole episode: what is to be least."""
        spans = list(zip(sounds, times, strict=True))
        own = sum(
            self.of_start(sound, start) + self.of_end(sound, end) + self.of_length(sound, start, end)
            for sound, (start, end) in spans
        )
        gaps = pairwise(times)
        return own + sum(self.of_gap(end, following) for (_, end), (following, _) in gaps)


def of_missing(shortest_ms: int, readable_ms: int, end_ms: int) -> int:
    """Of ending before the one and the other."""
    short, hurried = shortest_ms - end_ms, readable_ms - end_ms
    return (SHORT * short if short > 0 else 0) + (HURRIED * hurried if hurried > 0 else 0)
