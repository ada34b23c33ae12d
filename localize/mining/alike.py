"""Which names sound so much alike that they may be one name, heard in different ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from localize.domain.syllables import is_han

# What the south does not tell apart, and recognisers write one for the other.
_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "n": "l", "r": "l", "h": "f"}
# A name of two syllables with another initial is another name: 苏总 and 顾总.
CHANGEABLE = 2
_FINALS = {"ing": "in", "eng": "en", "ong": "en", "ueng": "en"}


def alike(name: str, others: Iterable[str]) -> list[str]:
    """Those of `others` with the same finals throughout, tones aside, and the same initials, or, behind the
    first of three syllables and more, one other: 周浩 and 邹浩, 陈默 and 沉默, 张嬢嬢 and 张仰仰."""
    return [other for other in others if other != name and _alike(_sounds(name), _sounds(other))]


def _alike(one: Sequence[tuple[str, str]], other: Sequence[tuple[str, str]]) -> bool:
    if len(one) != len(other) or len(one) < 2:
        return False
    pairs = list(zip(one, other, strict=True))
    rhyming = all(mine[1] == theirs[1] for mine, theirs in pairs)
    changed = {(mine[0], theirs[0]) for mine, theirs in pairs if mine[0] != theirs[0]}
    same_beginning = pairs[0][0] == pairs[0][1]
    return rhyming and (not changed or (len(changed) == 1 and same_beginning and len(one) > CHANGEABLE))


@lru_cache(maxsize=4096)
def _sounds(text: str) -> tuple[tuple[str, str], ...]:
    """Initial and final of each character; none at all where there are others than Chinese ones."""
    from pypinyin import Style, lazy_pinyin

    if not all(map(is_han, text)):
        return ()
    initials = lazy_pinyin(text, style=Style.INITIALS, strict=True)
    finals = lazy_pinyin(text, style=Style.FINALS, strict=True)
    merged = [_INITIALS.get(one, one) for one in initials], [_FINALS.get(one, one) for one in finals]
    return tuple(zip(*merged, strict=True))
