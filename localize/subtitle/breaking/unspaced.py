"""What a break costs in scripts that write words without spaces.

Chinese has ICU's dictionary for its words and BudouX's model for its phrases; each errs where the other does
not (ICU tears names apart, BudouX common words), so a break on which both agree is the better one, and so in
Thai. Of Japanese BudouX alone was right (ICU ends a phrase inside 飲みたい), Lao, Khmer and Burmese have ICU
alone. Compared on the lines of two short episodes and of `examples/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property

from localize.domain.language import is_chinese, primary
from localize.subtitle.breaking.costs import BOUND, CLAUSE, INSIDE, PHRASE, PLAIN, WORD
from localize.subtitle.breaking.icu import line_ends, word_ends
from localize.subtitle.breaking.lists import words
from localize.subtitle.breaking.marks import CLOSES, NEVER_FIRST, NEVER_LAST, after_mark
from localize.subtitle.breaking.phrases import phrase_ends

_HAN = "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = "\u3041-\u309f\u30a0-\u30ff"
_IDEOGRAPHIC = re.compile(rf"[{_HAN}{_KANA}\u3000-\u3004\u3008-\u303f\uff00-\uffef]")
_IN_DICTIONARY = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # Thai, Lao, Burmese, Khmer
_KATAKANA = re.compile(r"[\u30a0-\u30ff]")
_OF_SCRIPT: Mapping[str, re.Pattern[str]] = {
    "lo": re.compile(r"[\u0e80-\u0eff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "my": re.compile(r"[\u1000-\u109f]"),
    "km": re.compile(r"[\u1780-\u17ff]"),
    "ja": re.compile(rf"[{_KANA}]"),
}
# The longest word of the lists, in letters.
_LONGEST_WORD = 8


@cache
def is_ideographic(character: str) -> bool:
    """Chinese or Japanese, their marks included: text that may break between any two, as a last resort."""
    return _IDEOGRAPHIC.match(character) is not None


@cache
def is_in_dictionary(character: str) -> bool:
    """Thai, Lao, Khmer or Burmese: only dictionaries tell where their words end."""
    return _IN_DICTIONARY.match(character) is not None


def has_unspaced(text: str) -> bool:
    return bool(_IDEOGRAPHIC.search(text) or _IN_DICTIONARY.search(text))


class Unspaced:
    """The costs of breaks inside one text in any of these scripts."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = _written(text, language)
        self._listed = words(self._language)

    @cached_property
    def _words(self) -> frozenset[int]:
        return word_ends(self._text, self._language)

    @cached_property
    def _lines(self) -> frozenset[int]:
        return line_ends(self._text, self._language)

    @cached_property
    def _phrases(self) -> frozenset[int]:
        return phrase_ends(self._text, self._language)

    def cost(self, at: int) -> int | None:
        """Of a break without a space before `at`; None where none may be."""
        left, right = self._text[at - 1], self._text[at]
        if right in NEVER_FIRST or left in NEVER_LAST:
            return None
        if is_ideographic(left) or is_ideographic(right):
            ended = after_mark(self._text[max(0, at - 4) : at])
            return self._ideographic(at) if ended is None else ended
        if is_in_dictionary(left) and is_in_dictionary(right):
            return self._between_words(at) if at in self._lines else None
        return None

    def at_space(self, at: int) -> int:
        """Of a break at a space after which one of these scripts goes on: there a space is a mark."""
        ended = after_mark(self._text[max(0, at - 4) : at - 1])
        return CLAUSE if ended is None else ended

    def _ideographic(self, at: int) -> int:
        if self._language == "ja":
            return self._japanese(at)
        left, right = self._text[at - 1], self._text[at]
        if at not in self._words:
            return INSIDE
        return BOUND if left == right else self._between_words(at)

    def _japanese(self, at: int) -> int:
        if at in self._phrases:
            return PHRASE
        if at not in self._words:
            return INSIDE
        katakana = _KATAKANA.match(self._text[at - 1]) and _KATAKANA.match(self._text[at])
        return INSIDE if katakana else BOUND

    def _between_words(self, at: int) -> int:
        """By the lists, and by whether the phrases agree with the dictionary."""
        listed = self._listed.cost(self._before(at), self._after(at))
        if listed == BOUND:
            return BOUND
        agreed = at in self._phrases or not self._phrases
        if agreed and self._text[at - 1] in "了吗嗎吧呢嘛啊呀噻嗦咯喃的":
            return PHRASE
        return (listed or PLAIN) if agreed else WORD

    def _before(self, at: int) -> str:
        ends = self._ends
        start = next((one for one in range(at - 1, max(-1, at - _LONGEST_WORD), -1) if one in ends), 0)
        return self._text[max(start, 0) : at].lstrip(CLOSES)

    def _after(self, at: int) -> str:
        ends = self._ends
        stop = next((one for one in range(at + 1, at + _LONGEST_WORD + 1) if one in ends), at)
        return self._text[at:stop].strip()

    @cached_property
    def _ends(self) -> frozenset[int]:
        chinese = is_chinese(self._language) or self._language == "ja"
        return (self._words if chinese else self._lines) | {0}


def _written(text: str, language: str) -> str:
    """The language whose dictionary reads the text: its own, else that of the script found in it."""
    if is_chinese(language) or primary(language) in _OF_SCRIPT:
        return language if is_chinese(language) else primary(language)
    return next((of for of, script in _OF_SCRIPT.items() if script.search(text)), "zh")
