"""No row is longer than the profile allows."""

from __future__ import annotations

from collections.abc import Iterator

from localize.subtitle.checks.check import Change, Check, Found
from localize.subtitle.checks.exam import Exam
from localize.subtitle.checks.rebreaking import rebroken
from localize.subtitle.manuscript import Entry


def look(exam: Exam) -> Iterator[Found]:
    most = exam.limits.row_width
    for entry in exam.entries:
        longest = _longest(entry, exam)
        if longest > most:
            found = f"{longest:g} characters in a row, at most {most:g}"
            yield Found(entry, found, longest, most, "break it anew, shorten it, or make two cues of it")


def mend(exam: Exam) -> Iterator[Change]:
    for entry in exam.entries:
        too_many = len(entry.rows) > exam.limits.rows
        if too_many or _longest(entry, exam) > exam.limits.row_width:
            changed = rebroken(entry, exam)
            if changed is not None and changed.markup != entry.markup:
                yield Change(changed, "rows broken anew")


def _longest(entry: Entry, exam: Exam) -> float:
    return max(exam.length(row) for row in entry.rows)


ROW_WIDTH = Check("row-width", look, mend)
