from __future__ import annotations

from itertools import accumulate

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.domain.screen import Frames, Screen

RATES = ((24000, 1001), (24, 1), (25, 1), (30000, 1001), (30, 1), (50, 1), (60000, 1001), (60, 1))


@given(st.sampled_from(RATES), st.integers(0, 3_000_000))
def test_a_frame_is_shown_at_its_first_moment(rate: tuple[int, int], index: int) -> None:
    frames = Frames(*rate)
    assert frames.index(frames.at_ms(index)) == index
    assert frames.nearest_ms(frames.at_ms(index)) == frames.at_ms(index)


@given(st.sampled_from((*RATES, (16, 1), (48, 1), (1000, 1))), st.integers(0, 3_000_000))
def test_the_next_frame_is_the_first_that_begins_no_earlier(rate: tuple[int, int], ms: int) -> None:
    frames = Frames(*rate)
    index = frames.index_from(ms)
    assert frames.at_ms(index) >= ms
    assert index == 0 or frames.at_ms(index - 1) < ms
    assert frames.at_ms(frames.index(ms)) <= ms


@given(st.lists(st.integers(1, 90), max_size=40))
def test_a_variable_rate_is_one_line_of_text(steps: list[int]) -> None:
    moments = tuple(accumulate(steps, initial=0))
    frames = Frames.at_moments(moments, 30, 1)
    assert frames.shown_ms == (moments if steps else ())
    assert msgspec.json.decode(msgspec.json.encode(frames), type=Frames) == frames


def test_what_lasts_as_long_is_counted() -> None:
    assert Frames.at_moments((0, 33, 67, 101, 134), 30, 1).lasting == "33 34x2 33"


@given(st.lists(st.integers(1, 90), min_size=1, max_size=40), st.integers(0, 60))
def test_at_a_variable_rate_too_and_past_its_last_frame(steps: list[int], index: int) -> None:
    frames = Frames.at_moments(list(accumulate(steps, initial=0)), 25, 1)
    assert frames.index(frames.at_ms(index)) == index
    assert frames.at_ms(index) < frames.at_ms(index + 1)


def test_between_two_frames_the_first_is_shown() -> None:
    assert [Frames(25).index(ms) for ms in (0, 39, 40, 79, 80)] == [0, 0, 1, 1, 2]
    assert [Frames(25).nearest_ms(ms) for ms in (19, 21, 59, 61)] == [0, 40, 40, 80]
    uneven = Frames.at_moments((0, 100, 110), 25, 1)
    assert [uneven.index(ms) for ms in (99, 100, 109, 110, 149, 150)] == [0, 1, 1, 2, 2, 3]


@pytest.mark.parametrize(("rate", "gap"), [((24000, 1001), 84), ((25, 1), 80), ((60, 1), 34)])
def test_a_gap_of_frames_is_never_too_short(rate: tuple[int, int], gap: int) -> None:
    assert Frames(*rate).lasting_ms(2) == gap


def test_a_picture_that_nobody_saw_is_that_of_a_phone() -> None:
    assert Screen().is_vertical
    assert not Screen(1920, 1080).is_vertical
