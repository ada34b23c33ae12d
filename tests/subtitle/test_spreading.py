from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from localize.domain.heard import Word
from localize.domain.transcript import Line
from localize.subtitle.spreading import moments, spread


def line(*words: tuple[str, int, int]) -> Line:
    heard = tuple(Word(*word) for word in words)
    text = "".join(word.text for word in heard)
    return Line("L", text, heard[0].start_ms, heard[-1].end_ms, heard)


def steady(count: int, each_ms: int = 200) -> Line:
    return line(*(("字", at * each_ms, (at + 1) * each_ms) for at in range(count)))


def test_a_cut_falls_into_the_pause_that_is_near_its_share() -> None:
    said = line(
        *(("字", at * 200, at * 200 + 200) for at in range(9)),
        *(("字", 2400 + at * 200, 2600 + at * 200) for at in range(11)),
    )
    assert [(span.start_ms, span.end_ms) for span in spread(said, [10, 10])] == [(0, 1800), (2400, 4600)]


def test_a_pause_far_off_does_not_make_a_part_be_read_in_a_hurry() -> None:
    said = line(
        *(("字", at * 200, at * 200 + 200) for at in range(3)),
        ("，", 600, 600),
        *(("字", 700 + at * 200, 900 + at * 200) for at in range(7)),
    )
    first, second = spread(said, [5, 5])
    paces = (5 / first.duration_ms, 5 / second.duration_ms)
    assert max(paces) / min(paces) < 1.5


def test_without_words_enough_the_time_is_divided_evenly() -> None:
    assert [span.duration_ms for span in spread(Line("L", "字", 0, 3000), [1, 2])] == [1000, 2000]
    assert moments(Line("L", "字", 1000, 3000), [0.5]) == [2000]


def test_what_weighs_nothing_shares_the_time_evenly() -> None:
    said = Line("L", "\u0e35", 0, 3000)
    assert [span.duration_ms for span in spread(said, [0])] == [3000]
    assert [span.duration_ms for span in spread(said, [0, 0])] == [1500, 1500]


@given(st.integers(1, 40), st.lists(st.integers(1, 60), min_size=1, max_size=8))
def test_parts_follow_each_other_and_each_has_a_word(count: int, weights: list[int]) -> None:
    said = steady(count)
    spans = spread(said, weights)
    assert len(spans) == len(weights)
    assert spans[0].start_ms == said.start_ms
    assert spans[-1].end_ms == said.end_ms
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(spans))
    assert count < len(weights) or all(span.duration_ms > 0 for span in spans)
