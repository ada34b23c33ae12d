"""A season that is run in this process, and what was done in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from localize.events import EpisodeCurrent, Event, PartDone
from localize.executors.clocked import Timed
from localize.executors.inline import execute
from localize.executors.task import Urgency
from localize.pipeline.job import Job
from localize.pipeline.season import running
from localize.pipeline.season.asked import SeasonJob
from localize.stage import Part, Stage


class InlinePool:
    """Stands where worker processes would be started."""

    def __init__(self, workers: int, threads: int, memory: int = 0) -> None:
        """There is nothing to start."""

    def execute(
        self, stage: Stage[Any, Any, Any, Any], parts: Sequence[Part[Any]], urgency: Urgency = ()
    ) -> Iterator[Timed[Any]]:
        return execute(stage, parts)

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class Heard:
    """What was done: by episode the names of its parts, none for one whose files were written anew."""

    redone: dict[str, list[str]] = field(default_factory=dict)

    def __call__(self, episode: str, event: Event) -> None:
        if isinstance(event, PartDone):
            self.redone.setdefault(episode, []).append(f"{event.stage}: {event.part.partition(',')[0]}")
        elif episode and not isinstance(event, EpisodeCurrent):
            self.redone.setdefault(episode, [])


@dataclass(frozen=True)
class Lab:
    """`folder` is that of the series."""

    folder: Path

    def job(self, **asked: Any) -> SeasonJob:
        of_season = ("workers", "memory", "order", "only", "cluster")
        own = {name: asked.pop(name) for name in of_season if name in asked}
        return SeasonJob(self.folder, Job(self.folder, **asked), **own)

    def run(self, **asked: Any) -> dict[str, list[str]]:
        heard = Heard()
        running.season(self.job(**asked), heard)
        return heard.redone

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text, "utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new))
