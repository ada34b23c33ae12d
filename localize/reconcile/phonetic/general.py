"""The words of standard Mandarin by their sound, with how often they are used.

`words.tsv.gz` is derived from jieba's dictionary (MIT, words.LICENSE) by bench/word_list.py.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("words.tsv.gz")
# A word that is not in the list counts as one seen half a time.
_UNSEEN = 0.5


class Known(NamedTuple):
    """A word and what it costs to use it: the negative logarithm of its share of all words."""

    text: str
    cost: float


class GeneralWords:
    """`rows` maps a reading (syllables without tones, spaces between them) to its words and their counts, in
    turn and between tabs: most are never asked for, so that they are parsed when they are."""

    def __init__(self, total: int, rows: Mapping[str, str]) -> None:
        self._total, self.rows = total, rows

    def said(self, reading: str) -> list[Known]:
        cells = self.rows.get(reading, "").split("\t")
        return [
            Known(text, self._cost(int(count))) for text, count in zip(cells[::2], cells[1::2], strict=False)
        ]

    @cached_property
    def syllables(self) -> frozenset[str]:
        return frozenset(reading for reading in self.rows if " " not in reading)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        return beginnings(self.rows)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How often each word is used, whatever its reading."""
        counts: dict[str, int] = {}
        for row in self.rows.values():
            cells = row.split("\t")
            for text, count in zip(cells[::2], cells[1::2], strict=False):
                counts[text] = max(counts.get(text, 0), int(count))
        return counts

    @property
    def unknown_cost(self) -> float:
        return self._cost(_UNSEEN)

    def _cost(self, count: float) -> float:
        return math.log(self._total / count)


def beginnings(readings: Iterable[str]) -> frozenset[str]:
    """What longer readings begin with, to whole syllables."""
    return frozenset(reading[:at] for reading in readings for at, sign in enumerate(reading) if sign == " ")


@lru_cache(maxsize=1)
def general_words() -> GeneralWords:
    with gzip.open(_FILE, "rt", encoding="utf-8") as file:
        total = int(next(file))
        return GeneralWords(total, dict(_row(line) for line in file))


def _row(line: str) -> tuple[str, str]:
    reading, _, words = line.rstrip("\n").partition("\t")
    return reading, words
