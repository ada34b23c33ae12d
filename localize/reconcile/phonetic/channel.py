"""What may have been said where a syllable was heard: the dialect's sounds, tones left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from localize.dialects.likeness import initial_and_final
from localize.dialects.sounds import FINAL, INITIAL, NO_INITIAL, Sounds

# The most that initial and final may cost together: both may change as nearly every character does, or one
# of them as few do (that costs nearly a half, see Sounds.cost).
ALLOWANCE = 0.6
# In the units of the words' costs: for a change that half of the characters make (n → l) the word must be 20
# times as common, for one that few make 300 times. Of 4, 6, 8 and 12 it left the fewest errors
# (docs/dialect-repair.md).
WEIGHT = 12.0


class Channel:
    """`syllables` are those that words are made of."""

    def __init__(self, sounds: Sounds, syllables: Iterable[str]) -> None:
        self._sounds = sounds
        self._parts = {syllable: initial_and_final(syllable) for syllable in sorted(set(syllables))}
        self._known: dict[str, Mapping[str, float]] = {}

    def said(self, heard: str) -> Mapping[str, float]:
        """Every syllable that may have been said, with its cost; the heard one costs nothing."""
        if (known := self._known.get(heard)) is None:
            known = self._known[heard] = {heard: 0.0, **self._changed(heard)}
        return known

    def _changed(self, heard: str) -> dict[str, float]:
        ours = initial_and_final(heard)
        if ours is None:
            return {}
        costs = {
            said: self._cost(ours, theirs)
            for said, theirs in self._parts.items()
            if theirs is not None and said != heard
        }
        return {said: WEIGHT * cost for said, cost in costs.items() if cost <= ALLOWANCE}

    def _cost(self, one: tuple[str, str], other: tuple[str, str]) -> float:
        initial = self._sounds.cost(INITIAL, one[0] or NO_INITIAL, other[0] or NO_INITIAL)
        return initial + self._sounds.cost(FINAL, one[1], other[1])
