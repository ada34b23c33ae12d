"""No control characters, and nothing that Unicode calls no character."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.subtitle.checks.check import Change, Check, Found
from localize.subtitle.checks.exam import Exam
from localize.subtitle.manuscript.writing import with_text

_BREAKS = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff]")


def look(exam: Exam) -> Iterator[Found]:
    for entry in exam.entries:
        found = sorted(set(CONTROLS.findall(entry.text)))
        if found:
            names = ", ".join(f"U+{ord(one):04X}" for one in found)
            yield Found(entry, f"control characters: {names}", names, suggestion="take them out")


def mend(exam: Exam) -> Iterator[Change]:
    for entry in exam.entries:
        if CONTROLS.search(entry.text):
            yield Change(with_text(entry, _without, exam.form), "control characters taken out")


def _without(text: str) -> str:
    """Those that part lines part words still."""
    return CONTROLS.sub("", _BREAKS.sub(" ", text))


CONTROL = Check("control-character", mend=mend, look=look)
