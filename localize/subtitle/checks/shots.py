"""Cues start and end with the shots near them, by the rules that timing follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from localize.domain.screen import Screen
from localize.domain.times import clock
from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam
from localize.subtitle.manuscript import Entry
from localize.subtitle.timing.grid import Grid, grid_of
from localize.subtitle.timing.shots import Shots


def look(exam: Exam) -> Iterator[Found]:
    if exam.screen is None or not exam.cuts:
        return
    asked = _Asked(exam, exam.screen)
    for entry in exam.shown:
        yield from asked.start(entry)
        yield from asked.end(entry)


class _Asked:
    """The shots of an episode, asked by a file's moments. How far off a good moment still counts as one: a
    frame, and a step of the clock."""

    def __init__(self, exam: Exam, screen: Screen) -> None:
        self._grid: Grid = grid_of(exam.limits, screen)
        self._shots = Shots(exam.cuts, exam.limits, self._grid)
        self._slack_ms = screen.frames.lasting_ms(1) + exam.slack_ms

    def start(self, entry: Entry) -> Iterator[Found]:
        ms = entry.start_ms
        if not self._is_bad(ms, self._shots.begins_badly):
            return
        nearest = self._nearest(ms)
        cut_ms, due_ms = self._grid.at_ms(nearest), self._grid.at_ms(self._shots.due(self._grid.nearest(ms)))
        on_it = "on the cut, " if cut_ms == due_ms else ""
        yield _found(entry, "starts", ms - cut_ms, due_ms, f"start {on_it}at {clock(due_ms)}")

    def end(self, entry: Entry) -> Iterator[Found]:
        """A cue that starts with its shot has no cut to end by but the next."""
        ms = entry.end_ms
        if not self._is_bad(ms, self._shots.ends_badly):
            return
        shot = self._shots.nearest(self._grid.nearest(ms))
        cut_ms, out_ms, past_ms = (self._grid.at_ms(at) for at in (shot.at, shot.out, shot.past))
        if cut_ms <= entry.start_ms + self._slack_ms:
            return
        later = f", or at {clock(past_ms)}" if ms > cut_ms + self._slack_ms else ""
        yield _found(entry, "ends", ms - cut_ms, out_ms, f"end at {clock(out_ms)}{later}")

    def _is_bad(self, ms: int, is_bad: Callable[[int], bool]) -> bool:
        grid = self._grid
        first, last = grid.index_from(ms - self._slack_ms), grid.index(ms + self._slack_ms)
        return all(is_bad(frame) for frame in (first, grid.nearest(ms), last))

    def _nearest(self, ms: int) -> int:
        return self._shots.nearest(self._grid.nearest(ms)).at


def _found(entry: Entry, does: str, after_ms: int, wanted_ms: int, suggestion: str) -> Found:
    side = "after" if after_ms > 0 else "before"
    said = f"{does} {abs(after_ms)} ms {side} a cut" if after_ms else f"{does} on a cut"
    return Found(entry, said, abs(after_ms), clock(wanted_ms), suggestion)


SHOTS = Check("shot-cut", look)
