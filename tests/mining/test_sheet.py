from __future__ import annotations

import io

import pytest

from localize import glossaries
from localize.errors import BadGlossary
from localize.mining import adding, sheet
from localize.mining.proposals import mine
from tests.mining.lines import COUNTS, spoken

PROPOSALS = mine(spoken("苏总来了。", "张嬢嬢，来。", "我叫张仰仰。"), (), COUNTS)
ROW = {"approve": "y", "source": "苏总", "en": "Ms. Su", "kind": "address", "note": "the lead, later"}
GLOSSARY = "source,en,es-419,kind,aliases,note,forbidden\n周浩,Zhou Hao,,name,,,\n"


def test_a_sheet_reads_back() -> None:
    rows = sheet.loads(sheet.dumps(PROPOSALS, ["en", "es-419"]), "p.csv")
    assert [row["source"] for row in rows] == ["张仰仰", "张嬢嬢", "苏总"]
    by_source = {row["source"]: row for row in rows}
    assert by_source["张仰仰"]["alike"] == "张嬢嬢"
    assert by_source["苏总"]["examples"] == "E01 0:00.000 苏总来了。"
    assert {row["approve"] for row in rows} == {row["en"] for row in rows} == {""}


def test_what_a_person_filled_in_is_kept() -> None:
    gone = {"approve": "", "source": "罗经理", "en": "Manager Luo", "kind": "address", "count": "3"}
    untouched = {"approve": "", "source": "沈总", "kind": "address", "count": "1"}
    text = sheet.dumps(PROPOSALS, ["en"], [ROW, gone, untouched])
    by_source = {row["source"]: row for row in sheet.loads(text, "p.csv")}
    assert (by_source["苏总"]["approve"], by_source["苏总"]["en"]) == ("y", "Ms. Su")
    assert by_source["苏总"]["count"] == "1"
    assert by_source["罗经理"]["en"] == "Manager Luo"
    assert "沈总" not in by_source


def test_a_kind_that_a_person_changed_is_kept() -> None:
    text = sheet.dumps(PROPOSALS, ["en"], [{**ROW, "kind": "title"}])
    by_source = {row["source"]: row["kind"] for row in sheet.loads(text, "p.csv")}
    assert by_source["苏总"] == "title"
    assert by_source["张嬢嬢"] == next(one.kind for one in PROPOSALS if one.source == "张嬢嬢")


@pytest.mark.parametrize(("mark", "taken"), [("y", 1), ("Yes", 1), ("是", 1), ("", 0), ("n", 0), ("?", 0)])
def test_only_what_is_marked_is_approved(mark: str, taken: int) -> None:
    assert len(sheet.approved([{**ROW, "approve": mark}])) == taken


@pytest.mark.parametrize("text", ["", "source,en\n苏总,Su\n", "approve,en\ny,Su\n"])
def test_another_file_is_no_sheet(text: str) -> None:
    with pytest.raises(BadGlossary, match=r"p\.csv: no column"):
        sheet.loads(text, "p.csv")


HEADER = "approve,source,en,note\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEADER + 'y,苏总,"one,\ny,沈总,two,\n', "p.csv:2: unexpected end of data"),
        (HEADER + 'y,苏总,"a" b,\n', "p.csv:2: ',' expected after '\"'"),
        (HEADER + f"n,沈总,,\ny,苏总,{'x' * 131_073},\n", "p.csv:3: a cell of more than 131,072 characters"),
        (HEADER + "y,苏\0总,Su,\n", r"p.csv:2: '苏\x00总' holds a control character"),
        (HEADER + "y,苏总,a\x07,\n", r"p.csv:2: 'a\x07' holds a control character"),
        (HEADER + "y,苏总\n", "p.csv:2: 2 cells where the header has 4"),
        (HEADER + "y,苏总,Su,,x\n", "p.csv:2: 5 cells where the header has 4"),
        (HEADER + "y,苏总,Su,\n\ny,苏总,Sue,\n", "p.csv:4: '苏总' has a row already (line 2)"),
        ("approve,source,en,EN\ny,苏总,Su,Sue\n", "p.csv:1: two columns `en`"),
        ("approve,source,\ny,苏总,Su\n", "p.csv:2: 'Su' stands in a column without a name"),
    ],
)
def test_what_a_glossary_could_not_hold_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(BadGlossary) as caught:
        sheet.loads(text, "p.csv")
    assert message in str(caught.value)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_line_break_in_a_cell_is_a_space(line_end: str) -> None:
    (row,) = sheet.loads(f'{HEADER}y,苏总,"Ms.\nSu",\n'.replace("\n", line_end), "p.csv")
    assert row["en"] == "Ms. Su"


def test_semicolons_and_unknown_columns_do() -> None:
    (row,) = sheet.loads("approve;source;EN;mine\ny;苏总;Ms. Su;…\n", "p.csv")
    assert row["EN"] == "Ms. Su"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_approved_rows_stand_behind_what_is_there(line_end: str, sign: str) -> None:
    before = GLOSSARY.replace(",", sign).replace("\n", line_end)
    after = adding.appended(before, [ROW], "glossary.csv")
    assert after == before + f"苏总;Ms. Su;;address;;the lead, later;{line_end}".replace(
        ";the lead, later;", ';"the lead, later";' if sign == "," else ";the lead, later;"
    ).replace(";", sign)
    terms = glossaries.loads(io.StringIO(after, newline=""), "glossary.csv").terms
    assert [term.source for term in terms] == ["周浩", "苏总"]
    assert terms[1].targets == {"en": "Ms. Su"}


def test_a_last_line_without_its_end_gets_one() -> None:
    assert adding.appended("source,en\n周浩,Zhou Hao", [{"source": "苏总", "en": "Ms. Su"}], "g").endswith(
        "周浩,Zhou Hao\n苏总,Ms. Su\n"
    )


def test_a_language_without_a_column_is_an_error() -> None:
    with pytest.raises(BadGlossary, match="no column `th`"):
        adding.appended(GLOSSARY, [{**ROW, "th": "คุณซู"}], "glossary.csv")


def test_a_new_glossary_has_the_columns_of_the_series() -> None:
    text = adding.appended(adding.new_file(["en"]), [ROW], "glossary.csv")
    assert glossaries.loads(io.StringIO(text, newline=""), "g").terms[0].note == "the lead, later"
