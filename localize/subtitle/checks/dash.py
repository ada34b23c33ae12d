"""Where two speakers share a cue, each row opens with the dash of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.subtitle.checks.check import Change, Check, Found
from localize.subtitle.checks.exam import Exam
from localize.subtitle.manuscript import Entry, with_markup

# `-5` is a number.
_DASH = re.compile(r"^((?:<[^<>\n]*>|\{[^{}\n]*\})*)([-‐‑‒–—])[ \t]*(?=[^\s\d])", re.MULTILINE)


def look(exam: Exam) -> Iterator[Found]:
    dash = exam.limits.dash
    for entry in exam.entries:
        if dash and has_speakers(entry):
            wrong = next((row for row in entry.rows if not _is_right(row, dash)), None)
            if wrong is not None:
                yield Found(entry, "another dash before a speaker", wrong[:2], dash, f"open with {dash!r}")


def mend(exam: Exam) -> Iterator[Change]:
    dash = exam.limits.dash
    for entry in exam.entries:
        if dash and has_speakers(entry) and not all(_is_right(row, dash) for row in entry.rows):
            markup = _DASH.sub(lambda match: match[1] + dash, entry.markup)
            if markup != entry.markup:
                yield Change(with_markup(entry, markup, exam.form), f"speakers open with {dash!r}")


def has_speakers(entry: Entry) -> bool:
    """Whether two rows or more open with a dash."""
    return sum(_DASH.match(row) is not None for row in entry.rows) > 1


def _is_right(row: str, dash: str) -> bool:
    """A row without a dash goes on with what the one above says."""
    opens = _DASH.match(row) is not None
    return not opens or (row.startswith(dash) and not row.removeprefix(dash)[:1].isspace())


DASH = Check("dialogue-dash", look, mend)
