from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from localize.domain.moments import Even, Moments, Varying

RATES = ((24000, 1001), (24, 1), (25, 1), (30000, 1001), (50, 1), (60, 1), (1000, 1), (2997, 100), (1, 2))


@st.composite
def moments(draw: st.DrawFn) -> Moments:
    even = Even(*draw(st.sampled_from(RATES)))
    lengths = draw(st.lists(st.integers(1, 90), max_size=40))
    return Varying(list(accumulate(lengths, initial=0)), even) if lengths else even


@given(st.sampled_from(RATES), st.integers(0, 10**9))
def test_a_picture_begins_at_the_nearest_millisecond(rate: tuple[int, int], index: int) -> None:
    exact = Fraction(1000 * index * rate[1], rate[0])
    assert Even(*rate).at_ms(index) == floor(exact + Fraction(1, 2))


@given(moments(), st.integers(0, 10_000) | st.integers(0, 10**10))
def test_the_last_that_has_begun_is_shown(shown: Moments, ms: int) -> None:
    index = shown.index(ms)
    assert shown.at_ms(index) <= ms < shown.at_ms(index + 1)


@given(moments(), st.integers(1, 10_000) | st.integers(1, 10**10))
def test_the_first_that_begins_no_earlier(shown: Moments, ms: int) -> None:
    index = shown.index_from(ms)
    assert shown.at_ms(index - 1) < ms <= shown.at_ms(index)


@given(moments(), st.integers(-10_000, 0))
def test_before_the_film_its_first_picture_is_meant(shown: Moments, before: int) -> None:
    assert [shown.index(before), shown.index_from(before), shown.at_ms(before)] == [0, 0, 0]
