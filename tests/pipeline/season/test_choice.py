"""`--only`: names, numbers, ranges, and what is none of them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.errors import ConfigurationError
from localize.pipeline.season.choice import answering

PLAIN = [f"E{number:02d}" for number in range(1, 13)]


@pytest.mark.parametrize(
    "asked", ["E03", "e3", "3", "03", "EP3", "第3集", "第三集", "E03.mp4", " 3 ", "S01E03"]
)
def test_one_episode_in_any_notation(asked: str) -> None:
    assert answering(asked, PLAIN) == ["E03"]


@pytest.mark.parametrize(
    "asked", ["7-9", "E07-E09", "E7 - 9", "7~9", "7～9", "7–9", "７－９", "第7集-第9集", "第七集-第九集"]
)
def test_a_range_in_any_notation(asked: str) -> None:
    assert answering(asked, PLAIN) == ["E07", "E08", "E09"]


@pytest.mark.parametrize(
    "asked", ["", "-", "E99", "99-100", "trailer", "E", "-3-", "1-99999", "3-x", "*", "E0?"]
)
def test_nonsense_is_no_episode(asked: str) -> None:
    assert answering(asked, PLAIN) == []


@pytest.mark.parametrize("asked", ["9-7", "E09-E07", "S01E01-S02E02"])
def test_a_range_must_go_forward(asked: str) -> None:
    with pytest.raises(ConfigurationError, match=f"--only {asked} is no range"):
        answering(asked, PLAIN)


def test_a_whole_name_is_before_all_numbers() -> None:
    stems = ["2024-03", "ep-3-ep-5", "trailer", "E01"]
    for stem in stems:
        assert answering(stem.upper(), stems) == [stem]
    assert answering(unicodedata.normalize("NFD", "é1"), ["é1", "E01"]) == ["é1"]


def test_names_with_dashes_have_ranges_too() -> None:
    stems = [f"回锅-{number:02d}" for number in range(1, 6)]
    assert answering("回锅-02-回锅-04", stems) == stems[1:4]


def test_a_number_without_a_season_is_that_of_any() -> None:
    stems = ["S01E01", "S01E02", "S02E01", "S02E02"]
    assert answering("E02", stems) == ["S01E02", "S02E02"]
    assert answering("S02E01-E02", stems) == ["S02E01", "S02E02"]
    assert answering("S02E01-S02E02", stems) == ["S02E01", "S02E02"]


@given(st.text(max_size=12))
def test_nothing_that_is_asked_breaks_it(asked: str) -> None:
    try:
        assert set(answering(asked, PLAIN)) <= set(PLAIN)
    except ConfigurationError as error:
        assert "is no range" in error.message
