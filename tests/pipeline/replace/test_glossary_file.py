"""The glossary is a person's file: but for the cell that was asked for, not a byte of it changes."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from localize.config import SeriesTable, Settings
from localize.domain.glossary import Term
from localize.errors import BadGlossary, ConfigurationError, LocalizeError, StoreError
from localize.glossaries.files import read
from localize.pipeline.replace.asked import Wanted
from localize.pipeline.replace.glossary_file import file_of, with_renderings, write_renderings

TEXT = """note,source,en,,kind
"his ""real"" name",臣刚,Chen Just,,person

  ,周浩 , Zhou Hao,,
,老板,boss,,"a|b"
"""
WANTED = (Wanted(Term("臣刚", {"en": "Chen Just"}), "en", "Chen Gang"),)
pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    return tmp_path / "glossary.csv"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "gb18030"),
        (b"", "big5hkscs"),
    ],
)
def test_all_else_stays_as_it_is(glossary: Path, mark: bytes, codec: str, end: str) -> None:
    text = TEXT.replace("\n", end)
    text = text.replace("臣刚", "臣剛").replace("老板", "老闆") if codec == "big5hkscs" else text
    glossary.write_bytes(mark + text.encode(codec))
    term = Term("臣剛" if codec == "big5hkscs" else "臣刚")
    write_renderings(glossary, [Wanted(term, "en", "Chen Gang")], ["en"])
    assert glossary.read_bytes() == mark + text.replace("Chen Just", "Chen Gang").encode(codec)


def test_a_new_term_and_a_new_language_go_to_the_end(glossary: Path) -> None:
    glossary.write_text("source,en\n臣刚,Chen Just\n", "utf-8")
    wanted = [
        Wanted(Term("苏总"), "en", "Ms. Su", is_new=True),
        Wanted(Term("苏总"), "th", "คุณซู", is_new=True),
    ]
    write_renderings(glossary, wanted, ["en", "th"])
    assert glossary.read_text("utf-8") == "source,en,th\n臣刚,Chen Just,\n苏总,Ms. Su,คุณซู\n"


def test_of_a_term_with_several_senses_the_one_is_changed_that_is_meant(glossary: Path) -> None:
    glossary.write_text("source,en,when\n老板,boss,公司\n老板,sir,买\n", "utf-8")
    write_renderings(glossary, [Wanted(Term("老板", when=("买",)), "en", "mister")], ["en"])
    assert glossary.read_text("utf-8") == "source,en,when\n老板,boss,公司\n老板,mister,买\n"


def test_what_will_be_said_is_known_before_it_is_written(glossary: Path) -> None:
    glossary.write_text(TEXT, "utf-8")
    (term,) = (one for one in with_renderings(glossary, WANTED, ["en"]).terms if one.source == "臣刚")
    assert term.rendering("en") == "Chen Gang"
    assert glossary.read_text("utf-8") == TEXT


def test_a_glossary_that_says_so_already_is_not_written(glossary: Path) -> None:
    glossary.write_text(TEXT.replace("Chen Just", "Chen Gang"), "utf-8")
    before = glossary.stat()
    write_renderings(glossary, WANTED, ["en"])
    assert glossary.stat() == before


def test_a_rendering_that_the_encoding_cannot_hold(glossary: Path) -> None:
    glossary.write_bytes(TEXT.replace("臣刚", "臣剛").replace("老板", "老闆").encode("big5hkscs"))
    before = glossary.read_bytes()
    with pytest.raises(BadGlossary, match="big5hkscs, which cannot hold the new rendering"):
        write_renderings(glossary, [Wanted(Term("臣剛"), "th", "เฉินกัง")], ["th"])
    assert glossary.read_bytes() == before


def test_a_glossary_that_is_read_only(glossary: Path) -> None:
    glossary.write_text(TEXT, "utf-8")
    glossary.chmod(0o444)
    with pytest.raises(StoreError, match="is read-only"):
        file_of(named("glossary.csv"), glossary.parent)


@pytest.mark.parametrize(
    ("name", "told"),
    [("terms.xlsx", "no table of text"), ("terms.tbx", "no table of text"), ("", "names no")],
)
def test_a_glossary_that_cannot_be_changed(tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        file_of(named(name), tmp_path)


def test_a_glossary_behind_a_link_stays_behind_it(tmp_path: Path) -> None:
    shared = tmp_path / "shared.csv"
    shared.write_text("source,en\n臣刚,Chen Just\n", "utf-8")
    (tmp_path / "glossary.csv").symlink_to(shared)
    write_renderings(file_of(named("glossary.csv"), tmp_path), WANTED, ["en"])
    assert (tmp_path / "glossary.csv").is_symlink()
    assert read(shared).glossary.terms[0].rendering("en") == "Chen Gang"


def test_a_glossary_with_faults_is_not_touched(glossary: Path) -> None:
    glossary.write_text("source,en\n,Li\n", "utf-8")
    with pytest.raises(LocalizeError, match="the source is empty"):
        write_renderings(glossary, WANTED, ["en"])
    assert glossary.read_text("utf-8") == "source,en\n,Li\n"


def named(glossary: str) -> Settings:
    return Settings(series=SeriesTable(glossary=glossary))
