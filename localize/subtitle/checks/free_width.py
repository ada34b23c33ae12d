"""No row reaches into the margins, drawn in the font of the delivery."""

from __future__ import annotations

from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam


def look(exam: Exam) -> Iterator[Found]:
    if exam.ruler is None:
        return
    for entry in exam.entries:
        share = max(exam.ruler.share(row) for row in entry.rows)
        if share > 1:
            found = f"a row takes {share:.0%} of the width between the margins"
            yield Found(entry, found, round(share, 3), 1, "break it anew, or shorten it")


FREE_WIDTH = Check("free-width", look)
