"""Where words and letters end, by ICU's rules and dictionaries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate

# ICU takes whole characters alone.
_SURROGATE = re.compile("[\ud800-\udfff]")


def word_ends(text: str, language: str) -> frozenset[int]:
    """With ICU's dictionaries, for Chinese and Japanese too; in code points."""
    from icu4py.breakers import WordBreaker

    return _ends(WordBreaker(_whole(text), language))


def line_ends(text: str, language: str) -> frozenset[int]:
    """Where a line may end (UAX 14), with the dictionaries of Thai, Lao, Khmer and Burmese."""
    from icu4py.breakers import LineBreaker

    return _ends(LineBreaker(_whole(text), language))


def letter_ends(text: str) -> frozenset[int]:
    """Where what a reader sees as one letter ends (grapheme clusters, UAX 29)."""
    from icu4py.breakers import CharacterBreaker

    return _ends(CharacterBreaker(_whole(text), "root"))


def _ends(pieces: Iterable[str]) -> frozenset[int]:
    """From the pieces, since ICU's own offsets count halves of characters (UTF-16)."""
    return frozenset(accumulate(map(len, pieces)))


def _whole(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)
