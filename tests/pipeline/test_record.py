"""What a record tells of a line, also one of an earlier version."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from localize.domain.seen import CARD, DIALOGUE
from localize.domain.transcript import DialectWord, Evidence, Line, Transcript
from localize.pipeline.record import RunRecord, SubtitleSource, dump_record, line_records, read_record
from tests.pipeline.records import record_with

EVIDENCE = {
    "heard": "我莫得是",
    "seen": "我没有事",
    "seen_confidence": 0.98,
    "agreement": 0.5,
    "other": "I'm fine",
}
STANDARD = Line(
    "L0001",
    "我没有事",
    0,
    1000,
    evidence=msgspec.convert(EVIDENCE, Evidence),
    continues=True,
    spoken="我莫得是",
    standard="我没有事",
    dialect_words=(DialectWord(1, "莫得", "莫得", "没有", "neutral"),),
)
LINES = (STANDARD, Line("L0002", "三年后", 500, 2500, kind=CARD))
RECORD = record_with(
    lines=line_records(Transcript("zh", LINES), {}, {}),
    source_subtitles=SubtitleSource("E01.mkv", "d1", 2, track=1, codec="srt"),
)


def saved(folder: Path, table: object) -> Path:
    path = folder / "E01.record.json"
    path.write_text(json.dumps(table), "utf-8")
    return path


def test_a_line_is_on_record_with_all_that_both_witnesses_say(tmp_path: Path) -> None:
    first, second = json.loads(dump_record(RECORD))["lines"]
    assert first["evidence"] == EVIDENCE
    assert (first["kind"], first["continues"]) == (DIALOGUE, True)
    assert (first["spoken"], first["standard"]) == ("我莫得是", "我没有事")
    assert first["dialect_words"] == [
        {"start": 1, "found": "莫得", "term": "莫得", "standard": "没有", "register": "neutral"}
    ]
    assert (second["kind"], second["continues"]) == (CARD, False)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    assert read_record(saved(tmp_path, json.loads(dump_record(RECORD)))) == RECORD


def test_a_record_from_before_there_were_two_witnesses_is_read(tmp_path: Path) -> None:
    table = json.loads(dump_record(RECORD))
    del table["source_subtitles"], table["settings"]
    table["settings"] = {}
    for line in table["lines"]:
        for name in ("kind", "continues", "spoken", "standard", "dialect_words"):
            del line[name]
        line["evidence"] = {"heard": line["text"]}
    record = read_record(saved(tmp_path, table))
    assert record is not None
    assert record.source_subtitles is None
    assert {(line.kind, line.continues, line.spoken, line.standard) for line in record.lines} == {
        (DIALOGUE, False, "", "")
    }


def test_a_record_with_an_unknown_kind_is_none(tmp_path: Path) -> None:
    table = json.loads(dump_record(RECORD))
    table["lines"][1]["kind"] = "crad"
    assert read_record(saved(tmp_path, table)) is None
    with pytest.raises(msgspec.ValidationError, match="'crad'"):
        msgspec.convert(table, RunRecord)
