"""Workbooks that people made."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from localize.domain.glossary import Term
from localize.errors import BadGlossary
from localize.glossaries import workbook
from localize.glossaries.files import read, read_rows, written

Spoil = Callable[[Workbook], object]


def book(*rows: list[object]) -> Workbook:
    made = Workbook()
    for row in [["source", "en", "note"], *rows]:
        made.worksheets[0].append(row)
    return made


def saved(made: Workbook, folder: Path) -> Path:
    path = folder / "terms.xlsx"
    made.save(path)
    return path


def test_a_table_as_people_make_them(tmp_path: Path) -> None:
    made = book([" 陈默 ", "Chen\nMo", None], [None, None, None], [520, "I love you", None])
    made.create_sheet("empty")
    sheet = read(saved(made, tmp_path))
    assert sheet.faults == []
    assert [(line, term.source, term.targets) for line, term in sheet.entries] == [
        (2, "陈默", {"en": "Chen Mo"}),
        (4, "520", {"en": "I love you"}),
    ]


def test_what_is_written_is_text_for_a_person(tmp_path: Path) -> None:
    path = tmp_path / "terms.xlsx"
    path.write_bytes(written([Term("老板", {"en": "=boss"}), Term("520")], "xlsx", ["en"], "zh"))
    sheet = load_workbook(path)["glossary"]
    assert [cell.value for cell in sheet["A"]] == ["source", "老板", "520"]
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["A3"].number_format) == ("=boss", "s", "@")
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "B2"
    assert read(path).glossary.terms == (Term("老板", {"en": "=boss"}), Term("520"))


def merged(made: Workbook) -> None:
    made.worksheets[0].merge_cells("B2:B3")


def formatted(made: Workbook) -> None:
    made.worksheets[0]["A2"] = 7
    made.worksheets[0]["A2"].number_format = "000"


def put(value: object) -> Spoil:
    def spoil(made: Workbook) -> None:
        made.worksheets[0]["B3"] = value

    return spoil


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (put("=A3&1"), "terms.xlsx:3: B3 holds a formula (format the cell as text and type it anew)"),
        (put("#REF!"), "terms.xlsx:3: B3 holds an error"),
        (put(True), "terms.xlsx:3: B3 holds a truth value"),
        (put(datetime.date(2024, 5, 20)), "terms.xlsx:3: B3 holds a date"),
        (put(1.5), "terms.xlsx:3: B3 holds a number with a format"),
        (formatted, "terms.xlsx:2: A2 holds a number with a format"),
        (merged, "terms.xlsx:2: the cells B2:B3 are merged (unmerge them, and fill each)"),
        (lambda made: made.create_sheet("more").append(["x"]), "several sheets hold something: Sheet, more"),
        (lambda made: made.worksheets[0].delete_rows(1, 9), "the workbook is empty"),
    ],
)
def test_what_is_no_text_is_told_with_its_cell(tmp_path: Path, spoil: Spoil, message: str) -> None:
    made = book(["陈默", "Chen Mo", ""], ["李", "Li", ""])
    spoil(made)
    with pytest.raises(BadGlossary) as caught:
        read(saved(made, tmp_path)).faults.refuse()
    assert message in str(caught.value)


def test_one_of_several_sheets_may_be_named(tmp_path: Path) -> None:
    made = book(["陈默", "Chen Mo", ""])
    made.create_sheet("notes").append(["hello"])
    path = saved(made, tmp_path)
    assert len(read_rows(path, sheet="Sheet").entries) == 1
    with pytest.raises(BadGlossary, match="did you mean 'notes'"):
        read_rows(path, sheet="note")
    made.worksheets[0].title = "glossary"
    assert len(read(saved(made, tmp_path)).entries) == 1


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def changed(part: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    book(["陈默", "Chen Mo", ""]).save(stream)
    with zipfile.ZipFile(stream) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()} | {part: data})


SHEET = "xl/worksheets/sheet1.xml"
# In a style that the workbook does not have.
STYLED = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    b'<c r="A1" s="99"><v>1</v></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"source,en\n", "not an Excel workbook"),
        (b"", "not an Excel workbook"),
        (packed({"a.txt": b"x"}), "not an Excel workbook"),
        (changed(SHEET, b"")[:-200], "not an Excel workbook"),
        (changed(SHEET, b"")[20:], "not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel file, or one with a password"),
        (packed({"[Content_Types].xml": b"<x/>"}), "a workbook that cannot be read"),
        (changed(SHEET, b"<broken"), "a workbook that cannot be read"),
        (changed(SHEET, STYLED), "a workbook that cannot be read"),
        (changed(SHEET, b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"), "it declares a document type"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "terms.xlsx"
    path.write_bytes(data)
    with pytest.raises(BadGlossary, match=r"terms\.xlsx: ") as caught:
        read(path)
    assert message in str(caught.value)


def test_a_workbook_that_is_made_to_use_up_memory(tmp_path: Path) -> None:
    path = tmp_path / "terms.xlsx"
    path.write_bytes(changed(SHEET, b"<c/>" * (workbook.MOST_ELEMENTS + 1)))
    with pytest.raises(BadGlossary, match="more than 1,000,000 cells"):
        read(path)
    path.write_bytes(changed("xl/media/image1.png", b"\0" * (workbook.MOST_BYTES + 1)))
    with pytest.raises(BadGlossary, match="more than 64 MiB when unpacked"):
        read(path)


def test_a_workbook_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadGlossary, match="No such file"):
        read(tmp_path / "none.xlsx")
