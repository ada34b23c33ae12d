"""Numbers of episodes that are missing, or are there twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.deliver.package.numbering import Misnumbered, misnumbered


@pytest.mark.parametrize(
    "names",
    [
        [],
        ["E01"],
        ["E03", "E04", "E05"],
        ["E9", "E10", "E11"],
        ["pilot", "trailer"],
        ["E01", "E02a", "E02b", "E03"],
        ["S01E01", "S01E02", "S02E01", "S02E02"],
        ["E01_1080p", "E02_1080p"],
        ["第1集", "第2集"],
        ["第九集", "第十集", "第十一集"],
        ["a1", "b3"],
    ],
)
def test_a_row_without_a_gap_is_no_matter(names: list[str]) -> None:
    assert list(misnumbered(names)) == []


@pytest.mark.parametrize(
    ("names", "episode", "said"),
    [
        (["E01", "E03"], "E02", "E02 is missing"),
        (["E3", "E1"], "E2", "E2 is missing"),
        (["E01", "E02", "E10"], "E03", "E03 to E09 are missing"),
        (["第1集", "第3集"], "第2集", "第2集 is missing"),
        (["第三集", "第一集"], "第2集", "第2集 is missing"),
        (["第二集", "第2集"], "第二集", "第2集 and 第二集 have the same number"),
        (["S01E01", "S01E02", "S02E01", "S02E03"], "S02E02", "S02E02 is missing"),
        (["E01_1080p", "E03_1080p"], "E02_1080p", "E02_1080p is missing"),
        (["E1", "E99999999999999999999"], "E2", "E2 to E99999999999999999998 are missing"),
        (["E1", "E01", "E2"], "E1", "E01 and E1 have the same number"),
        (["e1", "E1"], "e1", "E1 and e1 have the same number"),
    ],
)
def test_what_is_missing_or_twice_is_told(names: list[str], episode: str, said: str) -> None:
    assert list(misnumbered(names)) == [Misnumbered(episode, said)]


@given(st.sets(st.integers(0, 200), min_size=2))
def test_as_many_are_told_as_there_are_gaps(numbers: set[int]) -> None:
    names = [f"E{number:02d}" for number in numbers]
    begins = {number + 1 for number in numbers if number + 1 not in numbers and number < max(numbers)}
    assert {one.episode for one in misnumbered(names)} == {f"E{number:02d}" for number in begins}
