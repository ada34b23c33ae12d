"""What stood where a row ends, which nobody wrote down: rows → one text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import partial
from itertools import pairwise

from localize.domain.language import is_chinese, primary
from localize.subtitle.breaking.icu import line_ends, word_ends
from localize.subtitle.breaking.marks import after_mark
from localize.subtitle.breaking.unspaced import has_unspaced, is_ideographic, is_in_dictionary
from localize.subtitle.text import clean

# What a row of Chinese may have lost at its end (see `profiles.shown`), and every other row.
_LOST = "[。，、；]? ?"
# So many letters on either side tell one place of an episode from another.
_AROUND = 6


def joined(rows: Sequence[str], language: str) -> str:
    """The rows as one text, as far as rows alone can tell what stood between them."""
    text = ""
    for row in rows:
        text += between(text, row, language) + row if text else row
    return clean(text)


def between(above: str, below: str, language: str) -> str:
    """A space, or nothing: between letters of scripts that write words without.

    Thai, Lao, Khmer and Burmese part sentences and phrases by a space, not words. Of the rows of 53 lines in
    Thai that ended between two letters 10 of 14 had none there, and the dictionaries call all 14 the end of a
    word: they do not tell. A mark at the end of the upper row does.
    """
    left, right = above[-1:], below[:1]
    if _in_dictionary(left, right):
        return "" if after_mark(above) is None else " "
    if not is_chinese(language) and primary(language) != "ja":
        return " "
    return " " if _parts_words(left) and _parts_words(right) else ""


def tears(above: str, below: str, language: str) -> bool:
    """Whether the upper row ends where ICU's dictionaries find no end of a word of Thai, Lao, Khmer or
    Burmese, or inside what a reader sees as one letter.

    Of 908 rows that fitting ended at a space, in 600 lines of random phrases and 53 translated, it takes 11
    for torn, whose words make others without the space; of 334 between two words none.
    """
    return _in_dictionary(above[-1:], below[:1]) and len(above) not in line_ends(above + below, language)


def is_told(above: str, below: str, language: str) -> bool:
    """Whether `between` is sure: two letters of a script without spaces may have had a space between them,
    in Chinese a comma too, wherever a word ends."""
    left, right = above[-1:], below[:1]
    if after_mark(above) is not None:
        return True
    if _in_dictionary(left, right):
        return _is_in_word(above, below, partial(line_ends, language=language))
    if is_ideographic(left) and is_ideographic(right):
        return _is_in_word(above, below, partial(word_ends, language=language))
    return True


def _is_in_word(above: str, below: str, ends: Callable[[str], Collection[int]]) -> bool:
    """Whether no word ends there, and both rows together have fewer words than each for itself: other words
    that two make by chance are as many."""
    together = ends(above + below)
    return len(above) not in together and len(together) < len(ends(above)) + len(ends(below))


def as_written(rows: Sequence[str], text: str) -> tuple[str, ...]:
    """The rows, those as one that stand in `text` with nothing else between them than what a row loses at its
    end: so what was lost comes back, also where a person has changed another part of the rows.

    Only rows of scripts without spaces lose more than a space; where `text` has them in several ways, nothing
    is told.
    """
    done = list(rows[:1])
    for above, below in pairwise(rows):
        lost = _lost(above, below, text)
        if len(lost) == 1:
            done[-1] += lost.pop() + below
        else:
            done.append(below)
    return tuple(done)


def _lost(above: str, below: str, text: str) -> set[str]:
    if not (has_unspaced(above[-1:]) or has_unspaced(below[:1])):
        return set()
    pattern = re.escape(above[-_AROUND:]) + f"({_LOST})" + re.escape(below[:_AROUND])
    return {found[1] for found in re.finditer(pattern, text)}


def _in_dictionary(left: str, right: str) -> bool:
    return bool(left and right) and is_in_dictionary(left) and is_in_dictionary(right)


def _parts_words(character: str) -> bool:
    """Whether it is of a text with spaces: a Latin letter, a digit, an ASCII mark."""
    return character.isascii() or (character.isalnum() and not is_ideographic(character))
