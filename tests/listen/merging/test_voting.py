"""Who wins, and how sure the winner is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from localize.domain.heard import Dropped, Heard, Word
from localize.domain.times import Span
from tests.listen.merging.hearings import heard, line, line_of, merge, texts

UNTOLD: list[float | None] = [None] * 9


def said(text: str, sure: float | Sequence[float | None] = 0.9, start_ms: int = 0) -> Heard:
    return heard(line(text, sure, start_ms))


def test_the_surer_one_wins() -> None:
    first, second = said("莫得是。", [0.9, 0.9, 0.3]), said("莫得事。", [0.9, 0.8, 0.9])
    assert texts(merge(first, second)) == ["莫得事。"]
    assert texts(merge(second, first)) == ["莫得事。"]


def test_of_two_that_are_equally_sure_the_first_wins() -> None:
    assert texts(merge(said("莫得是。"), said("莫得事。"))) == ["莫得是。"]
    assert texts(merge(said("莫得事。"), said("莫得是。"))) == ["莫得事。"]


def test_the_line_that_a_character_stands_in_counts_by_half() -> None:
    first, second = said("走嘛是", [0.2, 0.2, 0.7]), said("走嘛事", [0.9, 0.9, 0.6])
    assert texts(merge(first, second))[0].startswith("走嘛事")


def test_two_unsure_ones_win_over_one() -> None:
    readings = [said("莫得是。", 0.9), said("莫得事。", 0.6), said("莫得事。", 0.6)]
    assert texts(merge(*readings)) == ["莫得事。"]


@pytest.mark.parametrize(("sure", "expected"), [(0.9, "我不晓得。"), (0.3, "我晓得。")])
def test_what_only_one_heard_must_be_sure(sure: float, expected: str) -> None:
    alone = said("我不晓得。", sure)
    assert texts(merge(said("我晓得。"), alone)) == [expected]
    assert texts(merge(alone, said("我晓得。"))) == [expected]


def test_where_nobody_believes_anything_the_first_wins() -> None:
    made = merge(said("莫", [0.0]), said("没", [0.0]))
    assert [(one.text, one.words[0].probability) for one in made.lines] == [("莫", 0.0)]


def test_agreement_keeps_the_higher_probability_and_dispute_lowers_it() -> None:
    [made] = merge(said("莫得是", [0.4, 0.9, 0.8]), said("莫得事", [0.7, 0.5, 0.4])).lines
    agreed, also, disputed = [word.probability for word in made.words]
    assert (agreed, also) == (0.7, 0.9)
    assert disputed == pytest.approx(0.8 * (0.75 / (0.75 + 0.4667)) ** 2, abs=1e-3)


@pytest.mark.parametrize("untold", [UNTOLD, [1.0] * 3])
def test_who_tells_no_probabilities_wins_over_the_unsure_alone(untold: Sequence[float | None]) -> None:
    silent = said("莫得事。", untold)
    assert texts(merge(said("莫得是。", [0.9, 0.9, 0.8]), silent)) == ["莫得是。"]
    assert texts(merge(said("莫得是。", [0.6, 0.6, 0.3]), silent)) == ["莫得事。"]
    [made] = merge(said("莫得是。", [0.6, 0.6, 0.3]), silent).lines
    assert [word.probability for word in made.words][:2] == [0.7, 0.7]
    assert made.words[2].probability < 0.5


def test_where_nobody_tells_probabilities_the_first_wins_and_dispute_still_shows() -> None:
    [made] = merge(said("莫得是。", UNTOLD), said("莫得事。", UNTOLD)).lines
    assert [word.probability for word in made.words] == [None, None, 0.25]
    assert texts(merge(said("我晓得。", UNTOLD), said("我不晓得。", UNTOLD))) == ["我不晓得。"]


def test_where_all_are_sure_of_everything_the_first_wins_and_dispute_still_shows() -> None:
    [made] = merge(said("莫得是。", [1.0] * 3), said("莫得事。", [1.0] * 3)).lines
    assert [word.probability for word in made.words] == [1.0, 1.0, 0.25]


def test_of_a_word_that_is_disputed_in_part_what_is_told_is_kept() -> None:
    first = heard(line_of([Word("莫得", 0, 400), Word("是。", 400, 600)]))
    second = heard(line_of([Word("莫", 0, 200), Word("德", 200, 400), Word("是。", 400, 600)]))
    [made] = merge(first, second).lines
    assert [(word.text, word.probability) for word in made.words] == [("莫得", 0.25), ("是。", None)]


def test_the_times_are_those_of_the_winner() -> None:
    first, second = heard(line("莫得是", 0.5)), heard(line("莫得事", 0.8, 40, 210))
    [made] = merge(first, second).lines
    assert [(word.text, word.start_ms) for word in made.words] == [("莫", 0), ("得", 200), ("事", 460)]


# ── marks and lines ─────────────────────────────────────────────────────────────────────────────────


def test_the_lines_of_the_first_stay() -> None:
    first = heard(line("你回来了，"), line("要得。", start_ms=800))
    second = said("你回来啦要得。", [0.9, 0.9, 0.9, 1.0, 0.9, 0.9])
    assert texts(merge(first, second)) == ["你回来啦，", "要得。"]
    assert texts(merge(second, first)) == ["你回来啦要得。"]


def test_a_question_keeps_its_mark() -> None:
    assert texts(merge(said("好吧。", [0.9, 0.3]), said("好吗？", [0.9, 0.9]))) == ["好吗？"]


def test_what_is_added_at_the_end_takes_over_the_mark() -> None:
    assert texts(merge(said("莫得事。"), said("莫得事嘛"))) == ["莫得事嘛。"]


def test_what_is_left_out_leaves_its_mark() -> None:
    first = said("莫得事嘛。", [0.9, 0.9, 0.9, 0.2])
    assert texts(merge(first, said("莫得事"))) == ["莫得事。"]


def test_words_of_other_languages_keep_their_spaces() -> None:
    first = [Word("Well,", 0, 200, 0.9), Word(" come", 400, 600, 0.4), Word(" home.", 600, 800, 0.9)]
    second = [
        Word("Well", 0, 200, 0.9), Word(" you", 200, 400, 0.8), Word(" came", 400, 600, 0.9),
        Word(" home", 600, 800, 0.9),
    ]  # fmt: skip
    [made] = merge(heard(line_of(first)), heard(line_of(second))).lines
    assert [word.text for word in made.words] == ["Well,", " you", " came", " home."]


def test_a_line_that_the_first_missed_comes_from_the_second() -> None:
    second = heard(line("要得。"), line("你二天莫后悔。", 0.9, 4000))
    made = merge(said("要得。"), second)
    assert texts(made) == ["要得。", "你二天莫后悔。"]
    assert made.lines[1].notes == ("first heard nothing",)


def test_a_line_that_nobody_else_heard_must_be_sure() -> None:
    first = heard(line("要得。"), line("你二天莫后悔。", 0.4, 4000))
    made = merge(first, said("要得。"))
    assert texts(made) == ["要得。"]
    assert made.dropped == (Dropped("你二天莫后悔。", 4000, 5200, "outvoted: first heard it, unsurely"),)


def test_what_one_heard_outside_speech_is_dropped_now_that_the_other_did_not() -> None:
    second = heard(line("要得。"), line("你二天莫后悔。", 0.6, 20_000))
    made = merge(said("要得。"), second, speech=[Span(0, 1000)])
    assert texts(made) == ["要得。"]
    assert [(one.text, one.reason) for one in made.dropped] == [
        ("你二天莫后悔。", "outside the speech that was found")
    ]


def test_what_one_dropped_and_another_surely_heard_returns() -> None:
    dropped = Dropped("你二天莫后悔", 4000, 5200, "no speech (probability 0.70)")
    second = heard(line("要得。"), line("你二天莫后悔。", 0.9, 4000))
    made = merge(heard(line("要得。"), dropped=[dropped]), second)
    assert texts(made) == ["要得。", "你二天莫后悔。"]
    assert made.dropped == ()


def test_what_all_dropped_is_dropped_once() -> None:
    first, second = (Dropped("谢谢观看", at, at + 900, "invented") for at in (4000, 4200))
    made = merge(heard(line("要得。"), dropped=[first]), heard(line("要得。"), dropped=[second]))
    assert made.dropped == (first,)


# ── lines without words ─────────────────────────────────────────────────────────────────────────────


MUSIC = line_of([Word("♪♪", 4000, 6000, 0.6)])


def test_a_line_without_words_that_all_heard_stays() -> None:
    both = heard(line("要得。"), MUSIC, line("你二天莫后悔。", start_ms=7000))
    assert merge(both, both) == both
    assert merge(heard(MUSIC), heard(MUSIC)) == heard(MUSIC)


def test_a_line_without_words_of_one_alone_stays_in_its_place() -> None:
    alone = heard(line("要得。"), line("你二天莫后悔。", start_ms=7000))
    also = heard(line("要得。"), MUSIC, line("你二天莫后悔。", start_ms=7000))
    for hearings in ((also, alone), (alone, also), (alone, alone, also), (alone, also, also)):
        assert texts(merge(*hearings)) == ["要得。", "♪♪", "你二天莫后悔。"]


def test_where_one_heard_words_and_another_none_the_words_stay_with_their_times() -> None:
    music, words = heard(MUSIC), said("要得。", [0.9, 0.8], 4800)
    assert texts(merge(words, music)) == texts(merge(words, heard())) == ["要得。"]
    [made] = merge(music, words).lines
    assert [(word.text, word.start_ms) for word in made.words] == [("要", 4800), ("得。", 5000)]
    assert made.notes == ("first heard nothing",)


def test_words_that_are_outvoted_leave_room_for_music() -> None:
    made = merge(said("要得。", 0.3, 4800), heard(MUSIC))
    assert texts(made) == ["♪♪"]
    assert [one.text for one in made.dropped] == ["要得。"]


def test_words_that_reach_into_music_meet_it() -> None:
    longer = said("要得", [0.9, 0.8], 3700)
    [made, music] = merge(heard(line("要的", 0.3, 3600), MUSIC), longer).lines
    assert (made.text, music.text) == ("要得", "♪♪")
    assert (made.end_ms, music.start_ms, music.end_ms) == (4050, 4050, 6000)


# ── what is told ────────────────────────────────────────────────────────────────────────────────────


def test_the_notes_say_who_heard_otherwise() -> None:
    first, second = said("莫得是。", [0.9, 0.9, 0.3]), said("莫得事。")
    assert merge(first, second).lines[0].notes == ("first heard 莫得是。",)
    assert merge(second, first).lines[0].notes == ("second heard 莫得是。",)
    assert merge(second, said("莫得事", 0.5)).lines[0].notes == ()


def test_what_is_heard_at_quite_another_time_keeps_the_time_of_its_line() -> None:
    early, late = said("他是不是走了", 0.8, 1150), said("说他是不是走了", 0.9, 3000)
    [made] = merge(early, late).lines
    assert made.text == "说他是不是走了"
    starts = [word.start_ms for word in made.words]
    assert starts[1:] == [1150, 1350, 1550, 1750, 1950, 2150]
    assert starts == sorted(starts)


def test_who_heard_nothing_at_all_outvotes_nobody() -> None:
    sure = said("你好吗", 0.95, 1000)
    assert texts(merge(sure, heard(), heard())) == ["你好吗"]


def test_what_looks_invented_gives_way_to_what_another_heard() -> None:
    made = merge(said("你好吗", 0.9, 1000), said("谢谢观看", 0.99, 1000), speech=[Span(20_000, 30_000)])
    assert texts(made) == ["你好吗"]
    assert [one.text for one in made.dropped] == ["谢谢观看"]


def test_a_number_is_heard_once_however_it_is_written() -> None:
    made = merge(said("我有2023年的酒", 0.9), said("我有两千零二十三年的酒", 0.6))
    assert texts(made) == ["我有2023年的酒"]
