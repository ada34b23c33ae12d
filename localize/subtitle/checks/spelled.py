"""Small numbers are written as words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam

# Not part of a time, a sum, a date, a share, a name (A4, 3D, No. 5).
_NUMBER = re.compile(r"(?<![\w.,:/$€£¥₹#°+−–-])(\d{1,3})(?![\w%°/$€£¥₹–-]|[.,:]\d)")
_LABEL = re.compile(r"(?:\bNo\.|\bnº|№)\s*$", re.IGNORECASE)


def look(exam: Exam) -> Iterator[Found]:
    most = exam.limits.spell_to
    if not most:
        return
    for entry, text in exam.lines():
        for match in _NUMBER.finditer(text):
            if 1 <= int(match[1]) <= most and not _LABEL.search(text[: match.start()]):
                yield Found(entry, f"{match[1]} in digits", match[1], most, "write it as a word")
                break


SPELLED = Check("spelled-number", look)
