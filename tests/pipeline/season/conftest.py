"""A season that was run once, as it lay there afterwards, for every test that changes something in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from localize.events import EpisodeCurrent, Event, PartDone
from localize.executors.inline import execute
from localize.pipeline.job import Job
from localize.pipeline.season import running
from localize.pipeline.season.asked import SeasonJob
from localize.stage import Part, Stage
from tests.pipeline.season.small import small_series


class InlinePool:
    """Stands where worker processes would be started."""

    def __init__(self, workers: int, threads: int, memory: int = 0) -> None:
        """There is nothing to start."""

    def execute(self, stage: Stage[Any, Any, Any, Any], parts: Sequence[Part[Any]]) -> Iterator[Any]:
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
        own = {name: asked.pop(name) for name in ("workers", "memory", "order", "only") if name in asked}
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


@pytest.fixture(scope="session")
def run_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which it was run, and that folder again beside it, as it was then."""
    place = tmp_path_factory.mktemp("season")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOCALIZE_HOME", str(place / "now/home"))
        patch.setattr(running, "Pool", InlinePool)
        Lab(small_series(place / "now/series")).run()
    shutil.copytree(place / "now", place / "then")
    return place


@pytest.fixture
def lab(run_once: Path, monkeypatch: pytest.MonkeyPatch) -> Lab:
    """At the same place for every test: records and settings hold whole paths."""
    monkeypatch.setenv("LOCALIZE_HOME", str(run_once / "now/home"))
    monkeypatch.setattr(running, "Pool", InlinePool)
    shutil.rmtree(run_once / "now")
    shutil.copytree(run_once / "then", run_once / "now")
    return Lab(run_once / "now/series")
