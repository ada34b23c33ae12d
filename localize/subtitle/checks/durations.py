"""A cue is shown neither too short nor too long."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from localize.subtitle.checks.check import Change, Check, Found
from localize.subtitle.checks.exam import Exam
from localize.subtitle.manuscript import Entry


def look_short(exam: Exam) -> Iterator[Found]:
    least = exam.limits.min_duration_ms
    for entry in exam.shown:
        if entry.duration_ms < least - exam.slack_ms:
            found = f"shown for {entry.duration_ms} ms, at least {least}"
            yield Found(entry, found, entry.duration_ms, least, "let it stay longer, or join it to the next")


def mend_short(exam: Exam) -> Iterator[Change]:
    """Into the time that nobody else has."""
    for entry in exam.shown:
        if entry.duration_ms >= exam.limits.min_duration_ms - exam.slack_ms:
            continue
        wanted = entry.start_ms + exam.limits.min_duration_ms
        end = min(-exam.on_clock(-wanted), _free_until(entry, exam, wanted))
        if end > entry.end_ms:
            longer = msgspec.structs.replace(entry, end_ms=end)
            yield Change(longer, f"shown for {longer.duration_ms} ms instead of {entry.duration_ms}")


def look_long(exam: Exam) -> Iterator[Found]:
    most = exam.limits.max_duration_ms
    for entry in exam.shown:
        if entry.duration_ms > most + exam.slack_ms:
            found = f"shown for {entry.duration_ms} ms, at most {most}"
            yield Found(entry, found, entry.duration_ms, most, "let it end sooner, or make two cues of it")


def _free_until(entry: Entry, exam: Exam, wanted: int) -> int:
    ends = [wanted + exam.slack_ms]
    if (before := exam.preceding.get(entry.number)) and before.end_ms > entry.end_ms:
        ends.append(entry.end_ms)
    if following := exam.following.get(entry.number):
        ends.append(exam.on_clock(following.start_ms - exam.closing_gap_ms))
    if exam.duration_ms:
        ends.append(exam.on_clock(exam.duration_ms))
    return min(ends)


MIN_DURATION = Check("min-duration", look_short, mend_short)
MAX_DURATION = Check("max-duration", look_long)
