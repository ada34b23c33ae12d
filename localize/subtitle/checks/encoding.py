"""The bytes are plain UTF-8. Whoever mends anything writes it so."""

from __future__ import annotations

from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam

_MARK = "a byte order mark"


def look(exam: Exam) -> Iterator[Found]:
    wrong = exam.manuscript.encoding
    if wrong:
        said = f"the file {'has' if wrong == _MARK else 'is'} {wrong}"
        yield Found(None, said, wrong, "UTF-8", "save it as UTF-8 without a mark")


ENCODING = Check("encoding", look)
