"""Two languages in one cue."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localize.domain.track import Cue, Track
from localize.domain.transcript import Line
from localize.subtitle.bilingual import bilingual, own_rows
from localize.subtitle.fit import fit
from localize.subtitle.text import clean
from tests.subtitle.lines import limits, spoken, transcript, translation

SAID = "老汉儿，你晓得我从来没有骗过你，那天晚上我真的在医院头守了一整夜"
ENGLISH = (
    "You know very well, Dad, that I have never lied to you. That night I stayed at the hospital with her "
    "until the morning."
)


def both(line: Line, english: str, *, above: bool = False, said: str = "") -> Track:
    track = fit(transcript(line), translation("en", **{line.id: english}), limits("en"))
    return bilingual(track, transcript(line), {line.id: said or line.text}, limits("zh"), above=above)


def test_the_other_language_stands_below_in_the_same_cue() -> None:
    line = spoken("要得，我签。", 1000, 3000)
    alone = fit(transcript(line), translation("en", L0001="Fine. I'll sign."), limits("en"))
    track = both(line, "Fine. I'll sign.")
    assert track.language == "en"
    assert [cue.rows for cue in track.cues] == [("Fine. I'll sign.", "要得，我签")]
    rows = alone.cues[0].rows
    assert msgspec.structs.replace(track.cues[0], rows=rows) == alone.cues[0]


def test_or_above() -> None:
    (cue,) = both(spoken("要得。", 1000, 3000), "Fine.", above=True).cues
    assert cue.rows == ("要得", "Fine.")


def test_each_language_keeps_to_its_own_limits() -> None:
    line = spoken("成都三十家满堂红，都是她老汉儿留给她的", 1000, 5000)
    (cue,) = both(line, "All thirty Mantanghong hotpot restaurants in Chengdu were left to her.").cues
    assert [len(row) > 20 for row in cue.rows] == [True, True, False, False]
    assert all(len(row) <= limits("zh").row_width for row in cue.rows[2:])


def test_where_a_line_became_several_cues_each_shows_what_is_said_meanwhile() -> None:
    track = both(spoken(SAID, 0, 7_500), ENGLISH)
    assert len(track.cues) > 1
    shown = ["".join(row for row in cue.rows if not row.isascii()) for cue in track.cues]
    assert "".join(shown).replace("，", "") == SAID.replace("，", "")
    assert all(f"{part}，"[:-1] in SAID for part in shown)
    assert shown[0] == "老汉儿，你晓得我从来没有骗过你"


def test_without_the_times_of_words_the_translation_tells_the_shares() -> None:
    line = Line("L0001", SAID, 0, 7_500)
    shown = ["".join(row for row in cue.rows if not row.isascii()) for cue in both(line, ENGLISH).cues]
    assert len(shown) > 1
    assert all(shown)
    assert "".join(shown).replace("，", "") == SAID.replace("，", "")


def test_what_cannot_be_divided_stands_in_all_of_the_cues() -> None:
    track = both(spoken("好", 0, 7_500), ENGLISH)
    assert len(track.cues) > 1
    assert {cue.rows[-1] for cue in track.cues} == {"好"}


def test_a_line_without_a_text_has_the_rows_of_one_language() -> None:
    (cue,) = bilingual(
        Track("en", (Cue("L0001", 0, 1000, ("Fine.",), ("L0001",)),)),
        transcript(Line("L0001", "", 0, 1000)),
        {},
        limits("zh"),
    ).cues
    assert cue.rows == ("Fine.",)


def test_two_lines_of_one_cue_share_its_rows() -> None:
    lines = spoken("走嘛", 0, 900, "A"), spoken("要得", 1000, 2000, "B")
    track = Track("en", (Cue("A", 0, 2000, ("-Let's go.", "-Fine."), ("A", "B")),))
    (cue,) = bilingual(track, transcript(*lines), {"A": "走嘛", "B": "要得"}, limits("zh")).cues
    assert cue.rows == ("-Let's go.", "-Fine.", "走嘛 要得")


def test_two_speakers_of_one_cue_have_rows_of_their_own_with_the_dash_of_the_language() -> None:
    lines = Line("A", "我来了。", 0, 900, speaker="甲"), Line("B", "你好", 1000, 2000, speaker="乙")
    track = Track("en", (Cue("A", 0, 2000, ("-I came.", "-Hello."), ("A", "B")),))
    texts = {line.id: line.text for line in lines}
    (cue,) = bilingual(track, transcript(*lines), texts, limits("zh")).cues
    assert cue.rows == ("-I came.", "-Hello.", "-我来了", "-你好")
    (cue,) = bilingual(track, transcript(*lines), texts, limits("ja")).cues
    assert cue.rows == ("-I came.", "-Hello.", "我来了。", "你好")


def test_one_speaker_of_two_lines_needs_no_space_after_a_mark() -> None:
    lines = Line("A", "我来了。", 0, 900), Line("B", "你好", 1000, 2000)
    track = Track("en", (Cue("A", 0, 2000, ("I came. Hello.",), ("A", "B")),))
    (cue,) = bilingual(track, transcript(*lines), {one.id: one.text for one in lines}, limits("zh")).cues
    assert cue.rows == ("I came. Hello.", "我来了。你好")


def test_a_text_longer_than_a_cue_holds_is_flagged() -> None:
    line = Line("L0001", SAID * 4, 0, 7_500)
    (cue,) = both(line, "You know me.").cues
    assert len(cue.rows) - 1 > limits("zh").rows
    assert [flag.kind for flag in cue.flags][-1] == "too-long"
    assert [flag.kind for flag in both(spoken("走嘛", 0, 1500), "Let's go.").cues[0].flags] == []


def test_the_rows_that_came_are_told_from_those_that_were_there() -> None:
    alone = Cue("A", 0, 1000, ("one", "two"))
    below = msgspec.structs.replace(alone, rows=("one", "two", "三"))
    above = msgspec.structs.replace(alone, rows=("三", "四", "one", "two"))
    assert below.rows[own_rows(below, alone)] == above.rows[own_rows(above, alone)] == ("one", "two")
    assert alone.rows[own_rows(alone, alone)] == ("one", "two")


@pytest.mark.parametrize("rows", [("one two", "三"), ("三", "one", "tw", "o"), ("三", "四", "one two")])
def test_rows_that_a_person_broke_otherwise_are_told_by_their_words(rows: tuple[str, ...]) -> None:
    alone = Cue("A", 0, 1000, ("one", "two"))
    cue = msgspec.structs.replace(alone, rows=rows)
    assert "".join(cue.rows[own_rows(cue, alone)]).replace(" ", "") == "onetwo"


def test_where_other_words_stand_it_is_as_many_rows_at_the_bottom() -> None:
    alone = Cue("A", 0, 1000, ("one", "two"))
    cue = msgspec.structs.replace(alone, rows=("三", "uno", "due"))
    assert cue.rows[own_rows(cue, alone)] == ("uno", "due")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.text("走好我你，。？ ", min_size=1, max_size=60),
    st.text("abc ,.", min_size=1, max_size=200),
    st.booleans(),
)
def test_no_text_of_either_language_is_lost(said: str, english: str, above: bool) -> None:
    line = Line("L0001", clean(said), 0, 10_000)
    alone = fit(transcript(line), translation("en", L0001=english), limits("en"))
    track = bilingual(alone, transcript(line), {"L0001": line.text}, limits("zh"), above=above)
    assert [cue.id for cue in track.cues] == [cue.id for cue in alone.cues]
    for cue, was in zip(track.cues, alone.cues, strict=True):
        own = cue.rows[len(cue.rows) - len(was.rows) :] if above else cue.rows[: len(was.rows)]
        assert own == was.rows
    letters = [one for one in line.text if one.isalpha()]
    shown = [
        one for cue in track.cues for row in cue.rows for one in row if one.isalpha() and not one.isascii()
    ]
    assert not track.cues or set(letters) == set(shown)
    assert len(shown) >= len(letters) * bool(track.cues)
