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


Listener: TypeAlias = Callable[[Event], None]


def ignore(event: Event) -> None:
    """The listener that listens to nothing."""
