"""Values over the time of a file → shapes for an SVG, which `parts.html.j2` draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Literal, NamedTuple, TypeAlias

from localize.domain.finding import SEVERITIES
from localize.domain.times import hours_minutes_seconds

# In units of the picture, which is scaled to the page.
WIDTH, HEIGHT = 960.0, 220.0
# Around what is drawn: numbers on the left, what is beyond the axis above, times below.
LEFT, RIGHT, TOP, BOTTOM = 48.0, 14.0, 22.0, 26.0
# What is less wide or high than this is not seen: a cue of a long file, a gap of none.
LEAST = 2.5
_STEPS_MS = (5_000, 10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000)
MOST_TIMES = 8
# Of the value axis, the first that leaves at most so many lines.
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_MOST_LEVELS = 6

FINE = "fine"
Kind: TypeAlias = Literal["bars", "dots"]


class Value(NamedTuple):
    """One value, from `start_ms` to `end_ms`. `grade` is a severity or `fine`; `link` what of the page tells
    more, or empty."""

    start_ms: int
    end_ms: int
    value: float
    label: str
    grade: str = FINE
    link: str = ""


class Bar(NamedTuple):
    """From the axis to the value, whose end is at `tip`; `is_cut` where the value lies beyond the axis."""

    x: float
    y: float
    width: float
    height: float
    tip: float
    is_cut: bool
    value: Value


class Mark(NamedTuple):
    """A line across the chart, or a time below it."""

    at: float
    label: str


class Chart(NamedTuple):
    """`note` says what the picture cannot show."""

    title: str
    unit: str
    kind: Kind
    bars: tuple[Bar, ...]
    limit: Mark
    levels: tuple[Mark, ...]
    times: tuple[Mark, ...]
    base: float
    note: str = ""

    @property
    def flagged(self) -> list[Bar]:
        return [bar for bar in self.bars if bar.value.grade != FINE]

    @property
    def grades(self) -> list[str]:
        """Those that are to be seen, the gravest first."""
        seen = {bar.value.grade for bar in self.bars}
        return [grade for grade in (*SEVERITIES, FINE) if grade in seen]

    @property
    def fine(self) -> str:
        """All that is fine, as one path: most of a file is, and a shape for each makes a page of a season
        several times as large."""
        return "".join(_path(bar) for bar in self.bars if bar.value.grade == FINE)

    @property
    def fine_tips(self) -> str:
        """Points, for a pen that is round."""
        return "".join(f"M{bar.x:g} {bar.tip:g}h0" for bar in self.bars if bar.value.grade == FINE)


def chart(
    title: str,
    unit: str,
    kind: Kind,
    values: Sequence[Value],
    limit: tuple[float, str],
    axis: Axis,
    note: str = "",
) -> Chart:
    """`limit` is a value and what it is called."""
    return Chart(
        title=title,
        unit=unit,
        kind=kind,
        bars=tuple(map(axis.bar, values)),
        limit=Mark(axis.y(limit[0]), limit[1]),
        levels=tuple(axis.levels()),
        times=tuple(axis.times()),
        base=axis.y(0.0),
        note=note,
    )


class Axis:
    """From values and milliseconds to the units of the picture."""

    def __init__(self, low: float, high: float, end_ms: int) -> None:
        self.low, self.high, self.end_ms = low, max(high, low + 1), max(1, end_ms)

    def x(self, ms: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * min(1.0, ms / self.end_ms), 1)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share, 1)

    def bar(self, one: Value) -> Bar:
        value = min(max(one.value, self.low), self.high)
        x, tip, base = self.x(one.start_ms), self.y(value), self.y(0.0)
        width = max(LEAST, round(self.x(one.end_ms) - x, 1))
        height = round(max(abs(base - tip), LEAST), 1)
        y = min(tip, round(base - LEAST, 1)) if value >= 0 else base
        return Bar(x, y, width, height, tip, value != one.value, one)

    def levels(self) -> Iterator[Mark]:
        span = self.high - self.low
        step = next((step for step in _STEPS if span / step <= _MOST_LEVELS), ceil(span / _MOST_LEVELS))
        for value in range(ceil(self.low / step) * step, int(self.high) + 1, step):
            yield Mark(self.y(value), str(value))

    def times(self) -> Iterator[Mark]:
        steps = (step for step in _STEPS_MS if self.end_ms / step <= MOST_TIMES)
        step = next(steps, _STEPS_MS[-1] * max(1, self.end_ms // (MOST_TIMES * _STEPS_MS[-1])))
        for ms in range(0, self.end_ms + 1, step):
            yield Mark(self.x(ms), _short_clock(ms))


def _path(bar: Bar) -> str:
    return f"M{bar.x:g} {bar.y:g}h{bar.width:g}v{bar.height:g}h-{bar.width:g}z"


def _short_clock(ms: int) -> str:
    hours, minutes, seconds = hours_minutes_seconds(ms // 1000)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
