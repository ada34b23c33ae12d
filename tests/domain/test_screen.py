from __future__ import annotations

from itertools import accumulate

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


@given(st.lists(st.integers(1, 90), min_size=1, max_size=40), st.integers(0, 60))
def test_at_a_variable_rate_too_and_past_its_last_frame(steps: list[int], index: int) -> None:
    frames = Frames(25, 1, tuple(accumulate(steps, initial=0)))
    assert frames.index(frames.at_ms(index)) == index
    assert frames.at_ms(index) < frames.at_ms(index + 1)


def test_between_two_frames_the_first_is_shown() -> None:
    assert [Frames(25).index(ms) for ms in (0, 39, 40, 79, 80)] == [0, 0, 1, 1, 2]
    assert [Frames(25).nearest_ms(ms) for ms in (19, 21, 59, 61)] == [0, 40, 40, 80]
    uneven = Frames(25, 1, (0, 100, 110))
    assert [uneven.index(ms) for ms in (99, 100, 109, 110, 149, 150)] == [0, 1, 1, 2, 2, 3]


@pytest.mark.parametrize(("rate", "gap"), [((24000, 1001), 84), ((25, 1), 80), ((60, 1), 34)])
def test_a_gap_of_frames_is_never_too_short(rate: tuple[int, int], gap: int) -> None:
    assert Frames(*rate).lasting_ms(2) == gap


def test_a_picture_that_nobody_saw_is_that_of_a_phone() -> None:
    assert Screen().is_vertical
    assert not Screen(1920, 1080).is_vertical
