"""No sentence begins with digits, in languages that write small numbers as words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam

_BEGINS = re.compile(r"(?:(?<=[.!?…] )|^)[\"“'«‘¿¡-]*\s?(\d[\d.,]*)(?!\w|[:/])")
_ENDS = re.compile(r"[.!?…。！？][\"”'»’)]*$")


def look(exam: Exam) -> Iterator[Found]:
    if not exam.limits.spell_to:
        return
    before = ""
    for entry, text in exam.lines():
        for match in _BEGINS.finditer(text):
            if match.start() or not before or _ENDS.search(before):
                yield Found(entry, "a sentence begins with digits", match[1], "", "write it as a word")
                break
        before = text


NUMBER_FIRST = Check("number-first", look)
