"""Cues start and end with the shots near them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from localize.domain.screen import Frames
from localize.domain.times import clock
from localize.profiles import Limits
from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam
from localize.subtitle.manuscript import Entry

# The frames of the rules are those of a film (Netflix, Subtitle Edit).
_OF_RULES = Frames(24)


# Message, found, limit, suggestion.
_Told: TypeAlias = tuple[str, int, str, str]


class _Rule(NamedTuple):
    """In milliseconds; `slack` is how far off a cut still counts as on it: a frame, and a step of the
    clock."""

    late: int
    early: int
    clear: int
    hold: int
    gap: int
    slack: int


def look(exam: Exam) -> Iterator[Found]:
    cuts, screen = exam.cuts, exam.screen
    if not cuts or screen is None:
        return
    slack = screen.frames.lasting_ms(1) + exam.slack_ms
    rule = _rule(exam.limits, exam.limits.gap_ms(screen.frames), slack)
    for entry in exam.shown:
        at = bisect_right(cuts, entry.start_ms)
        before, after = _around(cuts, at)
        if told := _start(entry.start_ms, before, after, rule):
            yield Found(entry, *told)
        last = bisect_right(cuts, entry.end_ms)
        if told := _end(entry, *_around(cuts, last), rule):
            yield Found(entry, *told)


def _rule(limits: Limits, gap_ms: int, slack_ms: int) -> _Rule:
    of = _OF_RULES.lasting_ms
    return _Rule(
        of(limits.cut_late_frames),
        of(limits.cut_early_frames),
        of(limits.cut_clear_frames),
        of(limits.cut_hold_frames),
        gap_ms,
        slack_ms,
    )


def _around(cuts: tuple[int, ...], at: int) -> tuple[int | None, int | None]:
    """The last cut so far, and the next."""
    return (cuts[at - 1] if at else None), (cuts[at] if at < len(cuts) else None)


def _start(start: int, before: int | None, after: int | None, rule: _Rule) -> _Told | None:
    if before is not None and rule.slack < start - before <= rule.late:
        found = f"starts {start - before} ms after a cut"
        return found, start - before, clock(before), f"start on the cut, at {clock(before)}"
    if after is None or after - start <= rule.slack:
        return None
    if after - start <= rule.early:
        return f"starts {after - start} ms before a cut", after - start, clock(after), "start on the cut"
    if after - start < rule.clear - rule.slack:
        limit = clock(after - rule.clear)
        return f"starts {after - start} ms before a cut", after - start, limit, f"start at {limit}"
    return None


def _end(entry: Entry, before: int | None, after: int | None, rule: _Rule) -> _Told | None:
    if before is not None and before > entry.start_ms and entry.end_ms - before <= rule.slack:
        limit = clock(before - rule.gap)
        return "ends on a cut", entry.end_ms - before, limit, f"end at {limit}"
    if after is not None and rule.gap + rule.slack < after - entry.end_ms <= rule.hold:
        limit = clock(after - rule.gap)
        return f"ends {after - entry.end_ms} ms before a cut", after - entry.end_ms, limit, f"end at {limit}"
    return None


SHOTS = Check("shot-cut", look)
