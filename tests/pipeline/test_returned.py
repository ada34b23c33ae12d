"""Lines come back as they were written, those that shared a cue too, and who speaks stays with them."""

from __future__ import annotations

import msgspec
import pytest

from localize.domain.heard import Word
from localize.domain.review import Flag
from localize.domain.seen import CARD
from localize.domain.times import Span
from localize.domain.track import Cue, Track
from localize.domain.transcript import Evidence, Line
from localize.pipeline.returned import in_order
from localize.pipeline.voices import BY_VOICE
from tests.pipeline.records import record_with
from tests.pipeline.returning import back, edited, recorded, written


def speakers(ours: tuple[Line, ...], read: tuple[Line, ...]) -> list[str]:
    return [line.speaker for line in back(written(*ours)[0], *read).transcript.lines]


def test_a_line_keeps_its_speaker_or_takes_the_one_that_a_person_put_in() -> None:
    ours = (Line("L0001", "走嘛", 1000, 3000, speaker="苏小满"), Line("L0002", "不走", 4000, 6000))
    read = tuple(msgspec.structs.replace(line, speaker="") for line in ours)
    assert speakers(ours, read) == ["苏小满", ""]
    named = tuple(msgspec.structs.replace(line, speaker="周浩") for line in ours)
    assert speakers(ours, named) == ["周浩", "周浩"]


def test_the_speaker_that_a_person_put_in_is_told_by_no_voice() -> None:
    told = Line("L0001", "走嘛", 1000, 3000, evidence=Evidence(notes=(BY_VOICE,)), speaker="苏小满")
    record, _ = written(told)
    (same,) = back(record, told).transcript.lines
    assert same.evidence.notes == (BY_VOICE,)
    (other,) = back(record, msgspec.structs.replace(told, speaker="周浩")).transcript.lines
    assert (other.speaker, other.evidence.notes) == ("周浩", ())


SHARING = (
    Line("L0001", "不。", 1000, 1200),
    Line("L0002", "我不去。", 1250, 3000),
    Line("L0003", "走", 5000, 6000),
)


def test_a_cue_of_two_lines_comes_back_as_both() -> None:
    record, track = written(*SHARING)
    assert [cue.text for cue in track.cues] == ["不。我不去", "走"]
    found = edited(record, *track.cues)
    assert [(line.text, line.start_ms) for line in found.transcript.lines] == [
        ("不。", 1000),
        ("我不去。", 1250),
        ("走", 5000),
    ]
    assert [line.id for line in found.transcript.lines] == ["L0001", "L0002", "L0003"]
    assert found.shown == (("L0001", "L0002"), ("L0003",))
    assert (found.changed, found.gone, found.told) == (0, 0, "")


def test_one_that_a_person_changed_comes_back_as_it_was_read() -> None:
    record, track = written(*SHARING)
    found = edited(record, _with(track.cues[0], "不，我不去"), track.cues[1])
    assert [line.text for line in found.transcript.lines] == ["不，我不去", "走"]
    assert found.transcript.lines[0].start_ms == 1000
    assert found.shown == (("L0001",), ("L0002",))
    assert found.told == "1 line is taken from it"


def test_a_name_put_to_two_lines_is_that_of_both_unless_they_are_told_apart() -> None:
    record, track = written(*SHARING)
    named = msgspec.structs.replace(track.cues[0], speaker="周浩")
    lines = edited(record, named, track.cues[1]).transcript.lines
    assert [line.speaker for line in lines] == ["周浩", "周浩", ""]


# ── what a person does to a file ─────────────────────────────────────────────────────────────────────

SAID = (
    Line(
        "L0001",
        "陈刚，你昨天晚上到底去了什么地方。",
        1000,
        4000,
        words=(Word("陈刚", 1000, 1500, 0.9),),
        evidence=Evidence(heard="陈刚你昨天晚上到底去了什么地方", confidence=0.7),
        flags=(Flag("doubtful", "0.70"),),
        speaker="苏小满",
    ),
    Line("L0002", "我哪里也没有去。", 5000, 7000, continues=True, speaker="陈刚"),
    Line("L0003", "三年之后", 8000, 10_000, kind=CARD),
    Line("L0004", "走嘛。", 12_000, 14_000),
)


def _with(cue: Cue, *rows: str) -> Cue:
    return msgspec.structs.replace(cue, rows=rows)


def _at(cue: Cue, start_ms: int, end_ms: int) -> Cue:
    return msgspec.structs.replace(cue, start_ms=start_ms, end_ms=end_ms)


def _later(cue: Cue, by_ms: int) -> Cue:
    return _at(cue, cue.start_ms + by_ms, cue.end_ms + by_ms)


def test_what_nobody_touched_is_the_line_that_it_was() -> None:
    record, track = written(*SAID)
    found = edited(record, *track.cues)
    assert found.transcript.lines == SAID
    assert (found.changed, found.gone) == (0, 0)


def test_a_corrected_line_keeps_its_time_its_kind_and_who_says_it() -> None:
    record, (first, second, card, last) = written(*SAID)[0], written(*SAID)[1].cues
    found = edited(record, first, _with(second, "我什么都没有做"), _with(card, "四年之后"), last)
    lines = found.transcript.lines
    assert (lines[0], lines[3]) == (SAID[0], SAID[3])
    assert lines[1] == Line("L0002", "我什么都没有做。", 5000, 7000, continues=True, speaker="陈刚")
    assert lines[2] == Line("L0003", "四年之后", 8000, 10_000, kind=CARD)
    assert found.told == "2 lines are taken from it"


@pytest.mark.parametrize(
    ("now", "text"), [("那走嘛", "那走嘛。"), ("走不走？", "走不走？"), ("走……", "走……")]
)
def test_the_mark_at_its_end_that_is_not_shown_stays(now: str, text: str) -> None:
    record, track = written(*SAID)
    lines = edited(record, *track.cues[:3], _with(track.cues[3], now)).transcript.lines
    assert lines[3].text == text


def test_what_was_heard_is_no_evidence_for_another_text() -> None:
    record, track = written(*SAID)
    (line, *_) = edited(record, _with(track.cues[0], "陈罡去哪里了"), *track.cues[1:]).transcript.lines
    assert (line.words, line.evidence, line.flags) == ((), Evidence(), ())
    assert (line.start_ms, line.end_ms, line.speaker) == (1000, 4000, "苏小满")


def test_a_file_that_was_moved_as_a_whole_moves_its_lines() -> None:
    record, track = written(*SAID)
    found = edited(record, *(_later(cue, 500) for cue in track.cues))
    assert [line.text for line in found.transcript.lines] == [line.text for line in SAID]
    assert [line.start_ms for line in found.transcript.lines] == [1500, 5500, 8500, 12_500]
    first = found.transcript.lines[0]
    assert first.words == (Word("陈刚", 1500, 2000, 0.9),)
    assert (first.flags, first.evidence, first.speaker) == (SAID[0].flags, SAID[0].evidence, "苏小满")
    assert found.changed == 4


def test_a_cue_that_begins_elsewhere_moves_where_its_line_begins() -> None:
    record, track = written(*SAID)
    first, *others = track.cues
    (line, *_) = edited(record, _at(first, first.start_ms + 300, first.end_ms), *others).transcript.lines
    assert (line.text, line.start_ms, line.end_ms, line.words) == (SAID[0].text, 1300, 4000, ())


@pytest.mark.parametrize("by_ms", [-10, 10])
def test_a_hundredth_of_a_second_is_the_same_time(by_ms: int) -> None:
    record, track = written(*SAID)
    assert edited(record, *(_later(cue, by_ms) for cue in track.cues)).transcript.lines == SAID


def test_a_line_whose_cue_was_parted_is_one_line_still() -> None:
    record, track = written(*SAID)
    first, *others = track.cues
    parts = (
        _at(_with(first, "陈刚"), 1000, 1800),
        _at(_with(first, "你昨天晚上到底去了什么地方"), 1900, first.end_ms),
    )
    found = edited(record, *parts, *others)
    assert found.transcript.lines[0].text == SAID[0].text
    assert found.shown[:3] == (("L0001",), ("L0001",), ("L0002",))


LONG = Line(
    "L0001", "我跟你说过很多次了不要再到这个地方来找我，我们两个人早就已经没有任何关系了。", 1000, 9000
)


def test_a_correction_in_one_of_its_cues_leaves_the_others_to_the_line() -> None:
    record, track = written(LONG, SAID[3])
    assert len(track.cues) == 3
    first, second, last = track.cues
    changed = _with(second, second.text.replace("\n", "").replace("任何关系", "什么关系"))
    found = edited(record, first, changed, last)
    assert [line.text for line in found.transcript.lines] == [
        LONG.text.replace("任何关系", "什么关系"),
        "走嘛。",
    ]
    assert found.shown == (("L0001",), ("L0001",), ("L0002",))


def test_two_lines_put_together_are_one_as_it_was_read() -> None:
    record, track = written(*SAID)
    first, second, *others = track.cues
    both = Cue("1", first.start_ms, second.end_ms, ("陈刚，你去了哪里", "我哪里也没有去"))
    found = edited(record, both, *others)
    assert [line.text for line in found.transcript.lines] == [
        "陈刚，你去了哪里我哪里也没有去", "三年之后", "走嘛。"
    ]  # fmt: skip
    assert found.told == "1 line is taken from it, 2 lines are gone"


def test_a_line_that_was_put_in_and_one_that_was_taken_out() -> None:
    record, track = written(*SAID)
    first, _, card, last = track.cues
    found = edited(record, Cue("0", 200, 900, ("喂",)), first, card, last)
    assert [(line.id, line.text) for line in found.transcript.lines] == [
        ("L0001", "喂"), ("L0002", SAID[0].text), ("L0003", "三年之后"), ("L0004", "走嘛。"),
    ]  # fmt: skip
    assert found.told == "1 line is taken from it, 1 line is gone"


def test_what_came_back_once_comes_back_again() -> None:
    """The record of the run that took it has the file's own cues."""
    record, track = written(*SAID, SHARING[0], *SHARING[2:])
    first, _, *others = track.cues
    cues = (_with(first, "陈罡", "你去哪里了"), Cue("x", 4500, 4900, ("什么",)), *others)
    once = edited(record, *cues)
    left = zip(in_order(Track("zh", cues)), once.shown, strict=True)
    taken = tuple(msgspec.structs.replace(cue, line_ids=ids) for cue, ids in left)
    lines = tuple(map(recorded, once.transcript.lines))
    twice = edited(record_with(lines=lines, tracks={"zh": Track("zh", taken)}), *cues)
    assert (twice.transcript.lines, twice.shown) == (once.transcript.lines, once.shown)
    assert (twice.changed, twice.gone) == (0, 0)


def test_lines_stand_in_order_of_time() -> None:
    record, track = written(*SAID)
    (last, *others) = reversed(track.cues)
    lines = edited(record, *reversed(others), _at(last, 200, 800)).transcript.lines
    assert [line.span for line in lines] == sorted(
        (line.span for line in lines), key=lambda one: one.start_ms
    )
    assert lines[0].span == Span(200, 800)
