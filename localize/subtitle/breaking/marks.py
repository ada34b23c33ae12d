"""Punctuation around which a text may be broken, and must not be."""

from __future__ import annotations

from localize.subtitle.breaking.costs import CLAUSE, SENTENCE

ENDS_SENTENCE = frozenset("。？！?!….؟।။។")
ENDS_CLAUSE = frozenset("，、；：,;:—–،؛၊")
OPENS = "“‘«「『（【《〈([{¿¡\"'"
CLOSES = "”’»」』）】》〉)]}\"'"
NEVER_FIRST = frozenset(
    "，。、；：？！…—～·%‰℃,.;:?!؟،؛।။၊។ๆຯໆៗฯーヽヾ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ»" + CLOSES
)
NEVER_LAST = frozenset("“‘«「『（【《〈([{¿¡$¥￥€£#")


def after_mark(left: str) -> int | None:
    """What a break costs after a text that ends in a mark, closing quotes aside; None where it does not."""
    bare = left.rstrip(CLOSES)
    if bare and bare[-1] in ENDS_SENTENCE:
        return SENTENCE
    if bare and bare[-1] in ENDS_CLAUSE:
        return CLAUSE
    return None
