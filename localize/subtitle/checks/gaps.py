"""Two cues are a least gap apart, and either just that or clearly apart."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from localize.subtitle.checks.check import Change, Check, Found
from localize.subtitle.checks.exam import Exam
from localize.subtitle.manuscript import Entry


def look(exam: Exam) -> Iterator[Found]:
    for one, two in exam.neighbours:
        gap = two.start_ms - one.end_ms
        if 0 <= gap < exam.least_gap_ms:
            least = exam.limits.gap_frames
            found = f"{gap} ms after cue {one.number}, at least {least} frames"
            yield Found(two, found, gap, exam.least_gap_ms, f"end cue {one.number} sooner")


def mend(exam: Exam) -> Iterator[Change]:
    for one, two in exam.neighbours:
        if 0 <= two.start_ms - one.end_ms < exam.least_gap_ms:
            end = exam.on_clock(two.start_ms - exam.closing_gap_ms)
            if 2 * (end - one.start_ms) >= exam.limits.min_duration_ms:
                shorter = msgspec.structs.replace(one, end_ms=end)
                yield Change(shorter, f"ends {one.end_ms - end} ms sooner: the gap to cue {two.number}")


def look_open(exam: Exam) -> Iterator[Found]:
    for one, two in _open(exam):
        gap, least = two.start_ms - one.end_ms, exam.limits.close_gap_ms
        found = f"{gap} ms after cue {one.number}: {exam.limits.gap_frames} frames, or {least} ms and more"
        yield Found(two, found, gap, least, f"let cue {one.number} stay until the gap")


def mend_open(exam: Exam) -> Iterator[Change]:
    for one, two in _open(exam):
        end = exam.on_clock(two.start_ms - exam.closing_gap_ms)
        if end - one.start_ms <= exam.limits.max_duration_ms:
            longer = msgspec.structs.replace(one, end_ms=end)
            yield Change(longer, f"stays {end - one.end_ms} ms longer, up to cue {two.number}")


def _open(exam: Exam) -> Iterator[tuple[Entry, Entry]]:
    """A gap in which a new shot begins is left: a cue ends before the cut, or starts on it."""
    closed, most = exam.closed_gap_ms, exam.limits.close_gap_ms - exam.slack_ms
    for one, two in exam.neighbours:
        if closed < two.start_ms - one.end_ms < most and not exam.cut_within(one.end_ms, two.start_ms):
            yield one, two


GAP = Check("gap", look, mend)
OPEN_GAP = Check("open-gap", look_open, mend_open)
