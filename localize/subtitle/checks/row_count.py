"""No more rows than the profile allows."""

from __future__ import annotations

from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam


def look(exam: Exam) -> Iterator[Found]:
    most = exam.limits.rows
    for entry in exam.entries:
        count = sum(bool(row.strip()) for row in entry.rows)
        if count > most:
            yield Found(entry, f"{count} rows, at most {most}", count, most, "break it anew, or in two cues")


ROW_COUNT = Check("rows", look)
