"""Which episode a file is, by its name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.domain.numbering import Number, number_of, with_digits


@pytest.mark.parametrize(
    ("stem", "number"),
    [
        ("E01", (0, 1)),
        ("e1", (0, 1)),
        ("S01E02", (1, 2)),
        ("s2 e10", (2, 10)),
        ("第3集", (0, 3)),
        ("第 3 集", (0, 3)),
        ("第三集", (0, 3)),
        ("第十二集", (0, 12)),
        ("第二十集", (0, 20)),
        ("第一百零二集", (0, 102)),
        ("第两百话", (0, 200)),
        ("第三話", (0, 3)),
        ("第二季第3集", (2, 3)),
        ("回锅千金 第2季 第十集", (2, 10)),
        ("回锅千金 EP.3", (0, 3)),
        ("回锅千金2 第3集", (0, 3)),
        ("1080p E07", (0, 7)),
        ("EP07_1080p", (0, 7)),
        ("Ｅ０１", (0, 1)),
        ("03", (0, 3)),
        ("03_回锅千金", (0, 3)),
        ("回锅千金03", (0, 3)),
        ("回锅千金-03", (0, 3)),
        ("03集", (0, 3)),
        ("🐼11", (0, 11)),
    ],
)
def test_what_a_name_tells(stem: str, number: tuple[int, int]) -> None:
    assert number_of(stem) == Number(*number)


@pytest.mark.parametrize("stem", ["", "trailer", "第集", "20241105", "E12345", "片花"])
def test_a_name_may_tell_nothing(stem: str) -> None:
    assert number_of(stem) is None


@given(st.text())
def test_any_name_can_be_asked(stem: str) -> None:
    number = number_of(stem)
    assert number is None or number.episode >= 0


def test_chinese_numbers_as_digits() -> None:
    names = ["第十一集", "第二集", "第十集", "一一得一", "第一季第三集"]
    assert [with_digits(name) for name in names] == ["第11集", "第2集", "第10集", "一一得一", "第1季第3集"]
