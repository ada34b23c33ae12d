"""No row ends inside a word of Thai, Lao, Khmer or Burmese."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from localize.subtitle.checks.check import Change, Check, Found
from localize.subtitle.checks.exam import Exam
from localize.subtitle.checks.rebreaking import rebroken
from localize.subtitle.manuscript import Entry
from localize.subtitle.seams import tears
from localize.subtitle.text import clean

# What is shown of the rows around the place: about a word.
_AROUND = 8


def look(exam: Exam) -> Iterator[Found]:
    for entry in exam.entries:
        torn = _torn(entry, exam)
        if torn:
            yield Found(entry, f"a row ends inside a word: {torn}", torn, "", "break it anew")


def mend(exam: Exam) -> Iterator[Change]:
    for entry in exam.entries:
        if _torn(entry, exam):
            changed = rebroken(entry, exam)
            if changed is not None and not _torn(changed, exam):
                yield Change(changed, "rows broken anew, between words")


def _torn(entry: Entry, exam: Exam) -> str:
    """The first place, empty where there is none."""
    rows = [row for row in map(clean, entry.rows) if row]
    places = (
        f"{above[-_AROUND:]} | {below[:_AROUND]}"
        for above, below in pairwise(rows)
        if tears(above, below, exam.limits.language)
    )
    return next(places, "")


TORN_WORDS = Check("torn-word", look, mend)
