"""What happens during a run, as values. The command line's progress and JSON lines only listen.

A listener is any callable that takes an event; it must be quick and must not raise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import msgspec


class Event(msgspec.Struct, frozen=True, tag_field="event", tag=str.lower):
    pass


class StageStarted(Event, frozen=True, tag="stage_started"):
    """`hits` of `parts` were found in the store and will not be run."""

    stage: str
    parts: int
    hits: int


class PartDone(Event, frozen=True, tag="part_done"):
    stage: str
    part: str


class StageDone(Event, frozen=True, tag="stage_done"):
    stage: str
    seconds: float


class PullStarted(Event, frozen=True, tag="pull_started"):
    model: str
    source: str
    bytes: int


class PullProgress(Event, frozen=True, tag="pull_progress"):
    """`bytes` of the model are here now."""

    model: str
    bytes: int


class PullDone(Event, frozen=True, tag="pull_done"):
    model: str
    path: str


class Warned(Event, frozen=True, tag="warning"):
    message: str


class DialectTold(Event, frozen=True, tag="dialect_told"):
    """What `--dialect auto` has told: a dialect's name, `mandarin` or `unknown`, and its probability; `title`
    is for people."""

    episode: str
    variety: str
    confidence: float
    title: str


class Written(Event, frozen=True, tag="written"):
    path: str


class EpisodeDone(Event, frozen=True, tag="episode_done"):
    """`record` is the path of the run's record."""

    episode: str
    lines: int
    flagged: int
    seconds: float
    record: str


class SeasonStarted(Event, frozen=True, tag="season_started"):
    """`episodes` are those that are asked for, in their order; `workers` the processes that work on them."""

    series: str
    episodes: tuple[str, ...]
    workers: int


class EpisodeStarted(Event, frozen=True, tag="episode_started"):
    pass


class EpisodeCurrent(Event, frozen=True, tag="episode_current"):
    """Nothing that it is made from has changed, and its files are as they were written."""

    lines: int
    flagged: int


class EpisodeFailed(Event, frozen=True, tag="episode_failed"):
    """`kind` is that of the error; what was finished before is kept."""

    kind: str
    message: str
    hint: str


class SeasonDone(Event, frozen=True, tag="season_done"):
    """How many episodes are finished now, how many of them were before, and how many failed."""

    finished: int
    current: int
    failed: int
    seconds: float


Listener: TypeAlias = Callable[[Event], None]
# Of a season: with the name of the episode that it happened to, empty for the season itself.
SeasonListener: TypeAlias = Callable[[str, Event], None]


def ignore(event: Event) -> None:
    """The listener that listens to nothing."""


def ignore_season(episode: str, event: Event) -> None:
    """Likewise, of a season."""
