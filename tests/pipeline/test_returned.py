"""Who speaks stays with a line that comes back as it was written."""

from __future__ import annotations

import msgspec

from localize.domain.transcript import Evidence, Line, Transcript
from localize.pipeline.naming import SubtitleName
from localize.pipeline.record import LineRecord
from localize.pipeline.returned import with_own_lines
from localize.profiles import load_profile
from localize.subtitle.fit import fit
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
