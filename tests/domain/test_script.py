"""Chinese in the script of a language."""

from __future__ import annotations

import pytest

from localize.domain.script import has_han, in_script, simplified


@pytest.mark.parametrize(
    ("language", "expected"), [("zh", "妈妈来了"), ("zh-Hant", "媽媽來了"), ("en", "妈妈來了")]
)
def test_text_is_written_as_its_language_writes_it(language: str, expected: str) -> None:
    assert in_script("妈妈來了", language) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("OK啦", True), ("𠮷", True), ("䶵", True), ("ひと、ﾊ", False), ("", False)]
)
def test_chinese_characters_are_found_in_every_block(text: str, expected: bool) -> None:
    assert has_han(text) is expected


@pytest.mark.parametrize(
    ("text", "plain"), [("你曉得哪個嗎OK", "你晓得哪个吗OK"), ("晓得", "晓得"), ("", ""), ("𠮶", "𠮶")]
)
def test_simplified_text_is_as_long_as_what_it_was_made_of(text: str, plain: str) -> None:
    assert simplified(text) == plain
