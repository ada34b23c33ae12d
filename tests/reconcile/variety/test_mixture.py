"""From what lines show to what is spoken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.domain.variety import MANDARIN, UNKNOWN
from localize.reconcile.variety.mixture import MOST_OF_LINE, WRONG, Mixture, Shown, explained

ABSENT = 0.75
PLAIN, STRANGE = Shown({"a": 0.0, "b": 0.0}, -1.0), Shown({"a": 0.0, "b": 0.0}, 1.0)
OF_A = Shown({"a": 5.0, "b": 1.0}, 0.5)
SHOWN = st.builds(
    Shown,
    st.fixed_dictionaries({"a": st.floats(0, 80), "b": st.floats(0, 80)}),
    st.floats(-1, 1),
)


def told(*lines: Shown) -> Mixture:
    return explained(lines, ["a", "b"], ABSENT)


@pytest.mark.parametrize(
    ("lines", "variety"),
    [
        ([PLAIN] * 6, MANDARIN),
        ([STRANGE] * 9, UNKNOWN),
        ([OF_A] * 6, "a"),
        ([OF_A, STRANGE, STRANGE, OF_A], "a"),
    ],
    ids=["nothing odd", "odd and no words", "words of one", "words now and then"],
)
def test_an_episode_is_in_what_explains_its_lines(lines: list[Shown], variety: str) -> None:
    episode = told(*lines).episode
    assert episode.variety == variety
    assert episode.confidence > 0.75


def test_one_strange_line_is_not_enough() -> None:
    assert told(STRANGE).episode.confidence < 0.5


def test_a_chance_word_in_a_long_episode_is_mandarin() -> None:
    mixture = told(OF_A, *[PLAIN] * 60)
    assert mixture.episode.variety == MANDARIN
    assert mixture.lines[0].scores[MANDARIN] > 0.5


def test_a_mixed_episode_keeps_both() -> None:
    mixture = told(*[OF_A, PLAIN, PLAIN] * 5)
    assert mixture.episode.variety == "a"
    assert [line.variety for line in mixture.lines] == ["a", MANDARIN, MANDARIN] * 5


def test_a_line_that_shows_little_is_taken_for_what_all_the_others_are() -> None:
    bare = Shown({"a": 0.0, "b": 0.0}, 0.0)
    assert told(bare, *[OF_A] * 9).lines[0].variety == "a"
    assert told(bare, *[PLAIN] * 9).lines[0].variety == MANDARIN


def test_nothing_is_told_for_certain() -> None:
    most = told(Shown({"a": 1000.0, "b": 0.0}))
    assert most.episode.confidence < 1 - WRONG / 2
    assert most == told(Shown({"a": MOST_OF_LINE + ABSENT, "b": 0.0}))


def test_where_there_is_no_dialect_to_tell_there_is_still_mandarin() -> None:
    mixture = explained([Shown({}, -1.0)] * 5, [], ABSENT)
    assert mixture.episode.variety == MANDARIN


@given(st.lists(SHOWN, max_size=8))
def test_scores_are_probabilities_of_all_and_the_likeliest_is_told(lines: list[Shown]) -> None:
    mixture = told(*lines)
    for one in (mixture.episode, *mixture.lines):
        assert set(one.scores) == {"a", "b", MANDARIN, UNKNOWN}
        assert sum(one.scores.values()) == pytest.approx(1, abs=0.001)
        assert one.confidence == one.scores[one.variety] == max(one.scores.values())


@given(st.lists(SHOWN, min_size=1, max_size=8))
def test_the_order_of_dialects_changes_nothing(lines: list[Shown]) -> None:
    assert explained(lines, ["b", "a"], ABSENT) == explained(lines, ["a", "b"], ABSENT)


@given(st.lists(SHOWN, min_size=1, max_size=6), st.floats(0, 5))
def test_more_that_speaks_for_a_dialect_never_makes_it_less_likely(lines: list[Shown], more: float) -> None:
    first, *rest = lines
    raised = Shown({**first.dialects, "a": first.dialects["a"] + more}, first.strange)
    assert told(raised, *rest).episode.scores["a"] >= told(*lines).episode.scores["a"] - 1e-4
