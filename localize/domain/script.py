"""What is Chinese, and in which script: simplified, or traditional for `zh-Hant` and its like."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from localize.domain.language import is_chinese, is_traditional

# For a class of a regular expression: the ideographs of Unicode's CJK blocks, without strokes and radicals.
HAN_LETTERS = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HAN = re.compile(f"[{HAN_LETTERS}]")


def has_han(text: str) -> bool:
    return HAN.search(text) is not None


def han_count(text: str) -> int:
    return len(HAN.findall(text))


def in_script(text: str, language: str) -> str:
    """`text` as `language` writes it; what is not Chinese stays. The length may change."""
    if not is_chinese(language):
        return text
    return str(_converter("s2t" if is_traditional(language) else "t2s").convert(text))


def simplified(text: str) -> str:
    """`text` in simplified characters, one for one: positions mean the same in both."""
    return text if text.isascii() else "".join(map(_simplified_one, text))


@lru_cache(maxsize=16384)
def _simplified_one(character: str) -> str:
    plain = in_script(character, "zh")
    return plain if len(plain) == 1 else character


@lru_cache
def _converter(name: str) -> Any:
    import opencc

    return opencc.OpenCC(name)
