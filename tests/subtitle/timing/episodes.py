"""Speech for the tests of timing, and the best times for it by trying every moment."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TypeAlias

from hypothesis import strategies as st

from localize.domain.screen import Frames, Screen
from localize.domain.times import Span
from localize.profiles import Limits, load_profile
from localize.subtitle.timing.costs import Costs, Sound, sound_of
from localize.subtitle.timing.grid import Grid, grid_of
from localize.subtitle.timing.shots import Shots

RATES = ((24000, 1001), (24, 1), (25, 1), (30000, 1001), (30, 1), (50, 1), (60000, 1001), (60, 1))

Speech: TypeAlias = list[tuple[Span, float]]


def limits(language: str = "en") -> Limits:
    return load_profile("netflix").limits(language)


def screen(frames: Frames, cuts: Sequence[int] = ()) -> Screen:
    return Screen(720, 1280, frames, tuple(cuts))


@st.composite
def speech(draw: st.DrawFn, most: int = 12, longest_ms: int = 4000, step_ms: int = 1) -> Speech:
    """Sounds with their reading times, in order of their starts, at times all at once, or of no length."""
    pauses = draw(st.lists(st.integers(0, longest_ms // step_ms), max_size=most))
    start = draw(st.sampled_from([-500, 0, 1000, 4_000_000]))
    return [
        (
            Span(at, at + step_ms * draw(st.integers(-2, longest_ms // step_ms))),
            draw(st.floats(0, 2 * longest_ms, allow_nan=False)),
        )
        for at in accumulate((step_ms * pause for pause in pauses), initial=start)
    ]


@st.composite
def frames(draw: st.DrawFn) -> Frames:
    if draw(st.booleans()):
        return Frames(*draw(st.sampled_from(RATES)))
    lengths = draw(st.lists(st.integers(5, 120), min_size=1, max_size=60))
    return Frames.at_moments(list(accumulate(lengths, initial=0)), 25, 1)


class Problem:
    """Sounds on a grid, with what their times cost."""

    def __init__(self, spoken: Speech, within: Limits, seen: Screen) -> None:
        self.grid: Grid = grid_of(within, seen)
        self.shots = Shots(seen.cuts, within, self.grid)
        self.costs = Costs(self.grid, self.shots)
        self.sounds: list[Sound] = [
            sound_of(span, need, within.linger_ms, self.grid, self.shots) for span, need in spoken
        ]

    def least_cost(self, last: int) -> float:
        """By trying every start and end up to the moment `last`."""
        grid, costs = self.grid, self.costs
        ways: dict[int, float] = {}
        for number, sound in enumerate(self.sounds):
            found: dict[int, float] = {}
            for start in range(sound.earliest, last):
                so_far = [
                    cost + costs.of_gap(end, start) for end, cost in ways.items() if end + grid.gap <= start
                ]
                if number and not so_far:
                    continue
                cost = min(so_far, default=0.0) + costs.of_start(sound, start)
                shortest, longest = grid.ends(start)
                for end in range(shortest, longest + 1):
                    total = cost + costs.of_end(sound, end) + costs.of_length(sound, start, end)
                    found[end] = min(total, found.get(end, total))
            ways = found
        return min(ways.values())
