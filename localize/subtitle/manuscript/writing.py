"""A mended file: all that nobody touched stays as it was, byte for byte where its encoding allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from localize.subtitle.manuscript.forms import FORMS, Form
from localize.subtitle.manuscript.manuscript import Entry, Manuscript, Slice


def with_markup(entry: Entry, markup: str, form: Form) -> Entry:
    return msgspec.structs.replace(entry, markup=markup, text=form.plain(markup))


def with_text(entry: Entry, change: Callable[[str], str], form: Form) -> Entry:
    """The entry with `change` made to what is text in it, and not to its markup."""
    pieces = form.pieces(entry.markup)
    changed = [piece if number % 2 else change(piece) for number, piece in enumerate(pieces)]
    return with_markup(entry, "".join(changed), form)


def dump_manuscript(manuscript: Manuscript, mended: Sequence[Entry]) -> bytes:
    """In UTF-8; halves of characters stay what they are. `mended` are its entries, one for one."""
    form = FORMS[manuscript.format]
    text = manuscript.text
    edits = [
        edit for pair in zip(manuscript.entries, mended, strict=True) for edit in _edits(*pair, text, form)
    ]
    return "".join(_written(text, sorted(edits), manuscript.newlines)).encode("utf-8", "surrogatepass")


def _written(text: str, edits: Sequence[tuple[Slice, str]], newlines: Sequence[str]) -> Iterator[str]:
    """Every line ends as it did; a new row ends as the line above it."""
    at = line = 0
    for (start, end), new in edits:
        before = line
        line += text.count("\n", at, start)
        yield _ended(text[at:start], newlines[before:line])
        yield new.replace("\n", newlines[max(0, line - 1)] if newlines else "\n")
        line += text.count("\n", start, end)
        at = end
    yield _ended(text[at:], newlines[line:])


def _ended(text: str, newlines: Sequence[str]) -> str:
    first, *others = text.split("\n")
    return first + "".join(newline + row for newline, row in zip(newlines, others, strict=False))


def _edits(was: Entry, now: Entry, text: str, form: Form) -> Iterator[tuple[Slice, str]]:
    if was.end_at and was.end_ms != now.end_ms:
        yield was.end_at, form.clock(now.end_ms, text[slice(*was.end_at)])
    if was.markup_at and was.markup != now.markup:
        yield was.markup_at, now.markup.replace("\n", form.row_break)
