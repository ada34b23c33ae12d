from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from pathlib import Path

import pytest

from localize import glossaries
from localize.domain.transcript import DialectWord, Evidence
from localize.errors import BadGlossary, ConfigurationError, InputError, UnknownName
from localize.mining.sheet import FILE_NAME, loads
from localize.pipeline.mining import approve, mine_series
from localize.pipeline.record import LineRecord, dump_record
from tests.pipeline.records import record_with

SETTINGS = '[series]\nlanguage = "zh"\ntargets = ["en", "es-419"]\nglossary = "glossary.csv"\n'
HEADER = "source,en,es-419,kind,aliases,note,forbidden\n"


@pytest.fixture
def series(tmp_path: Path) -> Path:
    (tmp_path / "series.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "glossary.csv").write_text(HEADER + "周浩,Zhou Hao,Zhou Hao,name,,,\n", "utf-8")
    return tmp_path


def written(folder: Path, name: str, *lines: LineRecord) -> Path:
    path = folder / f"{name}.record.json"
    path.write_bytes(dump_record(record_with(lines=lines)))
    return path


def line(text: str, at_ms: int = 0, **more: object) -> LineRecord:
    return LineRecord("L1", at_ms, at_ms + 900, text, (), Evidence(), (), {}, **more)  # type: ignore[arg-type]


def rows(series: Path) -> dict[str, dict[str, str]]:
    text = (series / FILE_NAME).read_text("utf-8-sig")
    return {row["source"]: dict(row) for row in loads(text, "p")}


def fill(series: Path, row: str, **cells: str) -> None:
    filled = rows(series)
    filled[row] |= cells
    text = io.StringIO()
    writer = csv.DictWriter(text, list(filled[row]))
    writer.writeheader()
    writer.writerows(filled.values())
    (series / FILE_NAME).write_text(text.getvalue(), "utf-8-sig")


def test_the_records_of_a_season_are_mined(series: Path) -> None:
    words = (DialectWord(2, "龙门阵", "龙门阵", "闲聊", "neutral"),)
    written(series, "E01", line("苏总来了。"), line("摆你的龙门阵", 1500, dialect_words=words))
    written(series, "E02", line("周浩，苏总！", 3000))
    written(series, "E01.translated", line("苏总来了。"))
    mined = mine_series(series)
    assert (mined.lines, mined.episodes) == (3, ("E01", "E02"))
    assert [(one.source, one.count) for one in mined.proposals] == [("苏总", 2), ("龙门阵", 1)]
    assert rows(series)["苏总"]["examples"] == "E01 0:00.000 苏总来了。 | E02 0:03.000 周浩，苏总！"
    assert list(rows(series)["苏总"])[:5] == ["approve", "source", "en", "es-419", "kind"]


def test_a_line_is_mined_as_it_was_said(series: Path) -> None:
    written(series, "E01", line("苏总来了。", spoken="张嬢嬢来了。", standard="张阿姨来了。"))
    written(series, "E02", line("罗经理来了。", spoken="沈总来了。", standard="罗经理来了。"))
    assert {one.source for one in mine_series(series).proposals} == {"张嬢嬢", "罗经理"}


def test_subtitle_files_are_mined_too(series: Path) -> None:
    path = series / "E03.zh.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\n苏总来了。\n", "utf-8")
    (found,) = mine_series(series, [path]).proposals
    assert (found.source, found.episodes, found.examples[0].at_ms) == ("苏总", ("E03",), 1000)


def test_the_dialect_of_the_series_tells_its_words_in_a_subtitle_file(series: Path) -> None:
    (series / "series.toml").write_text(SETTINGS + 'dialect = "sichuan"\n', "utf-8")
    path = series / "E03.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\n摆你的龙门阵\n", "utf-8")
    assert [one.source for one in mine_series(series, [path]).proposals] == ["龙门阵"]


def test_what_was_filled_in_outlives_the_next_season(series: Path) -> None:
    written(series, "E01", line("苏总来了。"))
    mine_series(series)
    fill(series, "苏总", en="Ms. Su")
    written(series, "E02", line("苏总，罗经理！"))
    mine_series(series)
    assert (rows(series)["苏总"]["en"], rows(series)["苏总"]["count"]) == ("Ms. Su", "2")
    assert "罗经理" in rows(series)


def test_nothing_to_mine_is_an_error(series: Path) -> None:
    with pytest.raises(InputError, match="no transcripts"):
        mine_series(series)
    with pytest.raises(InputError, match="there is no"):
        mine_series(series, [series / "nowhere"])
    with pytest.raises(ConfigurationError, match=r"no series\.toml"):
        mine_series(series / "nowhere")
    (series / "E01.record.json").write_text("{", "utf-8")
    with pytest.raises(InputError, match="not a record"):
        mine_series(series)


@pytest.fixture
def proposed(series: Path) -> Path:
    written(series, "E01", line("苏总来了。"), line("罗经理来了。"), line("张嬢嬢来了。"))
    mine_series(series)
    return series


def sources(series: Path) -> list[str]:
    return [term.source for term in glossaries.load(series).terms]


def test_nothing_is_approved_by_itself(proposed: Path) -> None:
    before = (proposed / "glossary.csv").read_bytes()
    assert approve(proposed).added == ()
    assert (proposed / "glossary.csv").read_bytes() == before


def test_what_is_marked_is_taken(proposed: Path) -> None:
    fill(proposed, "苏总", approve="y", en="Ms. Su", note="the lead")
    done = approve(proposed)
    assert (done.added, done.held, done.glossary) == (("苏总",), (), proposed / "glossary.csv")
    term = glossaries.load(proposed).terms[-1]
    assert (term.source, term.targets, term.kind, term.note) == (
        "苏总",
        {"en": "Ms. Su"},
        "address",
        "the lead",
    )


def test_what_is_named_is_taken(proposed: Path) -> None:
    assert approve(proposed, ["罗经理"]).added == ("罗经理",)
    assert sources(proposed) == ["周浩", "罗经理"]
    with pytest.raises(UnknownName, match="did you mean '罗经理'"):
        approve(proposed, ["罗经"])


def test_an_existing_term_stays_as_it_is(proposed: Path) -> None:
    fill(proposed, "苏总", approve="y", source="周浩", en="Joe")
    done = approve(proposed)
    assert (done.added, done.held) == ((), ("周浩",))
    assert glossaries.load(proposed).terms[0].targets["en"] == "Zhou Hao"


def test_a_glossary_that_could_not_be_read_again_is_not_written(proposed: Path) -> None:
    before = (proposed / "glossary.csv").read_bytes()
    fill(proposed, "苏总", approve="y", aliases="周浩")
    with pytest.raises(BadGlossary, match="周浩"):
        approve(proposed)
    assert (proposed / "glossary.csv").read_bytes() == before


def test_the_mark_of_excel_stays(proposed: Path) -> None:
    path = proposed / "glossary.csv"
    path.write_bytes(BOM_UTF8 + path.read_bytes())
    approve(proposed, ["苏总"])
    assert path.read_bytes().startswith(BOM_UTF8)
    assert sources(proposed) == ["周浩", "苏总"]


def test_a_series_without_a_glossary_is_told_to_name_one(proposed: Path) -> None:
    (proposed / "series.toml").write_text('[series]\ntargets = ["en"]\n', "utf-8")
    with pytest.raises(ConfigurationError, match="names no glossary"):
        approve(proposed, ["苏总"])


def test_the_proposals_must_be_there(series: Path) -> None:
    with pytest.raises(BadGlossary, match="glossary mine"):
        approve(series)
