from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from localize.cast.grouping import grouped
from localize.domain.voice import UNIT
from tests.cast.voices import apart, at, of

LEAST = 0.7


def numbers(print_: bytes) -> list[int]:
    return [int(one) for one in np.frombuffer(print_, "<i2")]


def average(one: list[int], other: list[int], vectors: list[list[int]]) -> float:
    """By its definition, over all pairs, in whole numbers."""
    total = sum(a * b for p in one for q in other for a, b in zip(vectors[p], vectors[q], strict=True))
    return total / (len(one) * len(other) * UNIT**2)


def plainly(vectors: list[list[int]], least: float) -> list[list[int]]:
    """The most alike are joined until none are alike enough: the textbook's way."""
    groups = [[one] for one in range(len(vectors))]
    while len(groups) > 1:
        alike, one, other = max(
            ((average(a, b, vectors), a, b) for a, b in combinations(groups, 2)), key=lambda pair: pair[0]
        )
        if alike < least:
            break
        groups = [group for group in groups if group not in (one, other)] + [sorted(one + other)]
    return groups


def test_nobody() -> None:
    assert grouped([], LEAST) == []


def test_two_voices() -> None:
    prints = [at(0.0), at(1.5), at(0.1), at(1.4), at(0.2)]
    assert grouped(prints, LEAST) == [[0, 2, 4], [1, 3]]


def test_how_alike_they_must_be() -> None:
    nearly = [at(0.0), at(apart(LEAST - 0.01))]
    assert grouped(nearly, LEAST) == [[0], [1]]
    assert grouped(nearly, LEAST - 0.02) == [[0, 1]]


def test_equal_ones_are_of_one_group() -> None:
    assert grouped([at(0.3)] * 5, LEAST) == [[0, 1, 2, 3, 4]]


def test_the_mean_of_all_pairs_counts_and_no_single_one() -> None:
    """A chain of which each link is alike to the next is no single voice."""
    chain = [at(step * 0.5) for step in range(6)]
    assert len(grouped(chain, LEAST)) > 1


@given(st.lists(st.lists(st.floats(-1, 1), min_size=3, max_size=3), min_size=1, max_size=9))
def test_as_by_the_textbook(drawn: list[list[float]]) -> None:
    unit = [np.array(one) / (np.linalg.norm(one) or 1.0) for one in drawn]
    prints = [of([float(number) for number in one]) for one in unit]
    vectors = [numbers(one.numbers) for one in prints]
    told = [average([a], [b], vectors) for a, b in combinations(range(len(vectors)), 2)]
    if len(set(told)) == len(told):  # where two pairs are equally alike, either may be joined first
        assert sorted(grouped(prints, LEAST)) == sorted(plainly(vectors, LEAST))
