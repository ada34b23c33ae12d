"""XLSX ⇄ rows: what a person made of the table, and a table for a person."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from localize.errors import BadGlossary, suggest
from localize.glossaries.faults import Faults
from localize.glossaries.sheet import Row
from localize.glossaries.workbook import read_workbook

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TITLE = "glossary"
AS_TEXT = "@"  # the number format under which nothing that is typed becomes a number or a date
_PLAIN_NUMBER = ("General", "0", AS_TEXT)
_EXACT = 10**15  # Excel keeps 15 digits of a number
_WIDTH = 24  # characters: two names or a short note


def read(path: Path, sheet: str, faults: Faults) -> list[Row]:
    """The rows that hold anything, of the sheet by that name; of the only one, where it is empty.

    Raises BadGlossary for a file that is no workbook, or when it is not clear which sheet is meant.
    """
    data = read_workbook(path)
    with _told(path):
        found = _sheet(_open(data), sheet, path)
        for area in found.merged_cells.ranges:
            faults.add(area.min_row, f"the cells {area.coord} are merged", "unmerge them, and fill each")
        rows = (Row(number, list(_texts(cells, faults))) for number, cells in enumerate(found.iter_rows(), 1))
        return [row for row in rows if any(row.cells)]


def write(rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook with one sheet, all of it text."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = TITLE
    for at, cells in enumerate(rows, 1):
        for column, text in enumerate(cells, 1):
            cell = sheet.cell(at, column, text)
            cell.number_format, cell.data_type = AS_TEXT, "s"  # also what begins with `=`
            cell.font = Font(bold=at == 1)
    for column in range(1, len(rows[0]) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTH
    sheet.freeze_panes = "B2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _open(data: io.BytesIO) -> Workbook:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and validations that it leaves out
        return load_workbook(data, keep_links=False)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What openpyxl lets through from all its readers where parts are missing, broken or no XML, and says of
    cells that cannot be."""
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        yield
    except (
        BadZipFile,
        InvalidFileException,
        ArithmeticError,
        AttributeError,
        LookupError,
        OSError,
        SyntaxError,
        TypeError,
        ValueError,
    ) as error:
        raise BadGlossary(f"{path}: a workbook that cannot be read", "open and save it in Excel") from error


def _sheet(book: Workbook, name: str, path: Path) -> Worksheet:
    filled = [sheet for sheet in book.worksheets if _holds_anything(sheet)]
    by_name = {sheet.title: sheet for sheet in filled}
    if name and name not in by_name:
        raise BadGlossary(f"{path}: no sheet {name!r} that holds anything", suggest(name, by_name))
    if not filled:
        raise BadGlossary(f"{path}: the workbook is empty", "its first row names the columns")
    if name or TITLE in by_name:
        return by_name[name or TITLE]
    if len(filled) > 1:
        named = ", ".join(by_name)
        raise BadGlossary(f"{path}: several sheets hold something: {named}", "name one with --sheet")
    return filled[0]


def _holds_anything(sheet: Worksheet) -> bool:
    return any(cell is not None for row in sheet.iter_rows(values_only=True) for cell in row)


def _texts(cells: Sequence[Cell | Any], faults: Faults) -> Iterator[str]:
    for cell in cells:
        text = _text(cell)
        if text is None:
            faults.add(
                cell.row, f"{cell.coordinate} {_kind(cell)}", "format the cell as text and type it anew"
            )
        yield text or ""


def _text(cell: Cell | Any) -> str | None:
    """None where it is no text. Of numbers only those are taken that look as they are: a whole number of
    at most 15 digits in a cell without a format."""
    value = cell.value
    if value is None or (isinstance(value, str) and cell.data_type != "f" and cell.data_type != "e"):
        return " ".join((value or "").split())
    is_whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    is_plain = cell.data_type == "n" and cell.number_format in _PLAIN_NUMBER  # `True` is an int, and no "n"
    return str(int(value)) if is_whole and is_plain and abs(value) < _EXACT else None


def _kind(cell: Cell | Any) -> str:
    kinds = {"f": "holds a formula", "e": "holds an error", "d": "holds a date", "b": "holds a truth value"}
    if cell.data_type == "n" and abs(cell.value) >= _EXACT:
        return "holds a number of more than 15 digits"
    return kinds.get(cell.data_type, "holds a number with a format")
