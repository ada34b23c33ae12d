"""The moments worth trying.

Every price grows evenly between a few moments, so that the cheapest times hang together: each start or end
is at such a moment of its own, or one of its cue's durations, or of the gaps, away from another one that is.
Those that hang on what comes before are found while searching; this module finds what is known beforehand: a
sound's own moments, and those that hang on what follows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from localize.subtitle.timing.costs import LATEST_MS, NEAR_MS, Sound
from localize.subtitle.timing.grid import Grid
from localize.subtitle.timing.shots import Shots


class Candidates(NamedTuple):
    """Starts and ends of one cue, in order; `is_early`: it may be worth its price to start before the voice,
    for a cue that may not be shown for long enough, or near a cut."""

    starts: Sequence[int]
    ends: Sequence[int]
    is_early: bool


def candidates(sounds: Sequence[Sound], grid: Grid, shots: Shots) -> list[Candidates]:
    """From the last to the first: what is worth trying for a cue hangs on what is for the next."""
    found: list[Candidates] = []
    following: Sequence[int] = ()
    for sound, is_pushed in reversed(list(zip(sounds, _pushed(sounds, grid), strict=True))):
        ends = sorted({*_own_ends(sound, grid, shots), *_ends_before(following, sound, grid)})
        cuts = _at_cuts(sound, grid, shots)
        is_early = is_pushed or bool(cuts) or _is_brief(sound, ends[0], grid)
        starts = {sound.due, sound.voiced, *cuts}
        if is_early:
            starts.add(sound.earliest)
            starts.update(_leaving_time(sound, ends, grid, is_pushed=is_pushed))
        if is_pushed:
            starts.update(_late(sound, grid))
        following = sorted(starts)
        found.append(Candidates(following, ends, is_early))
    return found[::-1]


def _pushed(sounds: Sequence[Sound], grid: Grid) -> Iterator[bool]:
    """Whether the cue before would be shown for longer than until the cue's voice, itself perhaps pushed."""
    free = 0
    for sound in sounds:
        due = max(sound.voiced, sound.due)
        yield free > min(sound.voiced, sound.due)
        start = min(max(due, free), grid.index(sound.late_ms + LATEST_MS))
        free = max(sound.over, grid.after(start, max(sound.need_ms, grid.min_ms))) + grid.gap


def _at_cuts(sound: Sound, grid: Grid, shots: Shots) -> list[int]:
    """On the cuts near the voice, and late enough after them."""
    first, last = grid.index(sound.early_ms - 2 * LATEST_MS), grid.index(sound.late_ms + LATEST_MS)
    return [start for start in shots.from_there(first, last) if start >= sound.earliest]


def _is_brief(sound: Sound, first_end: int, grid: Grid) -> bool:
    """Whether a cue that begins with the voice may be shown for too short a time."""
    enough = grid.after(min(sound.voiced, sound.due), max(sound.need_ms, grid.min_ms))
    return enough > min(first_end, sound.lingered)


def _leaving_time(sound: Sound, ends: Sequence[int], grid: Grid, *, is_pushed: bool) -> Iterator[int]:
    """The shortest duration, and the reading time, before each end: before the voice, and after it too where
    the cue before may need that."""
    first, last = min(sound.voiced, sound.due), max(sound.voiced, sound.due)
    latest = grid.index(sound.late_ms + LATEST_MS) if is_pushed else first
    after_ms, before_ms = grid.at_ms(sound.earliest), grid.at_ms(latest)
    ends_ms = list(map(grid.at_ms, ends))
    for need_ms in {grid.min_ms, sound.need_ms}:
        from_there = bisect_right(ends_ms, after_ms + need_ms)
        for end_ms in ends_ms[from_there : bisect_left(ends_ms, before_ms + need_ms)]:
            start = grid.index(end_ms - need_ms)
            if sound.earliest < start < first or last < start < latest:
                yield start


def _late(sound: Sound, grid: Grid) -> Iterator[int]:
    """After the voice, so that the cue before may be shown for longer."""
    for late in (NEAR_MS, LATEST_MS):
        start = grid.index(sound.late_ms + late)
        yield from (start, start + 1)


def _own_ends(sound: Sound, grid: Grid, shots: Shots) -> Iterator[int]:
    yield sound.over
    yield sound.lingered
    for shot in shots.between(sound.voiced, grid.after(sound.lingered, LATEST_MS)):
        yield from (shot.hold - 1, shot.out, shot.past)


def _ends_before(following: Sequence[int], sound: Sound, grid: Grid) -> Iterator[int]:
    """The gap before a start of the next cue, or the pause before it that need not be closed."""
    last = grid.after(sound.lingered, 2 * LATEST_MS)
    gaps = [start - grid.gap for start in following]
    pauses = [grid.before(start, grid.close_ms) for start in following]
    return (end for end in (*gaps, *pauses) if end <= last)
