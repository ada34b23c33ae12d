"""A cue shows something."""

from __future__ import annotations

from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam


def look(exam: Exam) -> Iterator[Found]:
    for entry, text in exam.lines():
        if not text:
            yield Found(entry, "nothing is seen", suggestion="write its text, or take the cue out")


EMPTY = Check("empty", look)
