"""What is written for those who cannot hear stands in square brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam

_ROUND = re.compile(
    r"^(?:-\s?)?([(（][^()（）]+[)）])\s*$|^(?:-\s?)?([(（][^()（）]+[)）]):?\s", re.MULTILINE
)


def look(exam: Exam) -> Iterator[Found]:
    for entry in exam.entries:
        if match := _ROUND.search(entry.text):
            told = match[1] or match[2]
            yield Found(
                entry, "round brackets around a sound or a name", told, "[ ]", f"write [{told[1:-1]}]"
            )


BRACKETS = Check("sound-brackets", look)
