"""Reading speed and gaps over the time of a file, as shapes for an SVG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from localize.domain.finding import SEVERITIES, CheckedCue, Report

WIDTH, HEIGHT = 960.0, 220.0
# Around what is drawn: numbers on the left, times below.
LEFT, RIGHT, TOP, BOTTOM = 44.0, 12.0, 12.0, 26.0
# A cue of a long file would be less than a pixel wide.
LEAST_BAR = 2.5
# A gap over this is a pause of the scene, and left out.
LONGEST_GAP_MS = 1500
# How far the speed's axis reaches at least and at most, in limits.
LOWEST, HIGHEST = 1.5, 3.0
_STEPS_MS = (5_000, 10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000)
MOST_TIMES = 8

SPEED_CHECKS = frozenset({"reading-speed", "reading-speed-of-two"})
GAP_CHECKS = frozenset({"gap", "open-gap", "overlap", "card-over-dialogue"})


class Bar(NamedTuple):
    """`grade` is a severity, or `fine`."""

    x: float
    y: float
    width: float
    height: float
    grade: str
    label: str


class Mark(NamedTuple):
    """A line across the chart, or a time below it."""

    at: float
    label: str


class Chart(NamedTuple):
    title: str
    unit: str
    bars: tuple[Bar, ...]
    limit: Mark
    levels: tuple[Mark, ...]
    times: tuple[Mark, ...]
    base: float


def speed_chart(report: Report) -> Chart:
    """Bars as high as a cue is fast, as wide as it is long."""
    fastest = max([report.speed_limit * LOWEST, *(cue.speed for cue in report.cues)])
    most = min(fastest, report.speed_limit * HIGHEST)
    grades = _grades(report, SPEED_CHECKS)
    axis = _Axis(0.0, most, _end_ms(report))
    bars = tuple(
        axis.bar(cue, cue.start_ms, cue.end_ms, min(cue.speed, most), grades, f"{cue.speed:.1f} characters/s")
        for cue in report.cues
    )
    limit = Mark(axis.y(report.speed_limit), f"limit {report.speed_limit:g}")
    return axis.chart("Reading speed", "characters a second", bars, limit)


def gap_chart(report: Report) -> Chart:
    """Bars as high as the gap after a cue is long, below the line where two overlap; the colour is that of
    what was found in the cue that follows."""
    gaps = [
        (cue, cue.gap_ms) for cue in report.cues if cue.gap_ms is not None and cue.gap_ms <= LONGEST_GAP_MS
    ]
    followers = _grades(report, GAP_CHECKS)
    after = {one.number: two.number for one, two in pairwise(report.cues)}
    grades = {number: followers[two] for number, two in after.items() if two in followers}
    least = max(-LONGEST_GAP_MS, min([0, *(gap for _, gap in gaps)]))
    axis = _Axis(float(least), float(LONGEST_GAP_MS), _end_ms(report))
    bars = tuple(
        axis.bar(cue, cue.end_ms, cue.end_ms + max(gap, 0), float(max(least, gap)), grades, f"gap {gap} ms")
        for cue, gap in gaps
    )
    limit = Mark(axis.y(report.gap_limit_ms), f"at least {report.gap_limit_ms} ms")
    return axis.chart(
        "Gaps", f"milliseconds to the next cue, pauses over {LONGEST_GAP_MS} left out", bars, limit
    )


class _Axis:
    """From values and milliseconds to the units of the picture."""

    def __init__(self, low: float, high: float, end_ms: int) -> None:
        self.low, self.high, self.end_ms = low, max(high, low + 1), max(1, end_ms)

    def x(self, ms: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * min(1.0, ms / self.end_ms), 1)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share, 1)

    def bar(
        self, cue: CheckedCue, start_ms: int, end_ms: int, value: float, grades: Mapping[int, str], label: str
    ) -> Bar:
        x, width = self.x(start_ms), max(LEAST_BAR, round(self.x(end_ms) - self.x(start_ms), 1))
        top, foot = self.y(max(value, 0.0)), self.y(min(value, 0.0))
        told = f"cue {cue.number}: {label}"
        height = round(max(foot - top, LEAST_BAR), 1)
        return Bar(x, top, width, height, grades.get(cue.number, "fine"), told)

    def chart(self, title: str, unit: str, bars: tuple[Bar, ...], limit: Mark) -> Chart:
        levels = tuple(Mark(self.y(value), f"{value:g}") for value in self._levels())
        return Chart(title, unit, bars, limit, levels, tuple(self._times()), self.y(0.0))

    def _levels(self) -> Iterator[float]:
        step = next(step for step in (5, 10, 20, 50, 100, 500, 5000, 10**9) if self.high / step <= 5)
        value = -(-self.low // step) * step
        while value <= self.high:
            yield value
            value += step

    def _times(self) -> Iterator[Mark]:
        steps = (step for step in _STEPS_MS if self.end_ms / step <= MOST_TIMES)
        step = next(steps, _STEPS_MS[-1] * max(1, self.end_ms // (MOST_TIMES * _STEPS_MS[-1])))
        for ms in range(0, self.end_ms + 1, step):
            yield Mark(self.x(ms), _short_clock(ms))


def _grades(report: Report, checks: frozenset[str]) -> dict[int, str]:
    graver_last = sorted(report.findings, key=lambda one: -SEVERITIES.index(one.severity))
    return {one.cue: one.severity for one in graver_last if one.check in checks}


def _end_ms(report: Report) -> int:
    return max([report.duration_ms, *(cue.end_ms for cue in report.cues)])


def _short_clock(ms: int) -> str:
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
