"""A text too long for one cue → the texts of several: of all ways to cut it, the one that costs least."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import ceil, inf
from typing import NamedTuple

from localize.domain.seen import CARD
from localize.domain.transcript import Line
from localize.profiles import Limits, measured
from localize.profiles.ruler import Ruler
from localize.subtitle.breaking.costs import SENTENCE
from localize.subtitle.breaking.marks import after_mark
from localize.subtitle.rows import broken, orphan_cost, uneven_cost
from localize.subtitle.spreading import moments
from localize.subtitle.strip import Strip, roomy

# In the unit of the costs of breaks. A cue that ends inside a sentence tears it more than a row does.
_CUE_END = 4.0
# For each cue; and for a cue that is a whole cue's width off its share, before squaring.
_ONE_CUE, _UNEVEN_CUE = 4.0, 5.0
# A cue that is spoken for longer than a cue may stand: worth a cut at the end of a clause, at no other.
_OVERSTAYS = 12.0
# A cue that must be read at twice the pace of its line, or of the limits if that is more, before squaring.
_HURRIED, _MOST_HURRIED = 20.0, 3.0
# A cue of a single word.
_ALONE = 40.0
# Rows that cost no more than a break at a clause, and are a bit uneven, are no reason for a cue more.
_BROKEN_WELL = 4.0
# For the share of the shortest time that a cue has not.
_TOO_SHORT = 20.0
# A row that no cue can hold; it is flagged.
_TOO_WIDE = 10_000.0


def parts(
    text: str, line: Line, limits: Limits, ruler: Ruler | None = None, hold: tuple[str, ...] = ()
) -> list[str]:
    """`text`, which says what `line` does, in pieces that each fit a cue: cut by sentence, then by clause,
    and so that none is much longer, or must be read much faster, than the others.

    A text that is spoken for longer than a cue may stand is cut where a clause ends inside it. What cannot be
    broken stays whole.
    """
    stays = line.kind == CARD or line.end_ms - line.start_ms <= limits.max_duration_ms
    whole = broken(text, limits, ruler, hold) if stays else None
    if whole and (line.kind == CARD or whole.cost <= _BROKEN_WELL):
        return [text]
    return _Cutting(roomy(text, limits, ruler, hold), line).parts()


class _Way(NamedTuple):
    """`before` is the stop at which its last cue begins."""

    cost: float
    before: int


class _Cutting:
    def __init__(self, strip: Strip, line: Line) -> None:
        self._strip, self._limits, self._line = strip, strip.limits, line
        self._one_cue = self._limits.row_width * self._limits.rows
        self._speaks_ms = 0 if line.kind == CARD else max(0, line.end_ms - line.start_ms)
        by_time = ceil(self._speaks_ms / self._limits.max_duration_ms)
        self._ideal = strip.width / max(2, by_time, ceil(strip.width / self._one_cue))
        own_speed = strip.width / max(1, self._speaks_ms)
        self._speed = max(self._limits.characters_per_second / 1000, own_speed)
        self._moments = self._stop_moments()
        self._rows_costs: dict[tuple[int, int, int], float] = {}

    def parts(self) -> list[str]:
        ways = [_Way(0.0, 0), *(_Way(inf, 0) for _ in range(self._strip.last))]
        for first in range(self._strip.last):
            for last in self._ends(first):
                cost = ways[first].cost + self._cost(first, last)
                if cost < ways[last].cost:
                    ways[last] = _Way(cost, first)
        return [self._strip.piece(first, last) for first, last in pairwise(_cuts(ways))]

    def _ends(self, first: int) -> Iterator[int]:
        """The stops at which a cue may end; the next one, where not even that does."""
        furthest = first
        for _ in range(self._limits.rows):
            furthest = self._strip.furthest(furthest)
        yield from range(first + 1, max(furthest, first + 1) + 1)

    def _cost(self, first: int, last: int) -> float:
        strip = self._strip
        whole = (first, last) == (0, strip.last)
        uneven = 0.0 if whole else _UNEVEN_CUE * (strip.row_width(first, last) - self._ideal) / self._one_cue
        too_wide = _TOO_WIDE if strip.furthest(first) == first else 0.0
        end = strip.stops[last].cost * _CUE_END
        alone = 0.0 if whole else self._alone(first, last)
        known = self._rows_costs
        rows = 0.0 if too_wide else _rows_cost(strip, first, last, self._limits.rows, known)
        return end + rows + _ONE_CUE + uneven * uneven + too_wide + alone + self._time_cost(first, last)

    def _alone(self, first: int, last: int) -> float:
        """Of a cue that is hardly more than a word, unless somebody says no more."""
        if last - first > 1:
            return orphan_cost(self._strip, first, last)
        return _ALONE / 4 if after_mark(self._strip.piece(first, last)) == SENTENCE else _ALONE

    def _time_cost(self, first: int, last: int) -> float:
        if not self._speaks_ms:
            return 0.0
        lasts_ms = self._moments[last] - self._moments[first]
        speed = self._strip.row_width(first, last) / max(1, lasts_ms)
        hurry = max(0.0, min(speed / self._speed, _MOST_HURRIED) - 1)
        flashes = max(0.0, 1 - lasts_ms / min(self._limits.min_duration_ms, self._speaks_ms))
        overstays = lasts_ms > self._limits.max_duration_ms
        return _HURRIED * hurry * hurry + _OVERSTAYS * overstays + _TOO_SHORT * flashes

    def _stop_moments(self) -> list[int]:
        """When what stands before each stop has been said."""
        strip, last = self._strip, self._strip.last
        shares = [strip.row_width(0, stop) / max(1.0, strip.width) for stop in range(1, last)]
        return [self._line.start_ms, *moments(self._line, shares), self._line.end_ms]


def _rows_cost(
    strip: Strip, first: int, last: int, count: int, known: dict[tuple[int, int, int], float]
) -> float:
    """Of the breaks between at most `count` rows of a cue, if it needs any, and of their unevenness."""
    furthest = strip.furthest(first)
    if furthest >= last or count < 2:
        return 0.0 if furthest >= last else inf
    key = first, last, count
    if key not in known:
        ways = (
            strip.stops[middle].cost
            + uneven_cost(strip, first, middle, last)
            + _rows_cost(strip, middle, last, count - 1, known)
            for middle in range(first + 1, furthest + 1)
        )
        known[key] = min(ways, default=inf)
    return known[key]


def _cuts(ways: list[_Way]) -> list[int]:
    """From the first stop to the last."""
    cuts = [len(ways) - 1]
    while cuts[-1]:
        cuts.append(ways[cuts[-1]].before)
    return cuts[::-1]


def room(text: str, line: Line, limits: Limits) -> float:
    """How much faster than the whole line a part of it may be read without being too fast."""
    speed = 1000 * measured(text, limits) / max(1, line.end_ms - line.start_ms)
    return max(1.0, limits.characters_per_second / max(speed, 0.001))
