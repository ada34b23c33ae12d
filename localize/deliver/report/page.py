"""Reports → the page, in which what comes from a file is text, whatever it looks like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from localize.deliver.report.frame import render
from localize.deliver.report.sections import Section, found_in, middle, section
from localize.deliver.report.sharing import shares
from localize.deliver.report.summary import folder_of, table_of, tiles_of
from localize.domain.finding import NOT_CHECKED, SEVERITIES, Report

# A page with more pictures, or more cues, is slow to open and nobody reads it to its end: of each file the
# gravest come first, and `--json` has the rest.
MOST_PICTURES = 150
MOST_CUES = 500
MOST_CUES_OF_ALL = 2000


class Illustrated(NamedTuple):
    """A report with pictures, JPEG by the moment they show (see `pictured`), of a video of `size`, width and
    height in pixels. `bare` says why no subtitles are drawn in them, or is empty."""

    report: Report
    size: tuple[int, int] = (0, 0)
    pictures: Mapping[int, bytes] = MappingProxyType({})
    bare: str = ""


def pictured(reports: Sequence[Report]) -> list[list[int]]:
    """The moments of which the page of these shows a picture: the middles of cues with findings, the gravest
    first."""
    cues = [found_in(report) for report in reports]
    few = shares(list(map(len, cues)), MOST_PICTURES)
    return [[middle(cue) for cue in of[:most]] for of, most in zip(cues, few, strict=True)]


def page(reports: Sequence[Illustrated]) -> str:
    """The riskiest file first, and before them those that could not be checked."""
    unchecked = [one.report for one in reports if _is_unchecked(one.report)]
    sections = _sections(sorted((one for one in reports if not _is_unchecked(one.report)), key=_risk))
    folder = folder_of([one.report.file for one in reports])
    return render(
        "page.html.j2",
        sections=sections,
        unchecked=unchecked,
        folder=folder,
        tiles=tiles_of(sections, len(unchecked)),
        table=table_of(sections, folder),
        severities=SEVERITIES,
    )


def _sections(checked: Sequence[Illustrated]) -> list[Section]:
    wanted = [min(MOST_CUES, len(found_in(one.report))) for one in checked]
    return [
        section(f"file-{number}", one.report, most, one.pictures, one.size, one.bare)
        for number, (one, most) in enumerate(zip(checked, shares(wanted, MOST_CUES_OF_ALL), strict=True), 1)
    ]


def _risk(one: Illustrated) -> tuple[int, ...]:
    return tuple(-one.report.count(severity) for severity in SEVERITIES)


def _is_unchecked(report: Report) -> bool:
    return any(one.check == NOT_CHECKED for one in report.findings)
