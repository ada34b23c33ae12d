"""A text too long for one cue → the texts of several: of all ways to cut it, the one that costs least."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, inf
from typing import NamedTuple

from localize.domain.seen import CARD
from localize.domain.transcript import Line
from localize.profiles import Limits, measured
from localize.profiles.ruler import Ruler
from localize.subtitle.breaking.costs import BOUND, SENTENCE
from localize.subtitle.breaking.marks import after_mark
from localize.subtitle.breaking.unspaced import has_unspaced
from localize.subtitle.rows import UNEVEN_ROW, Broken, broken, broken_between, orphan_cost
from localize.subtitle.spreading import moments
from localize.subtitle.strip import Strip, strip_of

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


class Part(NamedTuple):
    """`broken` is None where it is too wide for its rows."""

    text: str
    broken: Broken | None


def parts(
    text: str, line: Line, limits: Limits, ruler: Ruler | None = None, hold: tuple[str, ...] = ()
) -> list[Part]:
    """`text`, which says what `line` does, in pieces that each fit a cue: cut by sentence, then by clause,
    and so that none is much longer, or must be read much faster, than the others.

    A text that is spoken for longer than a cue may stand is cut where a clause ends inside it, and one that
    fits a cue, but not in good rows, where a sentence does. What cannot be broken stays whole.
    """
    whole = broken(text, limits, ruler, hold)
    if whole and (line.kind == CARD or (whole.cost <= _BROKEN_WELL and _stays(line, limits))):
        return [Part(text, whole)]
    strip = strip_of(text, limits, ruler, hold)
    if has_unspaced(text) and not strip.has_room:
        strip = strip_of(text, limits, ruler, hold, torn=True)
    return _Cutting(strip, line).parts()


def _stays(line: Line, limits: Limits) -> bool:
    return line.end_ms - line.start_ms <= limits.max_duration_ms


class _Way(NamedTuple):
    """`before` is the stop at which its last cue begins."""

    cost: float
    before: int


class _Cutting:
    def __init__(self, strip: Strip, line: Line) -> None:
        self._strip, self._limits, self._line = strip, strip.limits, line
        self._one_cue = self._limits.row_width * self._limits.rows
        self._width = strip.row_width(0, strip.last)
        self._speaks_ms = 0 if line.kind == CARD else max(0, line.end_ms - line.start_ms)
        by_time = ceil(self._speaks_ms / self._limits.max_duration_ms)
        self._ideal = self._width / max(2, by_time, ceil(self._width / self._one_cue))
        own_speed = self._width / max(1, self._speaks_ms)
        self._speed = max(self._limits.characters_per_second / 1000, own_speed)
        self._moments = self._stop_moments()
        self._rows_costs: dict[tuple[int, int, int], float] = {}

    def parts(self) -> list[Part]:
        strip = self._strip
        ways = [_Way(0.0, 0), *[_Way(inf, 0)] * strip.last]
        for first in range(strip.last):
            so_far = ways[first].cost
            if so_far < ways[-1].cost:
                # The furthest first: an end of the whole text is a measure for all the others.
                for last in reversed(self._ends(first)):
                    if so_far + self._end_cost(last) < min(ways[last].cost, ways[-1].cost):
                        cost = so_far + self._cost(first, last)
                        if cost < ways[last].cost:
                            ways[last] = _Way(cost, first)
        return [
            Part(strip.piece(first, last), broken_between(strip, first, last))
            for first, last in pairwise(_cuts(ways))
        ]

    def _ends(self, first: int) -> Sequence[int]:
        """The stops at which a cue may end, between words that belong together only where there are no
        others; the next one, where not even that does."""
        furthest = first
        for _ in range(self._limits.rows):
            furthest = self._strip.furthest(furthest)
        stops = range(first + 1, max(furthest, first + 1) + 1)
        return [stop for stop in stops if self._strip.stops[stop].cost < BOUND] or stops

    def _end_cost(self, last: int) -> float:
        """What a cue costs at least that ends there, whatever is in it."""
        return self._strip.stops[last].cost * _CUE_END + _ONE_CUE

    def _cost(self, first: int, last: int) -> float:
        strip, cost = self._strip, self._end_cost(last)
        if strip.furthest(first) == first:
            cost += _TOO_WIDE
        else:
            cost += self._rows_cost(first, last, self._limits.rows)
        if last - first < strip.last:  # what is whole is neither uneven nor alone
            uneven = _UNEVEN_CUE * (strip.row_width(first, last) - self._ideal) / self._one_cue
            cost += uneven * uneven + self._alone(first, last)
        return cost + self._time_cost(first, last)

    def _alone(self, first: int, last: int) -> float:
        """Of a cue that is hardly more than a word, unless somebody says no more."""
        if last - first > 1:
            return orphan_cost(self._strip, first, last)
        return _ALONE / 4 if after_mark(self._strip.piece(first, last)) == SENTENCE else _ALONE

    def _rows_cost(self, first: int, last: int, count: int) -> float:
        """Of the breaks between at most `count` rows of a cue, if it needs any, and about of their
        unevenness."""
        furthest = self._strip.furthest(first)
        if furthest >= last or count < 2:
            return 0.0 if furthest >= last else inf
        key = first, last, count
        if key not in self._rows_costs:
            self._rows_costs[key] = min(self._ways_to_break(first, furthest, last, count), default=inf)
        return self._rows_costs[key]

    def _ways_to_break(self, first: int, furthest: int, last: int, count: int) -> Iterator[float]:
        """What each end of the first row costs, from the furthest back to where the rest is too long."""
        strip = self._strip
        scale = UNEVEN_ROW * UNEVEN_ROW / strip.limits.row_width**2 / 2
        for middle in range(furthest, first, -1):
            rest = 0.0
            if strip.furthest(middle) < last and (rest := self._rows_cost(middle, last, count - 1)) == inf:
                return
            differ = strip.row_width(first, middle) - strip.row_width(middle, last)
            yield strip.stops[middle].cost + differ * differ * scale + rest

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
        shares = [strip.row_width(0, stop) / max(1.0, self._width) for stop in range(1, last)]
        return [self._line.start_ms, *moments(self._line, shares), self._line.end_ms]


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
