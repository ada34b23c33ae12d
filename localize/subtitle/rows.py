"""A text → rows of a cue: of all ways to break it, the one that costs least."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import inf
from typing import NamedTuple

from localize.profiles import Limits, measured, shown
from localize.profiles.ruler import Ruler
from localize.subtitle.breaking.costs import TORN
from localize.subtitle.breaking.marks import after_mark
from localize.subtitle.breaking.unspaced import has_unspaced
from localize.subtitle.strip import Strip, strip_of

# What a row costs that is a whole row's width longer or shorter than its share, before squaring. The costs
# of breaks are in the same unit: rows may differ by half their width before a break at a comma gives way to
# one inside a phrase.
UNEVEN_ROW = 5.0
# How much of its share the first row leaves to the last: of two even ways the one with a longer lower row
# covers less of the picture (Netflix and BBC: a pyramid is good).
_BOTTOM_HEAVY = 0.04
# A row of one letter, and one of a single word that takes less than a fifth of the row.
_ORPHAN, _SHORT_WORD, _SHORT = 20.0, 10.0, 0.2


class Broken(NamedTuple):
    """`cost` is that of the breaks and of rows that are uneven; `torn`: a row ends inside a word."""

    rows: tuple[str, ...]
    cost: float = 0.0
    torn: bool = False


def rows(
    text: str, limits: Limits, ruler: Ruler | None = None, hold: tuple[str, ...] = ()
) -> tuple[str, ...] | None:
    """`text` on as few rows as it takes, or None where the limits, or the screen, are too narrow for it; no
    row ends inside a text of `hold` unless it must."""
    found = broken(text, limits, ruler, hold)
    return found.rows if found else None


@lru_cache(maxsize=1024)
def broken(text: str, limits: Limits, ruler: Ruler | None, hold: tuple[str, ...]) -> Broken | None:
    """`rows`, and what they cost."""
    length = measured(text, limits)
    if length > (limits.row_width + 1) * limits.rows:  # a row may lose a mark at its end
        return None
    row = shown(text, limits.language)
    if length <= limits.row_width and (ruler is None or ruler.share(row) <= 1):
        return Broken((row,))
    strip = strip_of(text, limits, ruler, hold)
    found = broken_between(strip, 0, strip.last)
    if found or not has_unspaced(text):
        return found
    torn = strip_of(text, limits, ruler, hold, torn=True)
    return broken_between(torn, 0, torn.last)


@lru_cache(maxsize=16)
def broken_between(strip: Strip, first: int, last: int) -> Broken | None:
    """What stands between two stops, on as few rows as it takes; None where they are too many. Remembered as
    the strip is: what is looked at for cuts, and needs none, has been broken whole before."""
    if strip.furthest(first) >= last:
        return Broken((strip.row(first, last),))
    for count in range(2, strip.limits.rows + 1):
        cost, stops = _best(strip, first, last, count)
        if stops:
            texts = tuple(strip.row(one, other) for one, other in pairwise(stops))
            return Broken(texts, cost, any(strip.stops[one].cost >= TORN for one in stops[1:-1]))
    return None


class _Way(NamedTuple):
    """The stops at which the rows so far begin and end, and what they cost."""

    cost: float
    stops: tuple[int, ...]


_NO_WAY = _Way(inf, ())


def _best(strip: Strip, first: int, last: int, count: int) -> _Way:
    """The cheapest `count` rows; without stops if none keep to the width."""
    ways = {first: _Way(0.0, (first,))}
    even = strip.row_width(first, last) / count
    for number in range(count):
        ways = _one_more_row(strip, ways, last, even * _share(number, count), count - number - 1)
    return ways.get(last, _NO_WAY)


def _share(number: int, count: int) -> float:
    """Of an even row, which a row from the top takes."""
    return 1 + _BOTTOM_HEAVY * (2 * number / (count - 1) - 1)


def _one_more_row(
    strip: Strip, ways: dict[int, _Way], last: int, ideal: float, to_come: int
) -> dict[int, _Way]:
    """By the stop at which its last row ends, the cheapest way with a row more."""
    longer: dict[int, _Way] = {}
    begins, ends, stops, room = strip.begins, strip.ends, strip.stops, strip.limits.row_width
    for start, way in ways.items():
        for end in _ends(strip, start, last, to_come):
            row_width = ends[end] - begins[start]
            row_width = row_width if row_width > 0 else 0.0
            uneven = UNEVEN_ROW * (row_width - ideal) / room
            orphan = 0.0 if row_width > _SHORT * room else orphan_cost(strip, start, end)
            inside = 0 if end == last else stops[end].cost
            cost = way.cost + (uneven * uneven + orphan) + inside
            if end not in longer or cost < longer[end].cost:
                longer[end] = _Way(cost, (*way.stops, end))
    return longer


def _ends(strip: Strip, start: int, last: int, to_come: int) -> Sequence[int]:
    """The stops at which a row may end that begins at `start`, and after which so many more are to come."""
    furthest = strip.furthest(start)
    if to_come == 0:
        return [last] if furthest >= last else []
    ends = range(start + 1, min(furthest, last - 1) + 1)
    return [end for end in ends if strip.furthest(end) >= last] if to_come == 1 else ends


def orphan_cost(strip: Strip, start: int, end: int) -> float:
    """Of a row that is hardly more than a word: one letter is worst, a clause of its own half as bad."""
    if strip.row_width(start, end) > _SHORT * strip.limits.row_width:
        return 0.0
    row = strip.piece(start, end)
    if sum(map(str.isalnum, row)) < 2:
        return _ORPHAN
    if end - start > 1:
        return 0.0
    return _SHORT_WORD if after_mark(row) is None else _SHORT_WORD / 2
