"""What the page tells of one file."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from localize.deliver.report.charts import Chart
from localize.deliver.report.frame import Tile
from localize.deliver.report.pace import gap_chart, speed_chart
from localize.domain.finding import BLOCKING, SEVERITIES, CheckedCue, Finding, Report, Severity
from localize.domain.language import language_name
from localize.domain.times import clock


class Told(NamedTuple):
    """A cue with all that was found in it, and a `picture` as a data URI, or empty."""

    id: str
    cue: CheckedCue
    times: str
    findings: Sequence[Finding]
    picture: str


class Section(NamedTuple):
    """`checks` are those that found something, with their severity and how often; `left_out` are cues with
    findings."""

    id: str
    report: Report
    language: str
    tiles: Sequence[Tile]
    checks: Sequence[tuple[str, str, int]]
    charts: Sequence[Chart]
    whole: Sequence[Finding]
    cues: Sequence[Told]
    left_out: int
    is_wide: bool
    bare: str


def section(
    id: str,
    report: Report,
    most: int,
    pictures: Mapping[int, bytes],
    size: tuple[int, int],
    bare: str,
) -> Section:
    """With at most so many cues; see `page.Illustrated`."""
    by_cue: dict[int, list[Finding]] = {}
    for finding in report.findings:
        by_cue.setdefault(finding.cue, []).append(finding)
    cues = found_in(report)
    told = {cue.number: _told(id, cue, by_cue[cue.number], pictures) for cue in cues[:most]}

    def link(cue: int) -> str:
        return f"#{told[cue].id}" if cue in told else ""

    return Section(
        id=id,
        report=report,
        language=language_name(report.language),
        tiles=_tiles(report),
        checks=_checks(report),
        charts=(speed_chart(report, link), gap_chart(report, link)) if report.cues else (),
        whole=by_cue.get(0, ()),
        cues=tuple(told.values()),
        left_out=len(cues) - len(told),
        is_wide=size[0] > size[1],
        bare=bare,
    )


def named(severity: Severity, count: int) -> str:
    """`3 warnings` without the number."""
    return severity if severity == BLOCKING or count == 1 else f"{severity}s"


def found_in(report: Report) -> list[CheckedCue]:
    """The cues with findings, in the order of those."""
    cues = {cue.number: cue for cue in report.cues}
    return [cues[number] for number in dict.fromkeys(one.cue for one in report.findings) if number in cues]


def middle(cue: CheckedCue) -> int:
    return (cue.start_ms + max(cue.start_ms, cue.end_ms)) // 2


def _tiles(report: Report) -> list[Tile]:
    counts = [(severity, report.count(severity)) for severity in SEVERITIES]
    graded = [Tile(str(count), named(grade, count), grade if count else "") for grade, count in counts]
    mended = [Tile(str(len(report.mended)), "mended")] if report.mended else []
    return [Tile(str(len(report.cues)), "cue" if len(report.cues) == 1 else "cues"), *graded, *mended]


def _told(id: str, cue: CheckedCue, findings: Sequence[Finding], pictures: Mapping[int, bytes]) -> Told:
    jpeg = pictures.get(middle(cue), b"")
    uri = f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}" if jpeg else ""
    times = f"{clock(cue.start_ms)} – {clock(cue.end_ms)}"
    return Told(f"{id}-cue-{cue.number}", cue, times, findings, uri)


def _checks(report: Report) -> list[tuple[str, str, int]]:
    def of(finding: Finding) -> tuple[int, str]:
        return SEVERITIES.index(finding.severity), finding.check

    groups = groupby(sorted(report.findings, key=of), key=of)
    return [(name, SEVERITIES[grade], len(list(found))) for (grade, name), found in groups]
