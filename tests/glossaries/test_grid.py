"""Sheets that reach further than a table of terms does."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize.errors import BadGlossary
from localize.glossaries.files import read
from localize.glossaries.grid import Grid
from tests.glossaries.test_spreadsheet import SHEET, book, changed, saved

MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def sheet(*cells: str, more: str = "") -> bytes:
    return MAIN + f"<sheetData>{''.join(cells)}</sheetData>{more}</worksheet>".encode()


@pytest.mark.parametrize(
    ("part", "size"),
    [
        (sheet('<row r="2"><c r="C2"/></row>', '<row r="7"><c r="A7"/></row>'), 21),
        (sheet("<row><c/><c/></row>", "<row><c/></row>"), 4),
        (sheet('<row r="1"><c r="A1"/></row>', '<row r="900"/>'), 1),
        (sheet('<row r="1"><c r="A1"/></row>', more='<mergeCells><mergeCell ref="A1:B3"/></mergeCells>'), 6),
        (b'<calcChain><c r="Z99"/></calcChain>', 0),
        (b"<worksheet", 0),
    ],
)
def test_how_far_a_sheet_reaches(part: bytes, size: int) -> None:
    grid = Grid(100)
    grid.read(part)
    assert (grid.size, grid.beyond, grid.merged) == (size, "", "")


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (sheet('<row r="1048576"><c r="XFD1048576"/></row>'), "XFD1048576 is far from the table"),
        (sheet('<row r="1048576"><c r="A1048576"/></row>'), "A1048576 is far from the table"),
        (sheet('<row r="99999999"><c/></row>'), "a cell in row 99999999 is far from the table"),
        (sheet(more='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "A1:XFD1048576 are merged"),
    ],
)
def test_what_is_too_far_is_told_and_not_built(tmp_path: Path, part: bytes, message: str) -> None:
    path = tmp_path / "terms.xlsx"
    path.write_bytes(changed(SHEET, part))
    with pytest.raises(BadGlossary, match=r"terms\.xlsx: ") as caught:
        read(path)
    assert message in str(caught.value)


@pytest.mark.parametrize("number", [10**15, 12345678901234567890, 1e300, -(10**15)])
def test_a_number_that_excel_does_not_keep_is_told_with_its_cell(tmp_path: Path, number: float) -> None:
    faults = read(saved(book([520, 10**15 - 1, ""], ["李", number, ""]), tmp_path)).faults
    assert [(one.line, one.what) for one in faults] == [(3, "B3 holds a number of more than 15 digits")]
