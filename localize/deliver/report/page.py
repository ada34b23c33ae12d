"""Reports → the page. Everything that comes from a file is text there, whatever it looks like."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from localize.deliver.report.charts import HEIGHT, LEFT, RIGHT, WIDTH, Chart, gap_chart, speed_chart
from localize.domain.finding import SEVERITIES, CheckedCue, Finding, Report
from localize.domain.language import language_name
from localize.domain.times import clock
from localize.domain.track import TOP
from localize.profiles import Layout

if TYPE_CHECKING:
    from jinja2 import Template

# A page with more pictures, or more cues, is slow to open and nobody reads it to its end: the gravest come
# first, and `--json` has the rest.
MOST_PICTURES = 150
MOST_CUES = 500


class Illustrated(NamedTuple):
    """A report with pictures, JPEG by the moment they show (see `pictured`), of a video of `size`, width and
    height in pixels."""

    report: Report
    layout: Layout
    size: tuple[int, int] = (0, 0)
    pictures: Mapping[int, bytes] = MappingProxyType({})


class Told(NamedTuple):
    """A cue with all that was found in it; `at_top` is where it stands in the `picture`, a data URI."""

    cue: CheckedCue
    times: str
    findings: Sequence[Finding]
    picture: str
    at_top: bool


class Lettering(NamedTuple):
    """How subtitles stand in a picture: the margins in percent of its height, the letters of its width."""

    top: float
    bottom: float
    size: float
    is_wide: bool


class Section(NamedTuple):
    """`counts` by severity, `checks` by name with their severity; `left_out` are cues with findings."""

    report: Report
    language: str
    counts: Mapping[str, int]
    checks: Sequence[tuple[str, str, int]]
    charts: Sequence[Chart]
    whole: Sequence[Finding]
    cues: Sequence[Told]
    left_out: int
    lettering: Lettering


def pictured(report: Report) -> list[int]:
    """The moments of which the page shows a picture: the middles of cues with findings, the gravest first."""
    return [_middle(cue) for cue in _found_in(report)[:MOST_PICTURES]]


def page(reports: Sequence[Illustrated]) -> str:
    sections = [_section(one) for one in reports]
    frame = {"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": WIDTH - RIGHT}
    return _template().render(sections=sections, severities=SEVERITIES, frame=frame)


def _section(one: Illustrated) -> Section:
    report, cues = one.report, _found_in(one.report)
    by_cue: dict[int, list[Finding]] = {}
    for finding in report.findings:
        by_cue.setdefault(finding.cue, []).append(finding)
    return Section(
        report=report,
        language=language_name(report.language),
        counts={severity: report.count(severity) for severity in SEVERITIES},
        checks=_checks(report),
        charts=(speed_chart(report), gap_chart(report)),
        whole=by_cue.get(0, ()),
        cues=[_told(cue, by_cue[cue.number], one.pictures) for cue in cues[:MOST_CUES]],
        left_out=max(0, len(cues) - MOST_CUES),
        lettering=_lettering(one.layout, *one.size),
    )


def _told(cue: CheckedCue, findings: Sequence[Finding], pictures: Mapping[int, bytes]) -> Told:
    jpeg = pictures.get(_middle(cue), b"")
    uri = f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}" if jpeg else ""
    return Told(cue, f"{clock(cue.start_ms)} – {clock(cue.end_ms)}", findings, uri, cue.place == TOP)


def _lettering(layout: Layout, width: int, height: int) -> Lettering:
    """In a picture of another shape letters are as large as its smaller side allows."""
    across, down = (width or layout.width), (height or layout.height)
    scale = min(across / layout.width, down / layout.height)
    return Lettering(
        top=100 * layout.margin_top / layout.height,
        bottom=100 * layout.margin_bottom / layout.height,
        size=100 * layout.size * scale / across,
        is_wide=across > down,
    )


def _checks(report: Report) -> list[tuple[str, str, int]]:
    def of(finding: Finding) -> tuple[int, str]:
        return SEVERITIES.index(finding.severity), finding.check

    groups = groupby(sorted(report.findings, key=of), key=of)
    return [(name, SEVERITIES[grade], len(list(found))) for (grade, name), found in groups]


def _found_in(report: Report) -> list[CheckedCue]:
    """The cues with findings, in the order of those."""
    cues = {cue.number: cue for cue in report.cues}
    return [cues[number] for number in dict.fromkeys(one.cue for one in report.findings) if number in cues]


def _middle(cue: CheckedCue) -> int:
    return (cue.start_ms + max(cue.start_ms, cue.end_ms)) // 2


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")
