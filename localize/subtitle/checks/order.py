"""Cues stand in the file in order of time; SubStation Alpha alone leaves that to the player."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from localize.domain.times import clock
from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam


def look(exam: Exam) -> Iterator[Found]:
    if exam.manuscript.format == "ass":
        return
    for one, two in pairwise(exam.entries):
        if two.start_ms < one.start_ms:
            where = f"starts before cue {one.number}, at {clock(one.start_ms)}"
            yield Found(two, where, clock(two.start_ms), clock(one.start_ms), "sort the cues by time")


ORDER = Check("order", look)
