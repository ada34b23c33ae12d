"""Rows of a cue are about as long as each other, where the text can be broken so."""

from __future__ import annotations

from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam
from localize.subtitle.checks.rebreaking import rebroken
from localize.subtitle.manuscript import Entry

# The longest row over the shortest; and how much of the limit a better break must win. Both chosen here:
# rows of 30 and 12 letters are seen as uneven, and a break that wins a word or two is a matter of taste.
UNEVEN = 2.5
WON = 0.2


def look(exam: Exam) -> Iterator[Found]:
    if not exam.form_is_known:
        return
    for entry in exam.entries:
        widths = _widths(entry, exam)
        if len(widths) < 2 or max(widths) < UNEVEN * min(widths):
            continue
        better = rebroken(entry, exam)
        if better is None or len(better.rows) != len(entry.rows):
            continue
        if max(widths) - max(_widths(better, exam)) > WON * exam.limits.row_width:
            rows = " | ".join(better.rows)
            found = f"rows of {' and '.join(f'{one:g}' for one in widths)} characters"
            yield Found(entry, found, max(widths), max(_widths(better, exam)), f"break it so: {rows}")


def _widths(entry: Entry, exam: Exam) -> list[float]:
    return [exam.length(row) for row in entry.rows if row.strip()]


BALANCE = Check("uneven-rows", look)
