"""A file of terms, in whichever format → Sheet, and the terms → the bytes of such a file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, TextIO

from localize.domain.glossary import Glossary, Term
from localize.errors import UnknownName
from localize.glossaries import delimited, spreadsheet, tbx
from localize.glossaries.cells import cells_of, entries_of
from localize.glossaries.columns import EXAMPLE, SOURCE, all_columns, read_header
from localize.glossaries.faults import Faults
from localize.glossaries.scripts import with_other_script
from localize.glossaries.senses import without_repeats
from localize.glossaries.sheet import Row, Sheet
from localize.glossaries.text import text_of as decoded

FILE_NAME = "glossary.csv"
Format = Literal["csv", "tsv", "xlsx", "tbx"]
FORMATS: dict[str, Format] = {".csv": "csv", ".tsv": "tsv", ".xlsx": "xlsx", ".tbx": "tbx"}
DEFAULT_SOURCE = "zh"


def load(path: Path, source: str = DEFAULT_SOURCE) -> Glossary:
    """The glossary in `path`, or in the `glossary.csv` of the folder `path`; `source` is the language that
    its terms are said in, which TBX alone has to be told.

    Raises BadGlossary, with the file and the line.
    """
    return _whole(read(file_of(path), source))


def loads(stream: TextIO, where: str) -> Glossary:
    """The glossary in a stream opened with `newline=""`. Raises BadGlossary; `where` names the file."""
    return _whole(read_text(stream.read(), where))


def dumps(glossary: Glossary, stream: TextIO, targets: Sequence[str]) -> None:
    """Write what `loads` reads back as the same glossary, with a column for each of `targets` and for every
    further language of the terms."""
    delimited.write(_table(glossary.terms, targets), stream)


def read(file: Path, source: str = DEFAULT_SOURCE) -> Sheet:
    """What the file says, all faults of it told, and before the other script is added. Raises BadGlossary
    where nothing can be read of it."""
    return _united(read_rows(file, source))


def read_text(text: str, where: str) -> Sheet:
    return _united(_text_rows(text, where))


def read_rows(file: Path, source: str = DEFAULT_SOURCE, sheet: str = "") -> Sheet:
    """Each row by itself, though two may repeat or contradict each other. The format goes by the ending of
    the name and is CSV where that says nothing; `sheet` is that of a workbook with several.

    Raises BadGlossary where nothing can be read of the file; all else stands in the faults.
    """
    kind = FORMATS.get(file.suffix.lower())
    faults = Faults(str(file))
    if kind == "xlsx":
        return _sheet(spreadsheet.read(file, sheet, faults), faults)
    if kind == "tbx":
        return tbx.read(file, source, faults)
    return _text_rows(text_of(file), str(file))


def text_of(file: Path) -> str:
    """Raises BadGlossary."""
    return decoded(file, "the glossary", "CSV UTF-8")


def written(terms: Sequence[Term], kind: Format, targets: Sequence[str], source: str) -> bytes:
    """The bytes of a file of that kind."""
    if kind == "tbx":
        return tbx.write(terms, source)
    table = _table(terms, targets)
    if kind == "xlsx":
        return spreadsheet.write(table)
    stream = io.StringIO(newline="")
    delimited.write(table, stream, delimited.TAB if kind == "tsv" else delimited.COMMA)
    return stream.getvalue().encode()


def format_of(file: Path) -> Format:
    """Raises UnknownName for an ending that stands for none."""
    kind = FORMATS.get(file.suffix.lower())
    if kind is None:
        raise UnknownName.of("format of a glossary", file.suffix or file.name, FORMATS)
    return kind


def file_of(path: Path) -> Path:
    return path / FILE_NAME if path.is_dir() else path


def _sheet(rows: Sequence[Row], faults: Faults) -> Sheet:
    if not rows:
        if not faults:
            faults.add(0, "the glossary is empty", f"its first line names the columns: {EXAMPLE}")
        return Sheet((), (), faults)
    columns = read_header(rows[0], faults)
    if SOURCE not in columns:
        return Sheet(tuple(columns), (), faults)
    return Sheet(tuple(columns), tuple(entries_of(columns, rows[1:], faults)), faults)


def _text_rows(text: str, where: str) -> Sheet:
    faults = Faults(where)
    return _sheet(list(delimited.rows(text.removeprefix("\ufeff"), faults)), faults)


def _united(sheet: Sheet) -> Sheet:
    return replace(sheet, entries=tuple(without_repeats(sheet.entries, sheet.faults)))


def _whole(sheet: Sheet) -> Glossary:
    sheet.faults.refuse()
    return Glossary(tuple(with_other_script(sheet.glossary.terms)))


def _table(terms: Sequence[Term], targets: Iterable[str]) -> list[list[str]]:
    columns = all_columns(terms, targets)
    return [columns, *([cells_of(term).get(name, "") for name in columns] for term in terms)]
