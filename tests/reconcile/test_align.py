"""The pairs of two runs of syllables: forward in both, and worth most."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from localize.domain.times import Span
from localize.reconcile.align import LONGEST_MS, REACH_MS, Spoken, Written, align


def like(one: str, other: str) -> float:
    return 1.0 if one == other else 0.2


def written(text: str, start_ms: int = 0, step_ms: int = 200) -> list[Written]:
    span = Span(start_ms, start_ms + step_ms * len(text))
    return [Written(sound, span, start_ms + (at + 0.5) * step_ms) for at, sound in enumerate(text)]


def spoken(text: str, start_ms: int = 0, step_ms: int = 200) -> list[Spoken]:
    return [
        Spoken(sound, Span(start_ms + at * step_ms, start_ms + (at + 1) * step_ms))
        for at, sound in enumerate(text)
    ]


def places(one: Sequence[Written], other: Sequence[Spoken]) -> list[tuple[int, int]]:
    return [(pair.written, pair.spoken) for pair in align(one, other, like)]


def test_what_sounds_alike_is_paired_and_what_was_misheard_keeps_its_place() -> None:
    assert places(written("abcd"), spoken("abxd")) == [(0, 0), (1, 1), (2, 2), (3, 3)]


def test_what_one_of_them_has_alone_is_left_out() -> None:
    assert places(written("abcd"), spoken("bcd", 200)) == [(1, 0), (2, 1), (3, 2)]
    assert places(written("abd", step_ms=300), spoken("abcd")) == [(0, 0), (1, 1), (2, 3)]


def test_outside_its_time_only_what_sounds_alike_is_taken() -> None:
    assert places(written("ab"), spoken("ab", 900)) == [(0, 0), (1, 1)]
    assert places(written("ab"), spoken("xy", 900)) == []


def test_out_of_reach_nothing_is_taken() -> None:
    assert places(written("ab"), spoken("ab", 400 + REACH_MS + 1)) == []
    legend = [Written("a", Span(0, 10 * LONGEST_MS), 0.0)]
    assert places(legend, spoken("a", LONGEST_MS + 2 * REACH_MS)) == []


def test_nothing_aligns_with_nothing() -> None:
    assert places([], spoken("ab")) == places(written("ab"), []) == places([], []) == []


RUNS = st.lists(st.tuples(st.integers(0, 20_000), st.text("abc", min_size=1, max_size=6)), max_size=6)


@given(RUNS, RUNS)
def test_pairs_run_forward_and_share_nothing(
    lines: list[tuple[int, str]], words: list[tuple[int, str]]
) -> None:
    one = [syllable for start, text in sorted(lines) for syllable in written(text, start)]
    other = [syllable for start, text in sorted(words) for syllable in spoken(text, start)]
    pairs = places(one, other)
    assert all(before[0] < after[0] and before[1] < after[1] for before, after in pairwise(pairs))


@given(st.text("abcdefgh", min_size=1, max_size=30))
def test_the_same_at_the_same_time_is_paired_throughout(text: str) -> None:
    assert places(written(text), spoken(text)) == [(at, at) for at in range(len(text))]
