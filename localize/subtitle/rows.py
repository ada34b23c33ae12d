"""A text → rows of a cue, and a long text → the texts of several cues."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, combinations, pairwise
from math import ceil, inf

from localize.profiles import Limits, measured, shown, width
from localize.subtitle.breaks import CLAUSE, Break, breaks

# What a row costs that is a whole row's width longer or shorter than the others, before squaring; and a cue
# that is a whole cue's width off its share. The costs of breaks are in the same unit: rows may differ by half
# their width before a break at a comma gives way to one inside a phrase.
_UNEVEN_ROW = 5.0
_UNEVEN_CUE = 8.0
_ORPHAN = 20.0  # a row of a single letter
_CUE_END = 4.0  # times a break's cost: a cue that ends inside a sentence tears it more than a row does
_EXTRA_CUE = 4.0  # for each cue more than the text needs


@lru_cache(maxsize=1024)
def rows(text: str, limits: Limits) -> tuple[str, ...] | None:
    """`text` on as few rows as it takes, evenly broken, or None where the limits are too narrow for it."""
    whole = measured(text, limits)
    if whole <= limits.row_width:
        return (shown(text, limits.language),)
    if whole > (limits.row_width + 1) * limits.rows:  # a row may lose a mark at its end
        return None
    options = breaks(text, limits.language)
    for count in range(2, limits.rows + 1):
        if broken := _best(text, options, count, limits):
            return tuple(shown(row, limits.language) for row in broken)
    return None


def cues(text: str, limits: Limits, widest: float = inf) -> list[str]:
    """`text` in pieces that each fit a cue, broken where the sense allows.

    A piece wider than `widest` is broken further if a clause ends inside it. What cannot be broken stays
    whole.
    """
    options = breaks(text, limits.language)
    if rows(text, limits) is not None:
        too_wide = measured(text, limits) > widest
        options = tuple(option for option in options if too_wide and option.cost <= CLAUSE)
    if not options:
        return [text]
    at = _cue_break(text, options, limits).at
    return [piece for half in _slices(text, (at,)) for piece in cues(half, limits, widest)]


def _cue_break(text: str, options: Sequence[Break], limits: Limits) -> Break:
    """The break that leaves whole cues on both sides and costs least."""
    one_cue = limits.row_width * limits.rows
    before = list(accumulate((width(character, limits.wide) for character in text), initial=0.0))
    count = max(2, ceil(before[-1] / one_cue))
    ideal = before[-1] * ceil(count / 2) / count

    def cost(option: Break) -> float:
        left, right = before[option.at], before[-1] - before[option.at]
        extra = ceil(left / one_cue) + ceil(right / one_cue) - count
        uneven = (_UNEVEN_CUE * (left - ideal) / one_cue) ** 2
        return option.cost * _CUE_END + extra * _EXTRA_CUE + uneven + _orphans(_slices(text, (option.at,)))

    return min(options, key=cost)


def _best(text: str, options: Sequence[Break], count: int, limits: Limits) -> Sequence[str]:
    """The cheapest way to break `text` into `count` rows that all keep to the width; empty if none does."""
    ideal = measured(text, limits) / count
    ways = []
    for chosen in combinations(options, count - 1):
        broken = _slices(text, [one.at for one in chosen])
        price = sum(one.cost for one in chosen) + sum(_row_cost(row, ideal, limits) for row in broken)
        ways.append((price, broken))
    price, best = min(ways, default=(inf, []))
    return best if price < inf else ()


def _row_cost(row: str, ideal: float, limits: Limits) -> float:
    row_width = measured(row, limits)
    if row_width > limits.row_width:
        return inf
    return (_UNEVEN_ROW * (row_width - ideal) / limits.row_width) ** 2 + _orphans([row])


def _orphans(pieces: Sequence[str]) -> float:
    return sum(_ORPHAN for piece in pieces if len(piece) < 8 and sum(map(str.isalnum, piece)) < 2)


def _slices(text: str, cuts: Sequence[int]) -> list[str]:
    edges = (0, *cuts, len(text))
    return [text[start:end].strip() for start, end in pairwise(edges)]
