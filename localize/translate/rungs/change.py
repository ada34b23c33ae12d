"""How far one text is from another: what was to be a small change must be one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from localize.translate.terms.inflections import rules_of

# How alike two texts are that differ by one phrase of a subtitle's six to ten words (difflib's ratio, over
# words without the rendering): `Mom, your son is back` and `Mom, Zhou Hao is back` are 0.75 alike.
ALIKE = 0.7
# Letters without the marks that sit on them: most Thai words that end a subtitle have no more.
_LAST_WORD = 3
_END = re.compile(r"[.!?…。！？؟।]\W*$")
_UNIT = re.compile(r"[^\W_]+")


def is_small(old: str, new: str, put: Iterable[str], target: str) -> bool:
    """Whether `new` is `old` but for what was `put` into it and what had to give way."""
    added = [unit for form in put for unit in _units(form, target)]
    return (
        SequenceMatcher(None, _less(_units(old, target), added), _less(_units(new, target), added)).ratio()
        >= ALIKE
    )


def is_tacked_on(old: str, new: str, target: str) -> bool:
    """Whether `new` is all of `old`, and then something: what a grammar must have, and the model found no
    place for. Where words are not spaced the last of them may have given way to it."""
    before, after = _units(old, target), _units(new, target)
    whole = len(before) - (_LAST_WORD if rules_of(target).unspaced else 0)
    return 0 < whole < len(after) and after[:whole] == before[:whole] and len(after) > len(before)


def is_cut_off(old: str, new: str) -> bool:
    """Whether `new` ends without the mark that `old` ends with: a grammar had no more room for it."""
    return bool(_END.search(old)) and not _END.search(new)


def is_broken_off(old: str, new: str, put: Iterable[str], target: str) -> bool:
    """Whether a word of `old` was left in the middle: there was no more room before what was `put`."""
    before, after = _units(old, target), _units(new, target)
    beginnings = {_units(form, target)[0] for form in put if _units(form, target)}
    halves = {word for word, following in pairwise(after) if following in beginnings} - set(before)
    return any(len(half) > 1 and whole.startswith(half) for half in halves for whole in before)


def _units(text: str, target: str) -> list[str]:
    """Words without accents, or characters where words are not spaced."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = _UNIT.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))
    return list("".join(words)) if rules_of(target).unspaced else words


def _less(units: Sequence[str], added: Sequence[str]) -> list[str]:
    return [unit for unit in units if unit not in added]
