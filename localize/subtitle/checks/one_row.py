"""What fits on one row stands on one."""

from __future__ import annotations

from collections.abc import Iterator

from localize.subtitle.checks.check import Change, Check, Found
from localize.subtitle.checks.dash import has_speakers
from localize.subtitle.checks.exam import Exam
from localize.subtitle.checks.mixed import mixes_cards
from localize.subtitle.checks.rebreaking import rebroken
from localize.subtitle.manuscript import Entry


def look(exam: Exam) -> Iterator[Found]:
    for entry, text in exam.lines():
        if _fits(entry, text, exam):
            width = exam.length(text)
            found = f"{len(entry.rows)} rows for {width:g} characters, which fit on one"
            yield Found(entry, found, len(entry.rows), 1, "put it on one row")


def mend(exam: Exam) -> Iterator[Change]:
    for entry, text in exam.lines():
        if _fits(entry, text, exam):
            changed = rebroken(entry, exam)
            if changed is not None and changed.markup != entry.markup:
                yield Change(changed, "put on one row")


def _fits(entry: Entry, text: str, exam: Exam) -> bool:
    """Rows of two speakers, or of a card and a line, stay apart."""
    if sum(bool(row.strip()) for row in entry.rows) < 2 or has_speakers(entry) or mixes_cards(entry):
        return False
    if exam.length(text) > exam.limits.row_width:
        return False
    return exam.ruler is None or exam.ruler.share(text) <= 1


ONE_ROW = Check("fits-one-row", look, mend)
