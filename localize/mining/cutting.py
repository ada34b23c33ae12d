"""A line → its clauses, each cut into words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from localize.domain.script import HAN_LETTERS

_CLAUSE = re.compile(f"[{HAN_LETTERS}]+")
# A word that is looked for stands out as one that a dictionary has seen so often; a character that it has not
# seen, half a time.
_OWN, _UNSEEN = 2000, 0.5
LONGEST = 8


class Clause(NamedTuple):
    """The Chinese between two marks: its `words`, and whether it is all that stands between them."""

    words: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(self.words)


class Cutter:
    """`counts` are those of a dictionary: how often each word is used. `own` are words that it may lack."""

    def __init__(self, counts: Mapping[str, int], own: Iterable[str] = ()) -> None:
        self.counts = {**counts, **{word: max(_OWN, counts.get(word, 0)) for word in own}}
        self._total = math.log(sum(self.counts.values()) or 1)

    def clauses(self, line: str) -> list[Clause]:
        return [Clause(self._cut(found[0])) for found in _CLAUSE.finditer(line)]

    def _cut(self, text: str) -> tuple[str, ...]:
        """The likeliest words, each by itself."""
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(text) + 1):
            starts = range(max(0, end - LONGEST), end)
            best.append(min((best[start][0] + self._cost(text[start:end]), start) for start in starts))
        words, end = [], len(text)
        while end:
            start = best[end][1]
            words.append(text[start:end])
            end = start
        return tuple(reversed(words))

    def _cost(self, word: str) -> float:
        count = self.counts.get(word, _UNSEEN if len(word) == 1 else 0)
        return self._total - math.log(count) if count else math.inf
