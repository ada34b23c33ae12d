"""What written words tell of a dialect."""

from __future__ import annotations

import pytest

from localize.dialects import load_dialects
from localize.reconcile.variety.words import MOST, Words, cost_in_mandarin

DIALECTS = load_dialects()
WORDS = Words(DIALECTS)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("你晓得我是哪个不？", "sichuan"),
        ("老汉儿，我莫得事。", "sichuan"),
        ("佢哋仲未返嚟。", "cantonese"),
        ("你弄啥嘞？恁爹喊你回来吃馍。", "henan"),
        ("别磨叽了，唠嗑唠到啥前儿？", "northeastern"),
    ],
)
def test_a_dialect_is_told_by_its_words(text: str, told: str) -> None:
    worth = WORDS.tell(text)
    assert max(worth, key=lambda name: worth[name]) == told
    assert worth[told] > 2 * sorted(worth.values())[-2]


@pytest.mark.parametrize("text", ["你知道我是谁吗？", "今天下午三点开会。", "这个小的不太好看。", ""])
def test_mandarin_tells_of_none(text: str) -> None:
    assert max(WORDS.tell(text).values()) < 0.5


def test_what_several_dialects_share_tells_little_and_the_same_of_each() -> None:
    worth = WORDS.tell("咋啥都不让干？")
    assert 0 < worth["henan"] == worth["northeastern"] < 3
    assert worth["sichuan"] == worth["cantonese"] == 0


def test_a_word_that_may_be_meant_as_in_mandarin_tells_nothing() -> None:
    """爪子: a claw, or what are you doing."""
    assert WORDS.tell("爪子")["sichuan"] == 0
    assert WORDS.tell("你在爪子？")["sichuan"] > 2


def test_no_word_tells_more_than_the_most() -> None:
    assert WORDS.tell("瓜娃子")["sichuan"] == MOST
    assert WORDS.tell("老汉儿喊瓜娃子")["sichuan"] == 2 * MOST


def test_a_word_that_is_no_word_of_mandarin_costs_more() -> None:
    assert cost_in_mandarin("知道") < cost_in_mandarin("晓得") < cost_in_mandarin("莫得")
    assert cost_in_mandarin("ABC") == 0


def test_of_what_was_heard_the_sound_counts_the_longer_words() -> None:
    assert WORDS.tell("莫得事", also_heard=True)["sichuan"] == 0
    assert WORDS.tell("佢走咗", also_heard=True)["cantonese"] > 0
