"""Single spaces, none at either end of a row, none before a mark, no blank row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.domain.language import primary
from localize.subtitle.checks.check import Change, Check, Found
from localize.subtitle.checks.exam import Exam
from localize.subtitle.manuscript import with_markup
from localize.subtitle.manuscript.writing import with_text

# The ideographic space is left alone inside a row: Chinese and Japanese subtitles pause with it.
_RUN = re.compile(r"[ \t]{2,}|\t")
_EDGE = re.compile(r"^[ \t\u00a0\u3000]+|[ \t\u00a0\u3000]+$", re.MULTILINE)
_BLANK_ROW = re.compile(r"^\n|\n(?=\n|\Z)")
_BEFORE_MARK = re.compile(r"(?<=\w) +(?=[,.!?](?:[\s\"'”’)\]]|$))", re.MULTILINE)
_FRENCH = frozenset({"fr", "br"})  # `Quoi ?` is how they write it


def look(exam: Exam) -> Iterator[Found]:
    for entry in exam.entries:
        if not entry.text.strip():
            continue
        faults = [what for what, pattern in _patterns(exam) if pattern.search(entry.text)]
        if faults:
            yield Found(entry, ", ".join(faults), suggestion="take the blanks out")


def mend(exam: Exam) -> Iterator[Change]:
    for entry in exam.entries:
        if entry.text.strip() and any(pattern.search(entry.text) for _, pattern in _patterns(exam)):
            tidied = with_text(entry, lambda text: _single(text, exam), exam.form)
            trimmed = with_markup(tidied, _trimmed(tidied.markup), exam.form)
            if trimmed.markup != entry.markup:
                yield Change(trimmed, "blanks taken out")


def _patterns(exam: Exam) -> Iterator[tuple[str, re.Pattern[str]]]:
    yield "blanks at the end of a row", _EDGE
    yield "more than one blank", _RUN
    yield "a blank row", _BLANK_ROW
    if primary(exam.limits.language) not in _FRENCH:
        yield "a blank before a mark", _BEFORE_MARK


def _single(text: str, exam: Exam) -> str:
    single = _RUN.sub(" ", text)
    return single if primary(exam.limits.language) in _FRENCH else _BEFORE_MARK.sub("", single)


def _trimmed(markup: str) -> str:
    return "\n".join(row for row in _EDGE.sub("", markup).split("\n") if row)


WHITE_SPACE = Check("white-space", look, mend)
