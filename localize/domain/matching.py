"""Which of many known forms stand in a text: longest first, never overlapping."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

Owner = TypeVar("Owner")


class Match(NamedTuple, Generic[Owner]):
    """`found` is the form as the text writes it, at `start` in code points."""

    start: int
    found: str
    owner: Owner

    @property
    def end(self) -> int:
        return self.start + len(self.found)


class Matcher(Generic[Owner]):
    """Forms and what each belongs to; built once, asked often. The first owner of a form keeps it.

    The longest form wins wherever it stands, even over one that begins before it. Case does not matter,
    and a form of Latin letters or digits is found only as a whole word: `AI` is not in `MAIN`.
    """

    def __init__(self, forms: Iterable[tuple[str, Owner]]) -> None:
        self._by_first: dict[str, dict[str, Owner]] = {}
        for form, owner in forms:
            if form:
                same_first = self._by_first.setdefault(_lower(form[0]), {})
                same_first.setdefault(_lower(form), owner)

    def find(self, text: str) -> tuple[Match[Owner], ...]:
        """The matches in order of the text."""
        taken = [False] * len(text)
        kept = []
        for match in sorted(self._all(text), key=lambda match: (-len(match.found), match.start)):
            if not any(taken[match.start : match.end]):
                taken[match.start : match.end] = [True] * len(match.found)
                kept.append(match)
        return tuple(sorted(kept, key=lambda match: match.start))

    def _all(self, text: str) -> list[Match[Owner]]:
        lowered = _lower(text)
        return [
            Match(start, text[start : start + len(form)], owner)
            for start, first in enumerate(lowered)
            for form, owner in self._by_first.get(first, {}).items()
            if lowered.startswith(form, start) and _whole(lowered, start, start + len(form))
        ]


def _lower(text: str) -> str:
    """Lower case at the same length: positions must stay true."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(_lower_one(character) for character in text)


def _lower_one(character: str) -> str:
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character


def _whole(text: str, start: int, end: int) -> bool:
    return not (_inside_word(text, start) or _inside_word(text, end))


def _inside_word(text: str, at: int) -> bool:
    """Whether a word of a spaced script goes on across the gap before `at`."""
    return 0 < at < len(text) and _spaced(text[at - 1]) and _spaced(text[at])


def _spaced(character: str) -> bool:
    """Letters and digits below U+0590 (Latin, Greek, Cyrillic) write words with spaces between them."""
    return character < "\u0590" and character.isalnum()
