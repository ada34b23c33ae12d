"""CSV, TSV and what spreadsheets make of them ⇄ rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TextIO

from localize.glossaries.faults import Faults
from localize.glossaries.sheet import Row

COMMA, TAB = ",", "\t"


class Record(NamedTuple):
    """A row with `text`, which is how the file writes it, its end of line included."""

    row: Row
    text: str


def rows(text: str, faults: Faults) -> Iterator[Row]:
    """The rows that hold anything, the spaces in their cells tidied."""
    for record in records(text, faults):
        if any(cell.strip() for cell in record.row.cells):
            yield Row(record.row.line, [" ".join(cell.split()) for cell in record.row.cells])


def records(text: str, faults: Faults) -> Iterator[Record]:
    """All of them, as they stand."""
    if "\0" in text:
        faults.add(text[: text.index("\0")].count("\n") + 1, "not a text file", "save it as CSV UTF-8")
        return
    lines: list[str] = []
    reader = csv.reader(_kept(io.StringIO(text, newline=""), lines), delimiter=delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            yield Record(Row(line, cells), "".join(lines))
            lines.clear()
            line = reader.line_num + 1
    except csv.Error as error:
        faults.add(line, *_told(error))


def _told(error: csv.Error) -> tuple[str, str]:
    if str(error).startswith("field larger"):
        what = f"a cell of more than {csv.field_size_limit():,} characters"
        return what, "most likely a quote that is opened before it and not closed"
    return str(error), "every quote is closed, and one inside a cell is written twice"


def write(rows: Iterable[Sequence[str]], stream: TextIO, between: str = COMMA, end: str = "\n") -> None:
    csv.writer(stream, delimiter=between, lineterminator=end).writerows(rows)


def delimiter(text: str) -> str:
    """The one of comma, tab and semicolon that the first line uses most."""
    header = next(iter(text.lstrip().splitlines()), "")
    return max(",\t;", key=header.count)


def _kept(stream: TextIO, lines: list[str]) -> Iterator[str]:
    """The lines of the stream, each of which is also put into `lines`."""
    for line in stream:
        lines.append(line)
        yield line
