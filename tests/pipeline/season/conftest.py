"""A series of several episodes with scripted engines, worked on in this process; and one that was run once,
as it lay there afterwards, for every test that changes something in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from localize.executors.cabinet import Cabinet
from localize.executors.clocked import Timed
from localize.executors.crate import AnyStage, pack, unpack
from localize.executors.inline import execute
from localize.executors.task import Urgency
from localize.pipeline.season import staff
from localize.stage import Part
from tests.cli.series import write_series
from tests.pipeline.films import beginning
from tests.pipeline.season.lab import InlinePool, Lab
from tests.pipeline.season.small import small_series

# An empty box: a film may end in any number of them, which no player shows (ISO/IEC 14496-12, 8.1.2).
FREE = b"\x00\x00\x00\x08free"
Before = Callable[[AnyStage], None]


class Here:
    """A pool whose workers are the lanes themselves; crates are packed all the same."""

    before: Before = staticmethod(lambda stage: None)

    def __init__(self, *means: int) -> None:
        self.closed = False

    def execute(
        self, stage: AnyStage, parts: Sequence[Part[Any]], urgency: Urgency = ()
    ) -> Iterator[Timed[Any]]:
        unpacked, contents = unpack(pack(stage, parts), Cabinet().engine)
        for part in contents:
            Here.before(stage)
            yield from execute(unpacked, [part])

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staff, "Pool", Here)


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch) -> Callable[[Before], None]:
    """`before(call)`: what is called before every part that is run."""
    return lambda call: monkeypatch.setattr(Here, "before", staticmethod(call))


@pytest.fixture(scope="session")
def short_film(tmp_path_factory: pytest.TempPathFactory, sichuan_clip: Path) -> Path:
    """Two lines are spoken in it."""
    return beginning(sichuan_clip, tmp_path_factory.mktemp("film") / "E01.mp4", 6.6)


@pytest.fixture
def folder(tmp_path: Path, home: Path, here: None, short_film: Path) -> Path:
    """Of three episodes: the same film, in files that are not the same."""
    folder = tmp_path / "series"
    write_series(folder, short_film)
    settings = folder / "series.toml"
    settings.write_text(settings.read_text("utf-8").replace('"sichuan"', '"none"'), "utf-8")
    for number in (2, 3):
        add_episode(folder, f"E{number:02d}", number)
    return folder


def add_episode(folder: Path, name: str, unlike: int) -> Path:
    """No two of them that are `unlike` in another number are the same file."""
    path = folder / f"{name}.mp4"
    path.write_bytes((folder / "E01.mp4").read_bytes() + FREE * unlike)
    return path


@pytest.fixture(scope="session")
def run_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which it was run, and that folder again beside it, as it was then."""
    place = tmp_path_factory.mktemp("season")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOCALIZE_HOME", str(place / "now/home"))
        patch.setattr(staff, "Pool", InlinePool)
        Lab(small_series(place / "now/series")).run()
    shutil.copytree(place / "now", place / "then")
    return place


@pytest.fixture
def lab(run_once: Path, monkeypatch: pytest.MonkeyPatch) -> Lab:
    """At the same place for every test: records and settings hold whole paths."""
    monkeypatch.setenv("LOCALIZE_HOME", str(run_once / "now/home"))
    monkeypatch.setattr(staff, "Pool", InlinePool)
    shutil.rmtree(run_once / "now")
    shutil.copytree(run_once / "then", run_once / "now")
    return Lab(run_once / "now/series")
