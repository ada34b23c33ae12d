"""The glossary of a series with other renderings in it: all else of the file stays as it is, to the byte."""

from __future__ import annotations

import codecs
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from localize import glossaries
from localize.config import SETTINGS_FILE, Settings
from localize.domain.encoding import decode_text, encoding_by_mark, guessed_encoding
from localize.domain.glossary import Glossary, Term
from localize.errors import BadGlossary, ConfigurationError, StoreError
from localize.glossaries.files import FORMATS, text_of
from localize.glossaries.importing import import_terms
from localize.glossaries.sheet import Entry
from localize.pipeline.replace.asked import Wanted
from localize.pipeline.rewriting import rewriting
from localize.store.files import require_writable, write_atomic

_MARKS = {
    "utf-8-sig": ((codecs.BOM_UTF8, "utf-8"),),
    "utf-16": ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")),
    "utf-32": ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")),
}


class Encoding(NamedTuple):
    """How a file writes its text: `mark` stands before it."""

    mark: bytes
    codec: str

    def encoded(self, text: str) -> bytes:
        return self.mark + text.encode(self.codec)


def file_of(settings: Settings, series: Path) -> Path:
    """The one table of text that a series has its terms in. Raises ConfigurationError, StoreError where it
    cannot be written."""
    named = settings.series.glossary
    if not named:
        hint = f'set glossary = "{glossaries.FILE_NAME}" under [series]'
        raise ConfigurationError(f"{series / SETTINGS_FILE} names no glossary", hint)
    path = glossaries.file_of(series / named).resolve()
    if FORMATS.get(path.suffix.lower()) in ("xlsx", "tbx"):
        hint = f"`localize glossary export` makes a CSV of it; name that in {SETTINGS_FILE}"
        raise ConfigurationError(f"{path} is no table of text, and cannot be changed", hint)
    _require_changeable(path)
    return path


def with_renderings(path: Path, wanted: Sequence[Wanted], targets: Iterable[str]) -> Glossary:
    """What the file will say. Raises BadGlossary."""
    text = _with_renderings(text_of(path), str(path), wanted, targets)
    _encoded(path, text)
    return glossaries.loads(io.StringIO(text, newline=""), str(path))


def write_renderings(path: Path, wanted: Sequence[Wanted], targets: Iterable[str]) -> None:
    """Atomically, and not at all where the file says so already. Raises BadGlossary, StoreError, and
    InputError where another command holds it."""
    with rewriting(path):
        before = path.read_bytes()
        text = _with_renderings(text_of(path), str(path), wanted, targets)
        glossaries.loads(io.StringIO(text, newline=""), str(path))
        if (after := _encoded(path, text)) != before:
            write_atomic(path, after)


def _with_renderings(text: str, where: str, wanted: Sequence[Wanted], targets: Iterable[str]) -> str:
    entries = [Entry(0, Term(one.term.source, {one.target: one.text}, when=one.term.when)) for one in wanted]
    # One language after the other: a term that is new in two of them would clash with itself.
    for entry in entries:
        imported = import_terms(text, where, [entry], replace=True, targets=targets)
        for clash in imported.refused:
            told = f"{clash.entry.term.source} shares a form with {clash.here} ({where}:{clash.line})"
            raise BadGlossary(told, "tell them apart in the glossary first")
        text = imported.text
    return text


def encoding_of(data: bytes) -> Encoding:
    """As `decode_text` reads it."""
    if marked := encoding_by_mark(data):
        return Encoding(*next(pair for pair in _MARKS[marked] if data.startswith(pair[0])))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return Encoding(b"", guessed_encoding(data))
    return Encoding(b"", "utf-8")


def _encoded(path: Path, text: str) -> bytes:
    """As the file is encoded. Raises BadGlossary where that is not sure, or has no room for the text."""
    data = path.read_bytes()
    encoding = encoding_of(data)
    try:
        if encoding.encoded(decode_text(data)) == data:
            return encoding.encoded(text)
        told = f"{path} cannot be written back as it is"
    except UnicodeEncodeError:
        told = f"{path} is in {encoding.codec}, which cannot hold the new rendering"
    raise BadGlossary(told, "save it as CSV UTF-8")


def _require_changeable(path: Path) -> None:
    """A file that nobody may write could be replaced all the same, in a folder that may be written."""
    if path.exists() and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
        raise StoreError(f"{path} is read-only", "allow writing it, or have its owner replace the term")
    require_writable(path)
