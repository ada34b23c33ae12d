"""The cheapest times of all cues together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import NamedTuple, TypeAlias

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
# before it, None for the first. Plain tuples: some fifteen are made a cue, and a named one takes nine times
# as long to make.
_Way: TypeAlias = tuple[int, int, int | None]

# By the end of the cue, in order.
_Ways: TypeAlias = Mapping[int, _Way]

# The end of the cue before, as a start after it asks for it: the first start, when a pause after it is long
# enough, itself, and what it costs so far.
_End: TypeAlias = tuple[int, int, int, int]

# A way up to a start, and from there the first and the last end that the cue may have, when it has been shown
# for the shortest duration, and when for its reading time.
_Arrival: TypeAlias = tuple[int, int, int | None, int, int, int, int]


def cheapest(sounds: Sequence[Sound], grid: Grid, shots: Shots) -> list[tuple[int, int]]:
    """Start and end of each cue on the grid (Viterbi's algorithm over the candidates)."""
    if not sounds:
        return []
    search = _Search(grid, shots)
    tried = candidates(sounds, grid, shots)
    following = [search.before(*one) for one in zip(sounds[1:], tried[1:], strict=True)]
    steps: list[_Ways] = []
    for sound, options, after in zip(sounds, tried, [*following, _NOTHING], strict=True):
        starts = search.starts(steps[-1], sound, options) if steps else search.first(sound, options)
        steps.append(search.ends(starts, sound, options, after))
    return list(_traced(steps))[::-1]


def _traced(steps: Sequence[_Ways]) -> Iterator[tuple[int, int]]:
    """From the last cue, of which one end is left, to the first."""
    end: int | None = next(iter(steps[-1]))
    for ways in reversed(steps):
        assert end is not None  # only the first cue has none before it
        _, start, before = ways[end]
        yield start, end
        end = before


class _Following(NamedTuple):
    """How ends stand to the next cue: up to `free` they lie a pause before all that it may start from, and
    from `delaying` on each later one delays it more."""

    free: float
    delaying: float


_NOTHING = _Following(free=inf, delaying=inf)


class _Search:
    def __init__(self, grid: Grid, shots: Shots) -> None:
        self._grid, self._shots, self._costs = grid, shots, Costs(grid, shots)

    def before(self, sound: Sound, options: Candidates) -> _Following:
        """A cue of that sound."""
        grid = self._grid
        free = grid.before(min(sound.earliest, options.starts[0]), grid.close_ms)
        delaying = max(sound.voiced, sound.due) - grid.gap if self._is_roomy(sound) else inf
        return _Following(free, delaying)

    def first(self, sound: Sound, options: Candidates) -> list[_Way]:
        return [(self._costs.of_start(sound, start), start, None) for start in options.starts]

    def starts(self, before: _Ways, sound: Sound, options: Candidates) -> list[_Way]:
        """Of those that are worth it: each is cheaper than all before it, which leave more time to read."""
        grid, at_ms, begins_badly, costs = self._grid, self._grid.at_ms, self._shots.begins_badly, self._costs
        ends = [(end + grid.gap, at_ms(end) + grid.close_ms, end, way[0]) for end, way in before.items()]
        tried = self._pushed(ends, sound, options.is_early)
        tried.update(options.starts)
        least, cheapest, roomy = inf, min([cost for _, _, _, cost in ends]), self._is_roomy(sound)
        ways: list[_Way] = []
        for start in sorted([start for start in tried if start >= ends[0][0]]):
            start_ms = at_ms(start)
            own = costs.of_beginning(sound, start_ms)
            if cheapest + own >= least:
                if start_ms >= sound.late_ms:
                    break  # all further ones are later still
                continue
            if begins_badly(start):
                own += AT_A_CUT
            cost, end = _after(ends, start, start_ms, least - own)
            if end is not None:
                ways.append((cost + own, start, end))
                least = cost + own if roomy else inf
        return ways

    def _is_roomy(self, sound: Sound) -> bool:
        """Whether the longest duration leaves all that the cue may want."""
        return self._grid.at_ms(sound.earliest) + self._grid.max_ms >= sound.lingered_ms + 2 * LATEST_MS

    def _pushed(self, before: Sequence[_End], sound: Sound, is_early: bool) -> set[int]:
        """As soon after the cue before as may be, or after a pause, or at the cut that is near then."""
        earliest = sound.earliest if is_early else min(sound.voiced, sound.due)
        earliest_ms, index_from = self._grid.at_ms(earliest), self._grid.index_from
        pushed = {start for start, _, _, _ in before if start > earliest}
        pushed.update([index_from(paused) for _, paused, _, _ in before if paused > earliest_ms])
        first, last = before[0][0], before[-1][0]
        at_cuts = self._shots.from_there(first, last)
        return pushed.union([start for start in at_cuts if start > max(first, earliest)])

    def ends(self, starts: Sequence[_Way], sound: Sound, options: Candidates, following: _Following) -> _Ways:
        """For each end the cheapest start, without the ends that another one beats whatever follows.

        Of those that are free only the cheapest is kept; what ends later must cost less than what ends before
        it with a bad gap, and what delays the next cue less than what delays it less. None is looked at that
        would cost as much from the cheapest start with time enough.
        """
        at_ms, ends_badly, costs = self._grid.at_ms, self._shots.ends_badly, self._costs
        tried = self._tried(starts, sound, options)
        most, least = inf, min([cost for cost, _, _ in starts])
        chosen: dict[int, _Way] = {}
        for end in sorted(tried):
            end_ms = at_ms(end)
            price = costs.of_ending(sound, end_ms)
            if least + price >= most:
                if end_ms >= sound.over_ms:
                    break  # all further ones stay longer still
                continue
            if ends_badly(end):
                price += AT_A_CUT
            if way := _cheapest(tried[end], end, end_ms, price, most):
                if end <= following.free:
                    chosen.clear()
                    most = way[0]
                else:
                    most = min(most, way[0] + self._worst_beside(end, following.delaying))
                chosen[end] = way
        return chosen

    def _tried(self, starts: Sequence[_Way], sound: Sound, options: Candidates) -> dict[int, list[_Arrival]]:
        """By end the starts, from the last to the first, that it is worth trying from: for what is known
        beforehand all."""
        tried: dict[int, list[_Arrival]] = {}
        arrivals: list[_Arrival] = []
        for way in reversed(starts):
            arrival, ends = self._arrival(way, sound)
            arrivals.append(arrival)
            for end in ends:
                tried.setdefault(end, []).append(arrival)
        tried.update(dict.fromkeys(options.ends, arrivals))
        return tried

    def _arrival(self, way: _Way, sound: Sound) -> tuple[_Arrival, list[int]]:
        """With the ends that are worth trying from there."""
        grid, at_ms, index_from = self._grid, self._grid.at_ms, self._grid.index_from
        start_ms, (first, last) = at_ms(way[1]), grid.ends(way[1])
        shortest, readable = index_from(start_ms + grid.min_ms), index_from(start_ms + sound.need_ms)
        ends = {first, shortest, readable} if last > sound.lingered else {first, shortest, readable, last}
        arrival = (*way, first, last, at_ms(shortest), at_ms(readable))
        return arrival, [end for end in ends if first <= end <= last]

    def _worst_beside(self, end: int, delaying: float) -> int:
        """What it may cost more at most to go on from there than from any later end."""
        if end < delaying:
            return BAD_GAP
        return AT_A_CUT if self._shots.begins_badly(end + self._grid.gap) else 0


def _cheapest(arrivals: Sequence[_Arrival], end: int, end_ms: int, price: int, most: float) -> _Way | None:
    """The way to an end of that price from the cheapest start, the first of several, for less than `most`."""
    way: _Way | None = None
    for cost, start, before, first, last, shortest_ms, readable_ms in arrivals:
        total = cost + price
        if total <= most and first <= end <= last:
            if end_ms < shortest_ms or end_ms < readable_ms:
                total += of_missing(shortest_ms, readable_ms, end_ms)
            if total < most or (way and total == most):
                most, way = total, (total, start, before)
    return way


def _after(before: Sequence[_End], start: int, start_ms: int, most: float) -> tuple[int, int | None]:
    """The cheapest end before that start, and its cost, if that is less than `most`; gaps are priced as
    `Costs.of_gap` does."""
    least, best = 0, None
    for first, paused_ms, end, cost in before:
        if first > start:
            break
        if cost < most:
            total = cost if first == start or start_ms >= paused_ms else cost + BAD_GAP
            if total < most:
                most = least = total
                best = end
    return least, best
