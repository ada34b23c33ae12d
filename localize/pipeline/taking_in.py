"""Terms of another file into the glossary of a series."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from localize import glossaries
from localize.config import SETTINGS_FILE, Settings, settings_in
from localize.domain.glossary import Glossary
from localize.domain.language import parse_language
from localize.errors import BadGlossary
from localize.glossaries.faults import Fault
from localize.glossaries.files import FILE_NAME, FORMATS, read_rows, read_text, text_of
from localize.glossaries.importing import Imported, import_terms
from localize.glossaries.sheet import Entry
from localize.pipeline.rewriting import rewriting
from localize.store.files import write_atomic


class Taken(NamedTuple):
    """`glossary` is the file that was written; `unnamed`: no series.toml beside it names it, though there is
    one. `left_out` are entries of the file that have nothing in the source language."""

    imported: Imported
    glossary: Path
    left_out: tuple[Fault, ...]
    unnamed: bool


def take_in(file: Path, into: Path, *, replace: bool, source: str | None = None, sheet: str = "") -> Taken:
    """Writes the glossary of the series `into`, or the file `into`, anew when anything in it changes.

    Raises BadGlossary, InputError where another command holds it, and StoreError where it cannot be written.
    """
    folder = into if into.is_dir() else into.parent
    settings = settings_in(folder)
    glossary = _glossary(into, settings)
    targets = tuple(map(parse_language, settings.series.targets))
    rows = read_rows(file, source or parse_language(settings.series.language), sheet)
    rows.faults.refuse()
    with rewriting(glossary):
        imported = _into(glossary, rows.entries, targets, replace=replace)
    unnamed = into.is_dir() and (into / SETTINGS_FILE).is_file() and not settings.series.glossary
    return Taken(imported, glossary, rows.left_out, unnamed)


def _into(glossary: Path, entries: Sequence[Entry], targets: tuple[str, ...], *, replace: bool) -> Imported:
    text, encoding = _opened(glossary, targets)
    imported = import_terms(text, str(glossary), entries, replace=replace, targets=targets)
    read_text(imported.text, str(glossary)).faults.refuse()
    if imported.added or imported.replaced:
        write_atomic(glossary, imported.text.encode(encoding))
    return imported


def _glossary(into: Path, settings: Settings) -> Path:
    named = settings.series.glossary or FILE_NAME
    path = glossaries.file_of(into / named if into.is_dir() else into)
    if FORMATS.get(path.suffix.lower()) in ("xlsx", "tbx"):
        raise BadGlossary(f"{path}: terms are taken into CSV alone", "export it to glossary.csv first")
    return path


def _opened(glossary: Path, targets: tuple[str, ...]) -> tuple[str, str]:
    """The text, and what it is written back in: UTF-8, with the mark by which Excel knows it where it was in
    anything else. A glossary that is new, or empty, is its header."""
    if not glossary.exists() or not text_of(glossary).strip():
        stream = io.StringIO(newline="")
        glossaries.dumps(Glossary(), stream, targets)
        return stream.getvalue(), "utf-8"
    text = text_of(glossary)
    is_plain = glossary.read_bytes() == text.encode()
    return text, "utf-8" if is_plain else "utf-8-sig"
