"""What stands in the picture and what is said are two cues (Netflix on forced narratives)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam
from localize.subtitle.manuscript import Entry

# Shorter rows in capitals are cries (`NO!`).
_LEAST_LETTERS = 8
_BRACKETED = re.compile(r"[(\[（【][^()\[\]（）【】]*[)\]）】]")


def look(exam: Exam) -> Iterator[Found]:
    for entry in exam.entries:
        if mixes_cards(entry):
            yield Found(entry, "a row in capitals beside one that is not", suggestion="make two cues of it")


def mixes_cards(entry: Entry) -> bool:
    """Whether some rows are in capitals alone, as Netflix writes what stands in the picture, and some not."""
    return any(map(in_capitals, entry.rows)) and not entry.text.isupper()


def in_capitals(text: str) -> bool:
    """Not what stands in brackets: sounds are written so, too."""
    letters = _BRACKETED.sub("", text)
    return letters.isupper() and sum(map(str.isalpha, letters)) >= _LEAST_LETTERS


MIXED = Check("card-in-dialogue", look)
