"""Cues lie within the video."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from localize.domain.times import clock
from localize.subtitle.checks.check import Change, Check, Found
from localize.subtitle.checks.exam import Exam
from localize.subtitle.manuscript import Entry


def look_past(exam: Exam) -> Iterator[Found]:
    for entry in exam.entries if exam.duration_ms else ():
        if entry.start_ms >= exam.duration_ms:
            end = clock(exam.duration_ms)
            yield Found(entry, f"starts after the video has ended, at {end}", clock(entry.start_ms), end)


def look_over(exam: Exam) -> Iterator[Found]:
    for entry in _over(exam):
        over = entry.end_ms - exam.duration_ms
        yield Found(entry, f"ends {over} ms after the video", over, 0, f"end at {clock(exam.duration_ms)}")


def mend(exam: Exam) -> Iterator[Change]:
    for entry in _over(exam):
        end = exam.on_clock(exam.duration_ms)
        if end > entry.start_ms:
            shorter = msgspec.structs.replace(entry, end_ms=end)
            yield Change(shorter, f"ends {entry.end_ms - end} ms sooner, with the video")


def _over(exam: Exam) -> Iterator[Entry]:
    """A frame is forgiven: containers round their length."""
    if not exam.duration_ms:
        return
    spare = exam.screen.frames.lasting_ms(1) if exam.screen else 0
    for entry in exam.shown:
        if entry.start_ms < exam.duration_ms and entry.end_ms > exam.duration_ms + spare:
            yield entry


PAST_END = Check("past-end", look_past)
OVERHANG = Check("overhang", look_over, mend)
