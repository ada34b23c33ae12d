"""The cheapest times of all cues together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import TypeAlias

from localize.domain.screen import UNKNOWN, Screen
from localize.domain.times import Span
from localize.profiles import Limits
from localize.subtitle.timing.candidates import Candidates, candidates
from localize.subtitle.timing.costs import AT_A_CUT, BAD_GAP, LATEST_MS, Costs, Sound, of_missing, sound_of
from localize.subtitle.timing.grid import Grid, grid_of
from localize.subtitle.timing.shots import Shots


def schedule(
    sounds: Sequence[Span], needs_ms: Sequence[float], limits: Limits, screen: Screen = UNKNOWN
) -> list[Span]:
    """When cues for these sounds, in order of their starts, are shown; `needs_ms` are their reading times.

    Cues keep their order and the gap between them, and none is shown for less than half the shortest duration
    or for more than the longest; within that the times are the cheapest by `costs.py`. All are those of
    frames where the screen is known. Takes time in proportion to the number of cues.
    """
    grid = grid_of(limits, screen)
    shots = Shots(screen.cuts, limits, grid)
    timed = [
        sound_of(sound, need, limits.linger_ms, grid, shots)
        for sound, need in zip(sounds, needs_ms, strict=True)
    ]
    times = cheapest(timed, grid, shots)
    return [Span(grid.at_ms(start), grid.at_ms(end)) for start, end in times]


# The cheapest way to show the cues up to one: what it costs, when that one starts, and the end of the cue
# before it, None for the first. Plain tuples: some twenty are made a cue, and a named one takes
# nine times as long to make.
_Way: TypeAlias = tuple[float, int, int | None]

# The end of the cue before, as a start after it asks for it: the first start, when a pause after it is long
# enough, itself, and what it costs so far.
_End: TypeAlias = tuple[int, int, int, float]

# From a start: where a cue ends that is shown as short as may be, for the shortest duration, for its reading
# time, and as long as may be; those of them that are worth trying.
_Reach: TypeAlias = tuple[int, int, int, int, list[int]]

# By the end of the cue, in order.
_Ways: TypeAlias = Mapping[int, _Way]


def cheapest(sounds: Sequence[Sound], grid: Grid, shots: Shots) -> list[tuple[int, int]]:
    """Start and end of each cue on the grid (Viterbi's algorithm over the candidates)."""
    search = _Search(grid, shots)
    tried = candidates(sounds, grid, shots)
    steps: list[_Ways] = []
    for number, (sound, options) in enumerate(zip(sounds, tried, strict=True)):
        arrivals = search.arrivals(steps[-1], sound, options) if steps else search.first(sound, options)
        ways = search.ways(arrivals, sound, options)
        is_last = number + 1 == len(sounds)
        steps.append(ways if is_last else search.worthwhile(ways, sounds[number + 1], tried[number + 1]))
    return list(_traced(steps))[::-1]


def _traced(steps: Sequence[_Ways]) -> Iterator[tuple[int, int]]:
    """From the last cue to the first."""
    end = _cheapest_end(steps[-1], steps[-1]) if steps else None
    for ways in reversed(steps):
        assert end is not None  # only the first cue has none before it
        _, start, before = ways[end]
        yield start, end
        end = before


def _cheapest_end(ways: _Ways, ends: Iterable[int]) -> int | None:
    """The earliest of the cheapest."""
    return min([(ways[end][0], end) for end in ends], default=(inf, None))[1]


class _Search:
    def __init__(self, grid: Grid, shots: Shots) -> None:
        self._grid, self._shots, self._costs = grid, shots, Costs(grid, shots)

    def first(self, sound: Sound, options: Candidates) -> Iterable[_Way]:
        return [(self._costs.of_start(sound, start), start, None) for start in options.starts]

    def arrivals(self, before: _Ways, sound: Sound, options: Candidates) -> Iterator[_Way]:
        """The starts that are worth it: each is cheaper than all before it, which leave more time to read."""
        grid, at_ms = self._grid, self._grid.at_ms
        first = next(iter(before)) + grid.gap
        ends = [(end + grid.gap, at_ms(end) + grid.close_ms, end, way[0]) for end, way in before.items()]
        starts = {start for start in options.starts if start >= first}
        starts.update(self._pushed(ends, sound, options.is_early))
        least, roomy = inf, self._is_roomy(sound)
        cheapest = min(way[0] for way in before.values())
        for start in sorted(starts):
            own, start_ms = self._costs.of_start(sound, start), at_ms(start)
            if cheapest + own < least:
                cost, end = _after(ends, start, start_ms, least - own)
                if end is not None:
                    least = cost + own if roomy else inf
                    yield cost + own, start, end
            elif (
                start_ms >= sound.late_ms and cheapest + (own - AT_A_CUT if own >= AT_A_CUT else own) >= least
            ):
                break  # all further ones are later still

    def _is_roomy(self, sound: Sound) -> bool:
        """Whether the longest duration leaves all that the cue may want."""
        return self._grid.at_ms(sound.earliest) + self._grid.max_ms >= sound.lingered_ms + 2 * LATEST_MS

    def _pushed(self, before: Sequence[_End], sound: Sound, is_early: bool) -> Iterator[int]:
        """As soon after the cue before as may be, or after a pause, or at the cut that is near then."""
        earliest = sound.earliest if is_early else min(sound.voiced, sound.due)
        for start, paused_ms, _, _ in before:
            if start > earliest:
                yield start
            if (paused := self._grid.index_from(paused_ms)) > earliest:
                yield paused
        first, last = before[0][0], before[-1][0]
        yield from (one for one in self._shots.from_there(first, last) if one > max(first, earliest))

    def ways(self, arrivals: Iterable[_Way], sound: Sound, options: Candidates) -> dict[int, _Way]:
        """For each end the cheapest start.

        From the last start to the first: an end at which a later and cheaper one has been shown for long
        enough is none that an earlier one could reach for less.
        """
        at_ms, ends, of_ends = self._grid.at_ms, options.ends, self._costs.of_ends
        arrived = [(arrival, self._reach(arrival[1], sound)) for arrival in arrivals]
        others = {end for _, reach in arrived for end in reach[-1]}.difference(ends)
        own, other = of_ends(sound, ends), {one[0]: one for one in of_ends(sound, sorted(others))}
        ways: dict[int, _Way] = {}
        enough: list[tuple[float, int]] = []
        for (cost, start, before), (first, shortest, readable, last, tried) in reversed(arrived):
            settled = last + 1
            for least, end in reversed(enough):
                if least < cost:
                    settled = min(settled, end)
                    break
            enough.append((cost, max(first, shortest, readable)))
            shortest_ms, readable_ms = at_ms(shortest), at_ms(readable)
            enough_ms = max(shortest_ms, readable_ms)
            near = own[bisect_left(ends, first) : bisect_left(ends, settled)]
            for end, end_ms, price in near + [other[end] for end in tried if end in other]:
                total, known = cost + price, ways.get(end)
                if known is None or total <= known[0]:
                    if end_ms < enough_ms:
                        total += of_missing(shortest_ms, readable_ms, end_ms)
                    if known is None or total <= known[0]:
                        ways[end] = total, start, before
        return ways

    def _reach(self, start: int, sound: Sound) -> _Reach:
        grid = self._grid
        first, last = grid.ends(start)
        shortest, readable = grid.after(start, grid.min_ms), grid.after(start, sound.need_ms)
        tried = {first, shortest, readable} if last > sound.lingered else {first, shortest, readable, last}
        return first, shortest, readable, last, [end for end in tried if first <= end <= last]

    def worthwhile(self, ways: _Ways, sound: Sound, options: Candidates) -> _Ways:
        """By end, without those that another one beats whatever follows, for a next cue of that sound.

        Of the ends that lie a pause before all that it may start from only the cheapest is kept; what ends
        later must cost less than what ends before it with a bad gap, and what delays the next cue less than
        what delays it less.
        """
        grid = self._grid
        free = grid.before(min(sound.earliest, options.starts[0]), grid.close_ms)
        delaying = max(sound.voiced, sound.due) - grid.gap if self._is_roomy(sound) else inf
        chosen: dict[int, _Way] = {}
        most = inf
        if (end := _cheapest_end(ways, (end for end in ways if end <= free))) is not None:
            chosen[end] = ways[end]
            most = ways[end][0]
        for end in sorted(end for end in ways if end > free):
            cost = ways[end][0]
            if cost < most:
                chosen[end] = ways[end]
                most = min(most, cost + self._worst_beside(end, delaying))
        return chosen

    def _worst_beside(self, end: int, delaying: float) -> int:
        """What it may cost more at most to go on from there than from any later end."""
        if end < delaying:
            return BAD_GAP
        return AT_A_CUT if self._shots.begins_badly(end + self._grid.gap) else 0


def _after(before: Sequence[_End], start: int, start_ms: int, most: float) -> tuple[float, int | None]:
    """The cheapest end before that start, and the cost, if that is less than `most`; gaps are priced as
    `Costs.of_gap` does."""
    best: int | None = None
    for first, paused_ms, end, cost in before:
        if first > start:
            break
        if cost < most:
            total = cost if first == start or start_ms >= paused_ms else cost + BAD_GAP
            if total < most:
                most, best = total, end
    return most, best
