"""Chinese as it is printed."""

from __future__ import annotations

import pytest

from localize.domain.heard import Word
from localize.listen.chinese import ended, normalized


def printed(*texts: str, language: str = "zh") -> str:
    said = [Word(text, at, at + 1, 1.0) for at, text in enumerate(texts)]
    return "".join(word.text for word in normalized(said, language))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["哎呀,", "你", "回來", "了"], "哎呀，你回来了"),
        (["我 給 你", "介 紹"], "我给你介绍"),
        (["一共", "3", ".", "5", "块"], "一共3.5块"),
        (["八点", "8:30", ",", "来"], "八点8:30，来"),
        (["OK", ".", "走"], "OK。走"),
        (["真的", "?", "?", "!"], "真的？"),
        (["，", "好"], "好"),
        (["等一下", "..."], "等一下…"),
        (["看", " Netflix", " 啊"], "看Netflix啊"),
        (["Hello", " world"], "Hello world"),
    ],
)
def test_printed(texts: list[str], expected: str) -> None:
    assert printed(*texts) == expected


def test_traditional_is_kept_traditional_when_asked_for() -> None:
    assert printed("头发", language="zh-Hant") == "頭髮"


def test_words_keep_their_times() -> None:
    said = [Word("後,", 10, 20, 0.5), Word(" ", 20, 30, 0.5), Word("來", 30, 40, 0.5)]
    assert normalized(said, "zh") == [Word("后，", 10, 20, 0.5), Word("来", 30, 40, 0.5)]


@pytest.mark.parametrize(
    ("text", "final", "expected"),
    [
        ("你吃了吗", True, "你吃了吗？"),
        ("好不好", True, "好不好？"),
        ("晓得不", True, "晓得不？"),
        ("我正忙着呢", True, "我正忙着呢。"),
        ("我没得", True, "我没得。"),
        ("走，", True, "走。"),
        ("走，", False, "走，"),
        ("走", False, "走，"),
        ("走！", False, "走！"),
    ],
)
def test_ended(text: str, final: bool, expected: str) -> None:
    assert ended(text, final) == expected
