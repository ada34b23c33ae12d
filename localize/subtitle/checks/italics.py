"""Italics stand only where the language has them."""

from __future__ import annotations

from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam


def look(exam: Exam) -> Iterator[Found]:
    if exam.limits.italics:
        return
    for entry in exam.entries:
        if entry.italic:
            yield Found(entry, "italics, which the language does without", suggestion="write it upright")


ITALICS = Check("italics", look)
