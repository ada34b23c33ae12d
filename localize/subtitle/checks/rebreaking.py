"""The rows of a cue broken anew, with nothing in them changed but where they end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from localize.subtitle.checks.dash import has_speakers
from localize.subtitle.checks.exam import Exam
from localize.subtitle.manuscript import Entry, with_markup
from localize.subtitle.manuscript.forms import Form
from localize.subtitle.rows import broken
from localize.subtitle.seams import is_told
from localize.subtitle.text import clean


def rebroken(entry: Entry, exam: Exam) -> Entry | None:
    """On as few rows as it takes, as fitting breaks them, or None where that cannot be done: the limits, or
    the screen, are too narrow, or would tear a word; speakers part the rows, or markup stands between them;
    or a row would go on where one ended, and nobody knows what stood there."""
    if has_speakers(entry):
        return None
    before, body, after = _parts(entry.markup, exam.form)
    text = exam.texts[entry.number]
    if exam.form.plain(body) != body or _solid(body) != _solid(text):
        return None
    found = broken(text, exam.limits, exam.ruler, ())
    if found is None or found.torn:
        return None
    rows = _with_marks(text, found.rows)
    if not _untold(entry, exam) <= set(_ends(rows)):
        return None
    return with_markup(entry, before + "\n".join(rows) + after, exam.form)


def _untold(entry: Entry, exam: Exam) -> set[int]:
    """After how many letters the rows end where a space, or a comma, may have been left out."""
    rows = [row for row in map(clean, entry.rows) if row]
    told = (is_told(above, below, exam.limits.language) for above, below in pairwise(rows))
    return {at for at, is_sure in zip(_ends(rows), told, strict=False) if not is_sure}


def _ends(rows: Sequence[str]) -> Iterator[int]:
    """After how many letters, without spaces, each row ends."""
    return accumulate(len(_solid(row)) for row in rows)


def _solid(text: str) -> str:
    return "".join(text.split())


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
