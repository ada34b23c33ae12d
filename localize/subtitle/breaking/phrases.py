"""Where phrases of Chinese, Japanese and Thai end, by the models of BudouX."""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from localize.domain.language import is_chinese, is_traditional, primary

if TYPE_CHECKING:
    from budoux import Parser


def phrase_ends(text: str, language: str) -> frozenset[int]:
    """Empty for languages of which there is no model."""
    if is_chinese(language):
        model = "zh-hant" if is_traditional(language) else "zh-hans"
    else:
        model = primary(language)
    parser = _parser(model)
    return frozenset(accumulate(map(len, parser.parse(text)))) if parser else frozenset()


@cache
def _parser(model: str) -> Parser | None:
    import budoux

    loaders = {
        "ja": budoux.load_default_japanese_parser,
        "th": budoux.load_default_thai_parser,
        "zh-hans": budoux.load_default_simplified_chinese_parser,
        "zh-hant": budoux.load_default_traditional_chinese_parser,
    }
    return loaders[model]() if model in loaders else None
