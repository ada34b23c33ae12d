"""Where a text may be broken, and what each break costs.

Rules for spaced languages after Netflix's timed text style guide (words in `words.toml`); for Chinese and
Japanese, which break anywhere, the marks that must not begin or end a row, and a preference for the ends of
phrases. Thai, Lao, Khmer and Burmese break at their spaces; inside a phrase only when nothing else helps.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from localize.domain.language import primary

# Costs, in the same unit as the cost of uneven rows (see `rows.py`).
SENTENCE, CLAUSE, PHRASE, PLAIN, WORD, BOUND, TORN = 0, 1, 4, 6, 9, 14, 40

_CHINESE = re.compile(
    r"[\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_HIRAGANA = re.compile(r"[\u3041-\u309f]")
_KATAKANA = re.compile(r"[\u30a0-\u30ff]")
_CJK_MARK = re.compile(r"[\u3000-\u3004\u3008-\u303f\uff00-\uffef]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # Thai, Lao, Burmese, Khmer

_ENDS_SENTENCE = frozenset("。？！?!….")
_ENDS_CLAUSE = frozenset("，、；：,;:—–")
_CLOSES = "”’」』）】》〉)]}\"'"
_NEVER_FIRST = frozenset(
    "，。、；：？！…—～·%‰℃,.;:?!ーヽヾ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ" + _CLOSES
)
_NEVER_LAST = frozenset("“‘「『（【《〈([{$¥￥€£#")
_VOWELS_WRITTEN_FIRST = frozenset("เแโใไເແໂໃໄ")

# Characters that mostly end or begin a phrase of spoken Chinese, Sichuanese particles included.
_PHRASE_ENDS = frozenset("的了吗吧呢嘛啊呀噻嗦哈咯喃们")
_PHRASE_BEGINS = frozenset("我你您他她它咱这那就也还又再却跟在把被从因但如虽所或莫没")


class Break(NamedTuple):
    """The next row begins at `at`."""

    at: int
    cost: int


class _Words(NamedTuple):
    before: frozenset[str]
    hold: frozenset[str]


@lru_cache(maxsize=1024)
def breaks(text: str, language: str) -> tuple[Break, ...]:
    """Every place inside `text`, in order, where a row may end. Spaces are single.

    Breaks of cost TORN, which may fall inside a word, come only where there are no others.
    """
    costs = [(at, _cost(text, at, language)) for at in range(1, len(text))]
    found = tuple(Break(at, cost) for at, cost in costs if cost is not None)
    return tuple(one for one in found if one.cost < TORN) or found


def _cost(text: str, at: int, language: str) -> int | None:
    left, right = text[at - 1], text[at]
    if left == " ":
        return _at_space(*_around(text, at), language)
    if right == " " or right in _NEVER_FIRST or left in _NEVER_LAST:
        return None
    if _breaks_anywhere(left) or _breaks_anywhere(right):
        return _between_characters(text[max(0, at - 4) : at], right)
    if _UNSPACED.match(left) and _UNSPACED.match(right):
        return TORN if _cluster_ends(left, right) else None
    return None


# ── spaced languages ─────────────────────────────────────────────────────────────────────────────────


def _around(text: str, at: int) -> tuple[str, str]:
    """The word before the space before `at`, and the one after it."""
    start, end = text.rfind(" ", 0, at - 1) + 1, text.find(" ", at)
    return text[start : at - 1], text[at : end if end > 0 else len(text)]


def _at_space(left: str, right: str, language: str) -> int:
    words = _words(primary(language))
    if left.lower() in words.hold:
        return BOUND
    ended = _after_mark(left)
    if ended is not None:
        return ended
    if right[0] in "-–—(“‘«¿¡" or _breaks_anywhere(left[-1]):
        return CLAUSE
    if right.lower() in words.before:
        return PHRASE
    return BOUND if _is_name(left) and _is_name(right) else PLAIN


def _after_mark(left: str) -> int | None:
    bare = left.rstrip(_CLOSES)
    if bare and bare[-1] in _ENDS_SENTENCE:
        return SENTENCE
    if bare and bare[-1] in _ENDS_CLAUSE:
        return CLAUSE
    return None


def _is_name(word: str) -> bool:
    return word[0].isupper() and word[1:2].islower()


@cache
def _words(language: str) -> _Words:
    table = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8")).get(language, {})
    return _Words(frozenset(table.get("before", "").split()), frozenset(table.get("hold", "").split()))


# ── scripts without spaces ───────────────────────────────────────────────────────────────────────────


@cache
def _breaks_anywhere(character: str) -> bool:
    scripts = (_CHINESE, _HIRAGANA, _KATAKANA, _CJK_MARK)
    return any(script.match(character) for script in scripts)


def _between_characters(before: str, right: str) -> int:
    left = before[-1]
    ended = _after_mark(before)
    if ended is not None:
        return ended
    if left == right or (_KATAKANA.match(left) and _KATAKANA.match(right)):
        return BOUND
    if _HIRAGANA.match(left) and not _HIRAGANA.match(right):
        return PHRASE
    if left in _PHRASE_ENDS:
        return PHRASE
    return PLAIN if right in _PHRASE_BEGINS else WORD


def _cluster_ends(left: str, right: str) -> bool:
    """Whether a written syllable may end between the two: its vowels and tones stay with its consonant."""
    joined = unicodedata.category(right) in ("Mn", "Mc") or unicodedata.combining(right) or right in "ะาำๆะາຳ"
    stacked = left in "\u17d2\u1039"  # the next consonant is written below
    return not (joined or stacked or left in _VOWELS_WRITTEN_FIRST)
