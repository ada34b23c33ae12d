"""Reading speed and gaps over the time of a file, as charts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import pairwise

from localize.deliver.report.charts import FINE, Axis, Chart, Value, chart
from localize.domain.finding import SEVERITIES, CheckedCue, Report

# A gap over this is a pause of the scene, and left out; what a profile wants closed is at most half of it.
LONGEST_GAP_MS = 1000
# How far the speed's axis reaches at least and at most, in limits.
LOWEST, HIGHEST = 1.5, 3.0

SPEED_CHECKS = frozenset({"reading-speed", "reading-speed-of-two"})
GAP_CHECKS = frozenset({"gap", "open-gap", "overlap", "card-over-dialogue"})


def speed_chart(report: Report, link: Callable[[int], str] = lambda _: "") -> Chart:
    """Bars as high as a cue is fast, as wide as it is long. `link` gives what of the page tells of a cue."""
    fastest = max([report.speed_limit * LOWEST, *(cue.speed for cue in report.cues)])
    most = min(fastest, report.speed_limit * HIGHEST)
    grades = _grades(report, SPEED_CHECKS)

    def value(cue: CheckedCue) -> Value:
        label = f"cue {cue.number}: {cue.speed:.1f} characters/s"
        grade = grades.get(cue.number, FINE)
        return Value(cue.start_ms, cue.end_ms, cue.speed, label, grade, link(cue.number))

    return chart(
        "Reading speed",
        "characters a second",
        "bars",
        [value(cue) for cue in report.cues],
        (report.speed_limit, f"limit {report.speed_limit:g}"),
        Axis(0.0, most, _end_ms(report)),
        _beyond(report.cues, most),
    )


def gap_chart(report: Report, link: Callable[[int], str] = lambda _: "") -> Chart:
    """Points as high as the gap after a cue is long, below the line where two overlap; the colour is that of
    what was found in the cue that follows, to which `link` leads."""
    gaps = [
        (cue, cue.gap_ms) for cue in report.cues if cue.gap_ms is not None and cue.gap_ms <= LONGEST_GAP_MS
    ]
    grades = _grades(report, GAP_CHECKS)
    after = {one.number: two.number for one, two in pairwise(report.cues)}

    def value(cue: CheckedCue, gap: int) -> Value:
        follower = after.get(cue.number, 0)
        label = f"after cue {cue.number}: {_length(gap)}"
        return Value(cue.end_ms, cue.end_ms, gap, label, grades.get(follower, FINE), link(follower))

    values = [value(cue, gap) for cue, gap in gaps]
    least = max(-LONGEST_GAP_MS, min([0, *(gap for _, gap in gaps)]))
    beyond = sum(gap < least for _, gap in gaps)
    return chart(
        "Gaps",
        f"milliseconds to the next cue, pauses over {LONGEST_GAP_MS} left out",
        "dots",
        values,
        (report.gap_limit_ms, f"at least {report.gap_limit_ms} ms"),
        Axis(least, LONGEST_GAP_MS, _end_ms(report)),
        f"▽ overlaps by more than the axis shows: {beyond}." if beyond else "",
    )


def _beyond(cues: Iterable[CheckedCue], most: float) -> str:
    faster = [cue for cue in cues if cue.speed > most]
    if not faster:
        return ""
    fastest = max(faster, key=lambda cue: cue.speed)
    are = "cue is" if len(faster) == 1 else "cues are"
    return (
        f"△ {len(faster)} {are} faster than the axis shows; the fastest, cue {fastest.number}, "
        f"has {fastest.speed:.1f} characters a second."
    )


def _length(gap_ms: int) -> str:
    return f"gap of {gap_ms} ms" if gap_ms >= 0 else f"overlap of {-gap_ms} ms"


def _grades(report: Report, checks: Collection[str]) -> dict[int, str]:
    graver_last = sorted(report.findings, key=lambda one: -SEVERITIES.index(one.severity))
    return {one.cue: one.severity for one in graver_last if one.check in checks}


def _end_ms(report: Report) -> int:
    return max([report.duration_ms, *(cue.end_ms for cue in report.cues)])
