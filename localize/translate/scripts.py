"""A translation without the marks of the language it came from."""

from __future__ import annotations

import re

from localize.domain.language import is_chinese, primary
from localize.domain.letters import has_chinese_left, is_in_script, script

__all__ = ["has_chinese_left", "is_in_script", "script", "tidy"]

# What small models carry over from the source, and what it is where text is not set in squares.
WIDE = {
    "，": ", ", "。": ". ", "！": "! ", "？": "? ", "：": ": ", "；": "; ", "、": ", ",
    "“": '"', "”": '"', "（": " (", "）": ") ", "……": "…", "\u3000": " ",
}  # fmt: skip


def tidy(text: str, target: str) -> str:
    """`text` without Chinese punctuation, where `target` has its own."""
    if is_chinese(target) or primary(target) == "ja":
        return text
    for wide, own in WIDE.items():
        text = text.replace(wide, own)
    return re.sub(r" +([,.!?:;)])", r"\1", " ".join(text.split()))
