"""No two cues stand in one place at once; a card among dialogue least of all."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from localize.subtitle.checks.check import Change, Check, Found
from localize.subtitle.checks.exam import Exam
from localize.subtitle.checks.mixed import in_capitals
from localize.subtitle.manuscript import Entry


def look(exam: Exam) -> Iterator[Found]:
    for one, two in _overlapping(exam):
        if in_capitals(one.text) == in_capitals(two.text):
            over = one.end_ms - two.start_ms
            found = f"starts {over} ms before cue {one.number} ends, in the same place"
            yield Found(two, found, over, 0, "let one of them give way, or put one at the top")


def look_cards(exam: Exam) -> Iterator[Found]:
    """Netflix: a forced narrative is never combined with dialogue."""
    for one, two in _overlapping(exam):
        if in_capitals(one.text) != in_capitals(two.text):
            found = f"a card and dialogue in one place, with cue {one.number}"
            yield Found(two, found, one.end_ms - two.start_ms, 0, "put the card at the top")


def mend(exam: Exam) -> Iterator[Change]:
    """Where little overlaps, the first ends sooner; what must not be shorter than it is stays."""
    for one, two in _overlapping(exam):
        if one.end_ms - two.start_ms > exam.limits.linger_ms:
            continue
        end = exam.on_clock(two.start_ms - exam.closing_gap_ms)
        if end - one.start_ms >= exam.limits.min_duration_ms - exam.slack_ms:
            shorter = msgspec.structs.replace(one, end_ms=end)
            yield Change(shorter, f"ends {one.end_ms - end} ms sooner, before cue {two.number}")


def _overlapping(exam: Exam) -> Iterator[tuple[Entry, Entry]]:
    return ((one, two) for one, two in exam.neighbours if two.start_ms < one.end_ms)


OVERLAP = Check("overlap", look, mend)
CARD_OVER_DIALOGUE = Check("card-over-dialogue", look_cards)
