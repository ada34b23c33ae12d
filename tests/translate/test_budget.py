from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.domain.seen import CARD, DIALOGUE, Kind
from localize.domain.transcript import Line, Transcript
from localize.domain.translation import TranslatedLine, Translation
from localize.profiles import load_profile
from localize.subtitle.fit import TOO_FAST, fit
from localize.translate.budget import LEAST, budgets, is_over, is_tight
from localize.translate.scenes import scenes
from tests.translate.lines import brief

ENGLISH = load_profile("netflix").limits("en")
LONG = "她说你又乖又能干，就是脾气有点怪，哪个晓得咋个回事哦，反正我不晓得。"


def line(start_ms: int, end_ms: int, text: str = LONG, kind: Kind = DIALOGUE) -> Line:
    return Line(f"L{start_ms}", text, start_ms, end_ms, kind=kind)


def budget(*lines: Line) -> list[int]:
    return budgets(lines, ENGLISH)


def test_a_line_has_its_own_time_and_what_it_may_linger() -> None:
    assert budget(line(0, 2000)) == [50]  # 20 a second, for 2.5 s
    assert budget(line(0, 2000), line(2080, 9000))[0] == 40
    assert (
        budget(line(0, 2000), line(2900, 9000))[0] == 45
    )  # half a second apart: it may not stay until there


def test_budgets_are_rounded_down_and_survive_a_shift() -> None:
    assert budget(line(0, 2240)) == budget(line(40, 2280)) == [50]
    assert budget(line(0, 2250)) == [55]


def test_what_is_gone_at_once_is_still_given_some_words() -> None:
    assert budget(line(0, 10), line(20, 9000))[0] == LEAST


def test_where_any_translation_has_room_there_is_no_budget() -> None:
    assert budget(line(0, 5000, "你好。")) == [0]
    assert budgets([line(0, 1000)], None) == [0]


def test_cards_do_not_shorten_what_is_said_beside_them() -> None:
    assert budget(line(0, 2000), line(1000, 3000, kind=CARD), line(9000, 9500))[0] == 50


@pytest.mark.parametrize(("length", "over"), [(50, False), (54, False), (55, True)])
def test_only_what_is_over_by_a_whole_step_is_over(length: int, over: bool) -> None:
    assert is_over("x" * length, 50, ENGLISH) is over
    assert not is_over("x" * length, 0, ENGLISH)
    assert not is_over("x" * length, 50, None)


def test_few_lines_are_tight() -> None:
    assert is_tight("你好你好", 13, ENGLISH)
    assert not is_tight("你好你好", 14, ENGLISH)
    assert not is_tight("你好你好", 0, ENGLISH)


def test_wide_languages_count_in_their_own_characters() -> None:
    japanese = load_profile("netflix").limits("ja")
    assert budgets([line(0, 2000, "她说你又乖又能干，就是脾气有点怪。")], japanese) == [10]
    assert is_over("彼女はあなたがいい子だと言っていた", 10, japanese)


@settings(max_examples=400)
@given(st.lists(st.tuples(st.integers(900, 3500), st.integers(0, 3000)), min_size=1, max_size=6))
def test_what_keeps_to_its_budget_can_be_read_in_time(times: list[tuple[int, int]]) -> None:
    lines, at = [], 0
    for duration, gap in times:
        lines.append(line(at, at + duration))
        at += duration + gap
    one_row = int(ENGLISH.row_width)
    texts = ["x" * min(allowed, one_row) for allowed in budget(*lines)]
    done = tuple(TranslatedLine(one.id, text) for one, text in zip(lines, texts, strict=True))
    track = fit(Transcript("zh", tuple(lines)), Translation("en", done), ENGLISH)
    assert [cue.id for cue in track.cues if TOO_FAST in {flag.kind for flag in cue.flags}] == []


def test_a_budget_reaches_the_scene() -> None:
    ((_, scene),) = scenes([line(0, 2000)], brief(limits=ENGLISH))
    ((_, without),) = scenes([line(0, 2000)], brief())
    assert (scene.lines[0].budget, without.lines[0].budget) == (50, 0)
