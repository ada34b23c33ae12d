"""Which of many known forms stand in a text: longest first, never overlapping."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeAlias, TypeVar

Owner = TypeVar("Owner")
# Of the owners of a form that was found: the one that is meant there, if any is.
Choose: TypeAlias = "Callable[[Sequence[Match[Owner]]], Match[Owner] | None]"


class Match(NamedTuple, Generic[Owner]):
    """`found` is the form as the text writes it, at `start` in code points."""

    start: int
    found: str
    owner: Owner

    @property
    def end(self) -> int:
        return self.start + len(self.found)


class Matcher(Generic[Owner]):
    """Forms and what each belongs to; built once, asked often. A form may have several owners.

    The longest form wins wherever it stands, even over one that begins before it. Case does not matter,
    and a form of Latin letters or digits is found only as a whole word: `AI` is not in `MAIN`.
    """

    def __init__(self, forms: Iterable[tuple[str, Owner]]) -> None:
        self._by_first: dict[str, dict[str, list[Owner]]] = {}
        for form, owner in forms:
            if form:
                same_first = self._by_first.setdefault(lower(form[0]), {})
                same_first.setdefault(lower(form), []).append(owner)

    def find(self, text: str, choose: Choose[Owner] | None = None) -> tuple[Match[Owner], ...]:
        """The matches in order of the text. Of the owners of a form `choose` takes one, by default the first;
        where it takes none the form is not there, and a shorter one may be."""
        taken = [False] * len(text)
        kept = []
        for match in sorted(self._all(text, choose), key=lambda match: (-len(match.found), match.start)):
            if not any(taken[match.start : match.end]):
                taken[match.start : match.end] = [True] * len(match.found)
                kept.append(match)
        return tuple(sorted(kept, key=lambda match: match.start))

    def _all(self, text: str, choose: Choose[Owner] | None) -> list[Match[Owner]]:
        lowered = lower(text)
        standing = (
            [Match(start, text[start : start + len(form)], owner) for owner in owners]
            for start, first in enumerate(lowered)
            for form, owners in self._by_first.get(first, {}).items()
            if lowered.startswith(form, start) and _whole(lowered, start, start + len(form))
        )
        chosen = (matches[0] if choose is None else choose(matches) for matches in standing)
        return [match for match in chosen if match is not None]


def lower(text: str) -> str:
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
