"""Text becomes what is said when it is read out."""

from __future__ import annotations

import pytest

from localize.domain.syllables import all_sounds, spoken_number, syllables


def sounds(text: str) -> list[str]:
    return [syllable.sound for syllable in syllables(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("你晓得不？", ["ni", "xiao", "de", "bu"]),
        ("绿色\n银行", ["lv", "se", "yin", "hang"]),
        ("OK，走", ["ok", "zou"]),
        ("OK的，A货", ["ok", "de", "a", "huo"]),
        ("30块", ["san", "shi", "kuai"]),
        ("８０", ["ba", "shi"]),
        ("2015年", ["er", "ling", "yi", "wu", "nian"]),
        ("2015块", ["er", "qian", "ling", "yi", "shi", "wu", "kuai"]),
        ("……♪ ", []),
        ("", []),
    ],
)
def test_text_is_read_out(text: str, expected: list[str]) -> None:
    assert sounds(text) == expected


@pytest.mark.parametrize(
    ("digits", "expected"),
    [("0", "零"), ("7", "七"), ("10", "十"), ("110", "一百一十"), ("1005", "一千零五"), ("007", "零零七"),
     ("13800138000", "一三八零零一三八零零零")],
)  # fmt: skip
def test_numbers_are_spoken(digits: str, expected: str) -> None:
    assert spoken_number(digits) == expected


def test_every_syllable_knows_its_place() -> None:
    assert [syllable.at for syllable in syllables("哎， 10元OK")] == [0, 3, 5, 6]


def test_a_character_may_have_several_sounds() -> None:
    assert set(all_sounds("还")) >= {"hai", "huan"}
