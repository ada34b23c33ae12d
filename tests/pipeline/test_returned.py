"""Lines come back as they were written, those that shared a cue too, and who speaks stays with them."""

from __future__ import annotations

import msgspec

from localize.domain.transcript import Evidence, Line, Transcript
from localize.pipeline.naming import SubtitleName
from localize.pipeline.record import LineRecord, RunRecord
from localize.pipeline.returned import with_own_lines
from localize.profiles import load_profile
from localize.subtitle.fit import fit
from localize.subtitle.lines import as_transcript
from tests.pipeline.records import record_with


def recorded(line: Line) -> LineRecord:
    return LineRecord(
        line.id, line.start_ms, line.end_ms, line.text, (), Evidence(), (), {}, speaker=line.speaker
    )


def returned(ours: tuple[Line, ...], read: tuple[Line, ...]) -> list[str]:
    written = fit(Transcript("zh", ours), None, load_profile("netflix").limits("zh"))
    record = record_with(lines=tuple(map(recorded, ours)), tracks={"zh": written})
    back = with_own_lines(Transcript("zh", read), record, SubtitleName("E01", "zh"))
    return [line.speaker for line in back.lines]


def test_a_line_keeps_its_speaker_or_takes_the_one_that_a_person_put_in() -> None:
    ours = (Line("L0001", "走嘛", 1000, 3000, speaker="苏小满"), Line("L0002", "不走", 4000, 6000))
    read = tuple(msgspec.structs.replace(line, speaker="") for line in ours)
    assert returned(ours, read) == ["苏小满", ""]
    named = tuple(msgspec.structs.replace(line, speaker="周浩") for line in ours)
    assert returned(ours, named) == ["周浩", "周浩"]


SHARING = (
    Line("L0001", "不。", 1000, 1200),
    Line("L0002", "我不去。", 1250, 3000),
    Line("L0003", "走", 5000, 6000),
)


def written(*ours: Line) -> tuple[RunRecord, Transcript]:
    track = fit(Transcript("zh", ours), None, load_profile("netflix").limits("zh"))
    record = record_with(lines=tuple(map(recorded, ours)), tracks={"zh": track})
    return record, as_transcript(track)


def test_a_cue_of_two_lines_comes_back_as_both() -> None:
    record, read = written(*SHARING)
    assert [line.text for line in read.lines] == ["不。我不去", "走"]
    back = with_own_lines(read, record, SubtitleName("E01", "zh"))
    assert [(line.text, line.start_ms) for line in back.lines] == [
        ("不。", 1000),
        ("我不去。", 1250),
        ("走", 5000),
    ]
    assert [line.id for line in back.lines] == ["L0001", "L0002", "L0003"]


def test_one_that_a_person_changed_comes_back_as_it_was_read() -> None:
    record, read = written(*SHARING)
    changed = msgspec.structs.replace(read.lines[0], text="不，我不去")
    back = with_own_lines(Transcript("zh", (changed, read.lines[1])), record, SubtitleName("E01", "zh"))
    assert [line.text for line in back.lines] == ["不，我不去", "走"]
    assert back.lines[0].start_ms == 1000


def test_a_name_put_to_two_lines_is_that_of_both_unless_they_are_told_apart() -> None:
    record, read = written(*SHARING)
    named = msgspec.structs.replace(read.lines[0], speaker="周浩")
    back = with_own_lines(Transcript("zh", (named, read.lines[1])), record, SubtitleName("E01", "zh"))
    assert [line.speaker for line in back.lines] == ["周浩", "周浩", ""]
