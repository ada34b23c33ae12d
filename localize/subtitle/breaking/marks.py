"""Punctuation around which a text may be broken, and must not be."""

from __future__ import annotations

from localize.domain.language import is_chinese, primary
from localize.subtitle.breaking.costs import CLAUSE, SENTENCE

ENDS_SENTENCE = frozenset("。？！?!….؟।။។")
ENDS_CLAUSE = frozenset("，、；：,;:—–،؛၊")
OPENS = "“‘«「『（【《〈([{¿¡\"'"
CLOSES = "”’»」』）】》〉)]}\"'"
NEVER_FIRST = frozenset(
    "，。、；：？！…—～·%‰℃,.;:?!؟،؛।။၊។ๆຯໆៗฯーヽヾ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ»" + CLOSES
)
_MAY_END = ENDS_SENTENCE | ENDS_CLAUSE | frozenset(CLOSES)
NEVER_LAST = frozenset("“‘«「『（【《〈([{¿¡$¥￥€£#")


def after_mark(left: str) -> int | None:
    """What a break costs after a text that ends in a mark, closing quotes aside; None where it does not."""
    if left[-1:] not in _MAY_END:
        return None
    bare = left.rstrip(CLOSES)
    if bare and bare[-1] in ENDS_SENTENCE:
        return SENTENCE
    if bare and bare[-1] in ENDS_CLAUSE:
        return CLAUSE
    return None


def and_then(before: str, text: str, language: str) -> str:
    """What is said before, and then `text`: Chinese and Japanese take a space for a missing mark alone."""
    spaced = not is_chinese(language) and primary(language) != "ja"
    return f"{before} {text}" if before and (spaced or after_mark(before) is None) else before + text
