"""An ellipsis is one character."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.subtitle.checks.check import Change, Check, Found
from localize.subtitle.checks.exam import Exam
from localize.subtitle.manuscript.writing import with_text

_DOTS = re.compile(r"\.{3,}|。{3,}|\.(?: \.){2,}")


def look(exam: Exam) -> Iterator[Found]:
    wanted = exam.limits.ellipsis
    for entry in exam.entries:
        match = _DOTS.search(entry.text)
        if match and wanted and match[0] != wanted:
            yield Found(entry, "an ellipsis of dots", match[0], wanted, f"write {wanted}")


def mend(exam: Exam) -> Iterator[Change]:
    wanted = exam.limits.ellipsis
    for entry in exam.entries:
        if not wanted or _DOTS.search(entry.text) is None:
            continue
        changed = with_text(entry, lambda text: _DOTS.sub(lambda _: wanted, text), exam.form)
        if changed.markup != entry.markup:
            yield Change(changed, f"dots became {wanted}")


ELLIPSIS = Check("ellipsis", look, mend)
