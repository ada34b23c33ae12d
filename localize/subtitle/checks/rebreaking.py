"""The rows of a cue broken anew, with nothing in them changed but where they end."""

from __future__ import annotations

from collections.abc import Sequence

from localize.subtitle.checks.dash import has_speakers
from localize.subtitle.checks.exam import Exam
from localize.subtitle.manuscript import Entry, with_markup
from localize.subtitle.manuscript.forms import Form
from localize.subtitle.rows import rows


def rebroken(entry: Entry, exam: Exam) -> Entry | None:
    """On as few rows as it takes, or None where that cannot be done: the limits, or the screen, are too
    narrow, speakers part the rows, or markup stands between them."""
    if has_speakers(entry):
        return None
    before, body, after = _parts(entry.markup, exam.form)
    text = exam.texts[entry.number]
    if exam.form.plain(body) != body or "".join(body.split()) != "".join(text.split()):
        return None
    broken = rows(text, exam.limits, exam.ruler)
    if broken is None:
        return None
    return with_markup(entry, before + "\n".join(_with_marks(text, broken)) + after, exam.form)


def _parts(markup: str, form: Form) -> tuple[str, str, str]:
    """The markup around all of the text, and what it stands around."""
    pieces = form.pieces(markup)
    first = next((at for at in range(0, len(pieces), 2) if pieces[at]), 0)
    last = next((at for at in range(len(pieces) - 1, -1, -2) if pieces[at]), 0)
    return "".join(pieces[:first]), "".join(pieces[first : last + 1]), "".join(pieces[last + 1 :])


def _with_marks(text: str, broken: Sequence[str]) -> list[str]:
    """The rows with the marks at their ends that Chinese subtitles are shown without."""
    starts, at = [], 0
    for row in broken:
        at = text.index(row, at)
        starts.append(at)
        at += len(row)
    return [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
