"""The summary of a season's run → the page, in which whatever comes from a series is text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from localize.deliver.report.frame import Table, Tile, render
from localize.domain.finding import Severity


class Why(NamedTuple):
    """One thing that speaks against a line; `where` is the language it is found in, empty for the source."""

    kind: str
    where: str
    text: str
    grade: Severity


class Said(NamedTuple):
    """A line in one language; `name` is the language's."""

    language: str
    name: str
    text: str


class RiskyLine(NamedTuple):
    """`standard` is the line in standard Mandarin where it is in dialect, else empty; `left_out` counts the
    translations in which nothing is found and which are not among `translations`. `show` is a command, `how`
    what to do, and `command` what that takes, or empty."""

    episode: str
    link: str
    time: str
    score: float
    grade: Severity
    kind: str
    source: Said
    standard: str
    translations: Sequence[Said]
    left_out: int
    reasons: Sequence[Why]
    show: str
    how: str
    command: str


class Failure(NamedTuple):
    """`status` is why it is here: failed, stopped, aside."""

    episode: str
    status: str
    grade: Severity
    reason: str
    hint: str


class Counted(NamedTuple):
    """Something that was found so often; `where` says in what, or is empty."""

    name: str
    times: int
    grade: str = ""
    where: str = ""


class Episode(NamedTuple):
    """What unfolds below the table."""

    id: str
    name: str
    status: str
    grade: str
    told: Sequence[str]
    tiles: Sequence[Tile]
    flags: Sequence[Counted]
    languages: Sequence[str]
    stages: Sequence[str]
    warnings: Sequence[str]
    show: str


class Summary(NamedTuple):
    """`ended` is why the run ended early, or empty; `folder` where the commands are to be run; `again` is the
    command that does what is left to do, or empty. `of` is how many lines the risky ones are chosen from;
    so many of them are `unfolded`, the rest a click away."""

    title: str
    told: Sequence[str]
    ended: str
    folder: str
    again: str
    tiles: Sequence[Tile]
    failures: Sequence[Failure]
    risky: Sequence[RiskyLine]
    of: int
    unfolded: int
    table: Table
    stages: Table
    flags: Sequence[Counted]
    warnings: Sequence[Counted]
    remarks: Sequence[str]
    models: Sequence[str]
    episodes: Sequence[Episode]


def season_page(summary: Summary) -> str:
    return render("season.html.j2", season=summary)
