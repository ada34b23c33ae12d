"""The bytes are plain UTF-8. Whoever mends anything writes it so."""

from __future__ import annotations

from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam

_MARK = "a byte order mark"


def look(exam: Exam) -> Iterator[Found]:
    wrong = exam.manuscript.encoding
    if wrong:
        yield Found(
            None, f"the file has {wrong}" if wrong == _MARK else f"the file is {wrong}", wrong, "UTF-8"
        )


ENCODING = Check("encoding", look)
