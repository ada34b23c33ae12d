"""A cue ends after it starts, and every line of times can be read."""

from __future__ import annotations

from collections.abc import Iterator

from localize.domain.times import clock
from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam


def look(exam: Exam) -> Iterator[Found]:
    for number, line in exam.manuscript.unread:
        yield Found(None, f"line {number} looks like times and cannot be read", line)
    for entry in exam.entries:
        if entry.duration_ms <= 0:
            yield Found(entry, "ends when it starts, or before", clock(entry.end_ms), clock(entry.start_ms))


TIMES = Check("times", look)
