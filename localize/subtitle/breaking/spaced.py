"""What a break at a space costs, after Netflix's timed text style guides."""

from __future__ import annotations

from functools import lru_cache

from localize.subtitle.breaking.costs import BOUND, CLAUSE, PLAIN
from localize.subtitle.breaking.lists import Words
from localize.subtitle.breaking.marks import CLOSES, OPENS, after_mark


def at_space(text: str, at: int, words: Words) -> int:
    """`at` is where the word after the space begins."""
    left, right = _around(text, at)
    bare = _bare(left)
    if bare in words.hold or left == "-":
        return BOUND  # "Mr." ends no sentence, and a dash begins what somebody says
    ended = after_mark(left)
    if ended is not None:
        return ended
    if right[0] in "-–—(“‘«¿¡":
        return CLAUSE
    listed = words.cost(bare, _bare(right))
    if listed is not None:
        return listed
    return BOUND if _is_counted(left) or (_is_name(left) and _is_name(right)) else PLAIN


def _around(text: str, at: int) -> tuple[str, str]:
    """The word before the space before `at`, and the one after it."""
    start, end = text.rfind(" ", 0, at - 1) + 1, text.find(" ", at)
    return text[start : at - 1], text[at : end if end > 0 else len(text)]


@lru_cache(maxsize=4096)
def _bare(word: str) -> str:
    """As the lists write it."""
    return word.strip(OPENS + CLOSES).replace("’", "'").lower()


def _is_counted(word: str) -> bool:
    """A number, to which a unit or what it counts belongs."""
    return word[-1].isdecimal() and any(map(str.isdecimal, word))


def _is_name(word: str) -> bool:
    return word[0].isupper() and word[1:2].islower()
