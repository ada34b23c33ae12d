"""Prints → groups of one voice: agglomerative clustering with average linkage.

Two groups are as alike as their prints are on average, each of the one with each of the other. The most alike
are joined until none are alike enough. By chains of nearest neighbours that takes time with the square of the
number of prints, and no table of all pairs: the average cosine of two groups is that of their sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from localize.cast.likeness import likeness, numbers_of
from localize.domain.voice import Voiceprint

if TYPE_CHECKING:
    from localize.cast.likeness import Numbers


def grouped(prints: Sequence[Voiceprint], least: float) -> list[list[int]]:
    """The places of those in each group, whose members are `least` alike on average; the largest group first,
    of equal ones that of the first print."""
    groups = _Groups(numbers_of(prints))
    chain: list[int] = []
    while (first := groups.first_open) is not None:
        chain = chain or [first]
        nearest, alike = groups.nearest(chain[-1], chain[-2:-1])
        if alike < least:
            # Others that are joined come no nearer to it than the nearest of them is now.
            groups.close(chain.pop())
        elif nearest in chain:
            groups.join(chain.pop(-2), chain.pop())
        else:
            chain.append(nearest)
    return sorted(groups.members, key=lambda group: (-len(group), group[0]))


class _Groups:
    """By the place of a print of theirs. Open are those that may still be joined."""

    def __init__(self, prints: Numbers) -> None:
        import numpy as np

        self._sums, self._counts = prints.copy(), np.ones(len(prints))
        self._open = np.ones(len(prints), dtype=bool)
        self._members = {at: [at] for at in range(len(prints))}

    @property
    def members(self) -> list[list[int]]:
        return [sorted(group) for group in self._members.values()]

    @property
    def first_open(self) -> int | None:
        return int(self._open.argmax()) if self._open.any() else None

    def nearest(self, group: int, preferred: Sequence[int]) -> tuple[int, float]:
        """Another open one and how alike it is, endlessly unlike where there is none; of equal ones the
        `preferred`, then the first."""
        import numpy as np

        alike = likeness(self._sums[group], self._sums) / (self._counts * self._counts[group])
        alike[~self._open] = alike[group] = -np.inf
        best = alike.max()
        tied = [one for one in preferred if alike[one] == best]
        return tied[0] if tied else int(alike.argmax()), float(best)

    def join(self, one: int, other: int) -> None:
        """`other` becomes a part of `one`."""
        self._sums[one] += self._sums[other]
        self._counts[one] += self._counts[other]
        self._members[one] += self._members.pop(other)
        self.close(other)

    def close(self, group: int) -> None:
        self._open[group] = False
