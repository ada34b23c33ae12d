"""How alike two syllables sound to a recogniser that does not know the dialect."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import permutations

from localize.dialects.sounds import FINAL, INITIAL, NO_INITIAL, Sounds

# A recogniser takes the vowel for another less often than the consonant before it.
_INITIAL_SHARE, _FINAL_SHARE = 0.4, 0.6
# Made at one place, or differing in breath or nasality alone: half as far apart as any two others.
_NEAR = (
    "b p", "d t", "g k h", "h f", "m n", "n l", "l r", "r sh", "w y ∅",
    "j q x", "z c s", "zh ch sh", "z zh j", "c ch q", "s sh x",
)  # fmt: skip
_NEAR_COST = 0.5
_SYLLABLE = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)([aeiouv].*|)")


_NEAR_PAIRS = frozenset(pair for group in _NEAR for pair in permutations(group.split(), 2))


def initial_and_final(syllable: str) -> tuple[str, str] | None:
    """`zhang` → `zh`, `ang`; None for what is no syllable of pinyin."""
    match = _SYLLABLE.fullmatch(syllable)
    return (match[1], match[2]) if match else None


class Likeness:
    """`like("zhang", "zang")` → 0 (nothing in common) to 1 (the same to the ear), either way round."""

    def __init__(self, sounds: Sounds | None = None) -> None:
        self._sounds = sounds or Sounds()
        self._known: dict[tuple[str, str], float] = {}

    def __call__(self, one: str, other: str) -> float:
        if (known := self._known.get((one, other))) is None:
            known = 1.0 if one == other else self._compare(*sorted((one, other)))
            self._known[one, other] = self._known[other, one] = known
        return known

    def _compare(self, one: str, other: str) -> float:
        ours, theirs = initial_and_final(one), initial_and_final(other)
        if not ours or not theirs:
            return round(SequenceMatcher(None, one, other, autojunk=False).ratio(), 4)
        cost = _INITIAL_SHARE * self._initial(ours[0] or NO_INITIAL, theirs[0] or NO_INITIAL)
        return round(1 - cost - _FINAL_SHARE * self._final(ours[1], theirs[1]), 4)

    def _initial(self, one: str, other: str) -> float:
        near = _NEAR_COST if (one, other) in _NEAR_PAIRS else 1.0
        return min(near, self._sounds.cost(INITIAL, one, other))

    def _final(self, one: str, other: str) -> float:
        shared = SequenceMatcher(None, one, other, autojunk=False).ratio()
        return min(1 - shared, self._sounds.cost(FINAL, one, other))
