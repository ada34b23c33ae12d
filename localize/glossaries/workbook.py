"""Whether a file that somebody sent is a workbook, and one that can be opened without harm."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from localize.errors import BadGlossary
from localize.glossaries.grid import Grid

# 5,000 terms with ten languages are 4 MiB and half a million elements, and take 2.4 s; two million empty
# cells, which a few KiB can hold, took openpyxl 29 s and 800 MB.
MOST_BYTES = 64 * 2**20
MOST_ELEMENTS = 1_000_000
# 500,000 empty cells took openpyxl 4 s; a sheet with as many written ones has more elements than may be.
MOST_GRID = MOST_ELEMENTS // 2
_ELEMENT = re.compile(rb"<\w")
_NO_WORKBOOK = "save it anew as an Excel workbook (.xlsx), or as CSV UTF-8"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # the compound files of Excel 97, and of workbooks with a password


def read_workbook(path: Path) -> io.BytesIO:
    """The bytes. Raises BadGlossary for what is no workbook, or is made to use up memory."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadGlossary(f"cannot read the glossary {path}: {error.strerror}") from error
    if data.startswith(_OLD_EXCEL):
        raise BadGlossary(f"{path}: an old Excel file, or one with a password", _NO_WORKBOOK)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _check(parts, path)
    # What zipfile says of archives that are cut, broken, encrypted or packed in a way it does not know.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise BadGlossary(f"{path}: not an Excel workbook", _NO_WORKBOOK) from error
    return io.BytesIO(data)


def _check(parts: zipfile.ZipFile, path: Path) -> None:
    if "[Content_Types].xml" not in parts.namelist():
        raise BadGlossary(f"{path}: not an Excel workbook", _NO_WORKBOOK)
    if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
        raise BadGlossary(f"{path}: more than {MOST_BYTES >> 20} MiB when unpacked", "keep the terms alone")
    elements = grid = 0
    for name in parts.namelist():
        if name.endswith((".xml", ".rels")):
            text = parts.read(name)
            elements += sum(1 for _ in _ELEMENT.finditer(text))
            _refuse_declarations(text, path)
            grid += _grid(text, MOST_GRID - grid, path)
    if elements > MOST_ELEMENTS:
        raise BadGlossary(
            f"{path}: more than {MOST_ELEMENTS:,} cells and other things", "keep the terms alone"
        )


def _grid(text: bytes, most: int, path: Path) -> int:
    grid = Grid(most)
    grid.read(text)
    if grid.merged:
        raise BadGlossary(f"{path}: the cells {grid.merged} are merged", "unmerge them, and fill each")
    if grid.beyond:
        hint = "delete the rows below the table, and the columns after it"
        raise BadGlossary(f"{path}: {grid.beyond} is far from the table", hint)
    return grid.size


def _refuse_declarations(text: bytes, path: Path) -> None:
    """A workbook declares no entities; one that does wants something else than to be read."""
    if any("<!DOCTYPE".encode(encoding) in text for encoding in ("utf-8", "utf-16-le", "utf-16-be")):
        raise BadGlossary(f"{path}: not an Excel workbook: it declares a document type", _NO_WORKBOOK)
