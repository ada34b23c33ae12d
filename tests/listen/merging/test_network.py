"""What of one hearing is laid along what of another."""

from __future__ import annotations

from localize.domain.heard import HeardLine
from localize.listen.merging.network import network
from localize.listen.merging.units import units_of
from localize.listen.merging.voting import places
from tests.listen.merging.hearings import LIKE, line


def laid(*said: str, starts: tuple[int, ...] = (0, 0, 0)) -> list[tuple[str, ...]]:
    """The places of what was said, as text; `·` for nothing."""
    return laid_of(*(line(text, start_ms=start) for text, start in zip(said, starts, strict=False)))


def laid_of(*lines: HeardLine) -> list[tuple[str, ...]]:
    runs = [units_of(one, 0) for one in lines]
    return [
        tuple("".join(unit.text for unit in units) or "·" for units in place)
        for place in places(network(runs, LIKE))
    ]


def test_what_sounds_alike_stands_together() -> None:
    assert laid("莫得事", "没得是") == [("莫", "没"), ("得", "得"), ("事", "是")]


def test_what_only_one_has_stands_alone() -> None:
    assert laid("我晓得", "我不晓得") == [("我", "我"), ("·", "不"), ("晓", "晓"), ("得", "得")]
    assert laid("我不晓得", "我晓得")[1] == ("不", "·")


def test_a_misheard_syllable_keeps_its_place() -> None:
    assert laid("你要回家", "你八回家")[1] == ("要", "八")


def test_of_two_equal_sounds_the_nearer_in_time_is_meant() -> None:
    assert laid("好好", "好", starts=(0, 0)) == [("好", "好"), ("好", "·")]
    assert laid("好好", "好", starts=(0, 200)) == [("好", "·"), ("好", "好")]


def test_a_third_hearing_is_laid_along_both() -> None:
    assert laid("莫得事", "得事", "莫德") == [("莫", "·", "莫"), ("得", "得", "德"), ("事", "事", "·")]


def test_a_number_is_one_place_whatever_it_is_laid_along() -> None:
    assert laid("有30个", "有三十个") == [("有", "有"), ("30", "三十"), ("个", "个")]


def test_a_number_is_one_place_also_where_something_stands_within_it() -> None:
    first, second = line("有30个"), line("有三哈十个", each_ms=100)
    assert laid_of(first, second)[1] == ("30", "三哈十")


def test_words_of_another_script_are_whole() -> None:
    assert laid("说OK的", "说ok的") == [("说", "说"), ("OK", "ok"), ("的", "的")]


def test_nothing_is_laid_along_nothing() -> None:
    assert network([[], []], LIKE) == []
    assert laid("好") == [("好",)]


def test_marks_belong_to_what_is_before_them() -> None:
    said = units_of(line("要得，“好”嘛。"), 0)
    assert [(unit.text, unit.after) for unit in said] == [
        ("要", ""), ("得", "，“"), ("好", "”"), ("嘛", "。"),
    ]  # fmt: skip
