"""Two runs of syllables, one with lines and one with words → which was heard for which.

The pairs run forward in both, and together are worth most: alike in sound, near in time. Nothing but pairs
counts, so that whatever one witness has alone (a line without sound, words nobody burned in) costs nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from localize.domain.times import Span

# So far from the time of its line a word is still looked for: burned lines lag and lead by up to a second,
# and subtitle files by more.
REACH_MS = 1500
# What stands for longer (a notice, a legend) is only looked for in its first half-minute, or everything that
# is said meanwhile would have to be compared with every line.
LONGEST_MS = 30_000
# Outside its line's time only what sounds alike is taken for it.
_ALIKE = 0.6
# Within it anything is, rather than nothing: misheard syllables keep their places.
_ANY = 0.05
_ORDER = 0.02  # for each second between a syllable's share of its line and when it was heard

Like = Callable[[str, str], float]


class Written(NamedTuple):
    """A syllable of a seen line, `at_ms` where it would stand were the line spoken evenly."""

    sound: str
    span: Span
    at_ms: float


class Spoken(NamedTuple):
    sound: str
    span: Span


class Pair(NamedTuple):
    """Indices into both runs, and how alike they sound (0 to 1)."""

    written: int
    spoken: int
    alike: float


class _Row(NamedTuple):
    """`best[k]` is the worth of the best pairs that use spoken syllables before `band.start + k` only."""

    band: range
    best: Sequence[float]

    def upto(self, spoken: int) -> float:
        return self.best[max(0, min(spoken - self.band.start, len(self.best) - 1))]


_NOTHING = _Row(range(0), [0.0])


def align(written: Sequence[Written], spoken: Sequence[Spoken], like: Like) -> list[Pair]:
    """The pairs, in order. Both runs are in order of time; only what is within reach is compared, so that
    the work grows with the length of the film and not with its square."""
    times = list(accumulate(((one.span.start_ms + one.span.end_ms) / 2 for one in spoken), max))
    rows = [_NOTHING]
    for one, band in zip(written, _bands(written, times), strict=True):
        worths = [_worth(one, times[j], like(one.sound, spoken[j].sound)) for j in band]
        rows.append(_row(rows[-1], band, worths))
    return [Pair(at, j, like(written[at].sound, spoken[j].sound)) for at, j in reversed(list(_traced(rows)))]


def _bands(written: Sequence[Written], times: Sequence[float]) -> Iterator[range]:
    """What each may be paired with; both ends only ever move on."""
    start = end = 0
    for one in written:
        last_ms = min(one.span.end_ms, one.span.start_ms + LONGEST_MS)
        start = max(start, bisect_left(times, one.span.start_ms - REACH_MS))
        end = max(end, start, bisect_right(times, last_ms + REACH_MS))
        yield range(start, end)


def _worth(one: Written, at_ms: float, alike: float) -> float:
    away = max(one.span.start_ms - at_ms, at_ms - one.span.end_ms, 0.0)
    if away and (away > REACH_MS or alike < _ALIKE):
        return 0.0
    order = _ORDER * min(1.0, abs(one.at_ms - at_ms) / 1000)
    return max(0.0, alike**2 * (1 - away / (2 * REACH_MS)) + (0.0 if away else _ANY) - order)


def _row(above: _Row, band: range, worths: Sequence[float]) -> _Row:
    over = [above.upto(j) for j in range(band.start, band.stop + 1)]
    best = [over[0]]
    for before, alone, worth in zip(over, over[1:], worths, strict=False):
        best.append(max(best[-1], alone, before + worth if worth else 0.0))
    return _Row(band, best)


def _traced(rows: Sequence[_Row]) -> Iterator[tuple[int, int]]:
    """The pairs behind the best worth, last to first; `rows` begin with one for nothing written."""
    j = rows[-1].band.stop
    for at in range(len(rows) - 1, 0, -1):
        row, above = rows[at], rows[at - 1]
        j = min(j, row.band.stop)
        while j > row.band.start and row.upto(j) == row.upto(j - 1):
            j -= 1
        if j > row.band.start and row.upto(j) > above.upto(j):
            j -= 1
            yield at - 1, j
