"""Neighbours share a cue where one alone would be gone too soon."""

from __future__ import annotations

import msgspec
import pytest

from localize.domain.seen import CARD
from localize.domain.track import Cue
from localize.domain.transcript import Line
from localize.profiles import Limits
from localize.subtitle.fit import fit
from tests.subtitle.lines import limits, transcript


def cues(*lines: Line, language: str = "en", dash: str = "") -> tuple[Cue, ...]:
    within: Limits = msgspec.structs.replace(limits(language), dash=dash)
    return fit(transcript(*lines, language=language), None, within).cues


def shown(*lines: Line, language: str = "en", dash: str = "") -> list[tuple[str, tuple[str, ...]]]:
    return [(cue.id, cue.rows) for cue in cues(*lines, language=language, dash=dash)]


SHORT = Line("L1", "No.", 1000, 1200, speaker="Wei")
LATER = Line("L2", "I won't go.", 1250, 3000, speaker="Wei")


def test_a_cue_that_would_flash_is_shown_with_what_its_speaker_goes_on_to_say() -> None:
    (cue,) = cues(SHORT, LATER)
    assert (cue.id, cue.line_ids, cue.rows) == ("L1+L2", ("L1", "L2"), ("No. I won't go.",))
    assert (cue.start_ms, cue.end_ms) == (1000, 3000)


def test_a_sentence_that_goes_on_is_one_where_its_beginning_is_too_fast() -> None:
    first = Line("L1", "I thought that after all this time", 0, 800, continues=True)
    second = Line("L2", "you would know me.", 900, 4000)
    assert shown(first, second) == [("L1+L2", ("I thought that after all this time", "you would know me."))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (msgspec.structs.replace(SHORT, end_ms=2000), msgspec.structs.replace(LATER, start_ms=2100)),
        (SHORT, msgspec.structs.replace(LATER, start_ms=1900)),
        (SHORT, msgspec.structs.replace(LATER, speaker="Zhou")),
        (msgspec.structs.replace(SHORT, text="No?", speaker=""), msgspec.structs.replace(LATER, speaker="")),
        (SHORT, msgspec.structs.replace(LATER, text="a" * 40 + " " + "b" * 40)),
        (SHORT, msgspec.structs.replace(LATER, end_ms=9000)),
    ],
    ids=["readable", "far apart", "two speakers", "a question", "too long", "too slow"],
)
def test_lines_are_not_joined_for_their_own_sake(first: Line, second: Line) -> None:
    assert [cue.line_ids for cue in cues(first, second) if len(cue.line_ids) > 1] == []


def test_two_speakers_share_a_cue_by_the_dash_of_the_language() -> None:
    other = msgspec.structs.replace(LATER, speaker="Zhou")
    assert shown(SHORT, other, dash="-") == [("L1+L2", ("-No.", "-I won't go."))]
    assert shown(SHORT, other, dash="- ") == [("L1+L2", ("- No.", "- I won't go."))]
    unknown = msgspec.structs.replace(LATER, speaker="", start_ms=1500)
    assert len(shown(SHORT, unknown, dash="-")) == 2


def test_without_a_dash_speakers_stay_apart_also_around_one_whom_nobody_knows() -> None:
    lines = [
        Line("L1", "うん", 0, 100, speaker="甲"),
        Line("L2", "はい", 180, 680),
        Line("L3", "ええ", 730, 1230, speaker="乙"),
    ]
    for cue in cues(*lines, language="ja"):
        assert len({line.speaker for line in lines if line.id in cue.line_ids} - {""}) < 2


def test_a_card_is_never_joined_with_dialogue() -> None:
    card = Line("C1", "Chengdu", 1220, 3000, kind=CARD)
    assert {cue.line_ids for cue in cues(SHORT, card, LATER)} == {("C1",), ("L1", "L2")}


def test_chinese_takes_a_space_for_a_mark_that_is_missing() -> None:
    first, second = Line("L1", "不", 1000, 1200), Line("L2", "我不去", 1250, 3000)
    assert shown(first, second, language="zh") == [("L1+L2", ("不 我不去",))]


def test_what_is_shared_is_flagged_no_more_than_it_was() -> None:
    assert [cue.flags for cue in cues(SHORT, LATER)] == [()]
