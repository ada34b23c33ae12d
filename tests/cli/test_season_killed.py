"""A season that is cut off, in real processes: nothing half-made is trusted, nothing finished is redone."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import pytest

from localize.pipeline.season.state import SeasonState, is_running, read_state
from tests.cli.conftest import PROGRAM
from tests.cli.slow import install, made, write_season

WORKERS = 2


class Place(NamedTuple):
    folder: Path
    home: Path
    env: dict[str, str]

    @property
    def state(self) -> SeasonState:
        state = read_state(self.folder)
        assert state is not None
        return state


class Run:
    """In a session of its own, as at a terminal of its own."""

    def __init__(self, place: Place) -> None:
        words = [*PROGRAM, "season", str(place.folder), "--workers", str(WORKERS), "--json"]
        self.process = subprocess.Popen(
            words, env=os.environ | place.env, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        self.events: list[dict[str, Any]] = []
        self.workers: list[psutil.Process] = []

    def until_parts(self, wanted: int) -> Run:
        """Until so many are done; then the workers are known."""
        for event in self:
            wanted -= event["event"] == "part_done"
            if not wanted:
                break
        self.workers = psutil.Process(self.process.pid).children(recursive=True)
        assert self.workers, self.events
        return self

    def finish(self) -> int:
        """Returns what the process exits with, once its workers are gone as well."""
        assert self.process.stdout is not None
        with self.process.stdout:
            assert list(self) or self.events
        code = self.process.wait(60)
        _, alive = psutil.wait_procs(self.workers, timeout=30)
        assert not alive
        return code

    def __iter__(self) -> Iterator[dict[str, Any]]:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.events.append(json.loads(line))
            yield self.events[-1]

    @property
    def parts(self) -> set[tuple[str, str, str]]:
        done = [event for event in self.events if event["event"] == "part_done"]
        return {(event["name"], event["stage"], event["part"]) for event in done}


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory, sichuan_clip: Path) -> Path:
    return write_season(tmp_path_factory.mktemp("season") / "series", sichuan_clip)


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return install(tmp_path_factory.mktemp("engines") / "site")


@pytest.fixture
def place(tmp_path: Path, series: Path, engines: dict[str, str]) -> Place:
    """Under the same path each time: the records name it."""
    home = tmp_path / "home"
    for path in series.iterdir():
        if path.suffix == ".srt" or path.name.endswith((".record.json", "season.json")):
            path.unlink()
    return Place(series, home, engines | {"LOCALIZE_HOME": str(home)})


@pytest.fixture(scope="module")
def undisturbed(
    tmp_path_factory: pytest.TempPathFactory, series: Path, engines: dict[str, str]
) -> dict[str, object]:
    home = tmp_path_factory.mktemp("home")
    place = Place(series, home, engines | {"LOCALIZE_HOME": str(home)})
    assert Run(place).finish() == 0
    left = made(series, home)
    shutil.rmtree(home)
    return left


def goes_on(place: Place, cut_off: Run, undisturbed: dict[str, object]) -> None:
    """The next run does the rest, and nothing else."""
    again = Run(place)
    assert again.finish() == 0
    assert not cut_off.parts & again.parts
    assert {one.status for one in place.state.episodes} <= {"done", "current"}
    assert made(place.folder, place.home) == undisturbed


@pytest.mark.parametrize(("whom", "parts"), [("driver", 2), ("group", 4)])
def test_a_run_that_is_killed_goes_on_where_it_was(
    undisturbed: dict[str, object], place: Place, whom: str, parts: int
) -> None:
    run = Run(place).until_parts(parts)
    os.kill(run.process.pid, signal.SIGKILL) if whom == "driver" else os.killpg(
        run.process.pid, signal.SIGKILL
    )
    assert run.finish() == -signal.SIGKILL
    assert not is_running(place.state)
    assert not place.state.finished
    goes_on(place, run, undisturbed)


def test_a_worker_that_is_killed_is_not_missed(undisturbed: dict[str, object], place: Place) -> None:
    run = Run(place).until_parts(3)
    run.workers[-1].kill()
    assert run.finish() == 0
    assert made(place.folder, place.home) == undisturbed


@pytest.mark.parametrize(
    ("sent", "times", "code"), [("INT", 1, 130), ("INT", 2, 130), ("TERM", 1, -15), ("HUP", 1, -1)]
)
def test_a_signal_ends_the_workers_too(
    undisturbed: dict[str, object], place: Place, sent: str, times: int, code: int
) -> None:
    """At a terminal it reaches all of them."""
    run = Run(place).until_parts(4)
    for _ in range(times):
        os.killpg(run.process.pid, getattr(signal, f"SIG{sent}"))
    assert run.finish() == code
    assert not is_running(place.state)
    if (sent, times) == ("INT", 1):
        assert place.state.finished
        assert not place.state.with_status("running")
        goes_on(place, run, undisturbed)


def test_a_run_beside_another_is_refused_and_says_by_whom(place: Place) -> None:
    first = Run(place).until_parts(1)
    second = Run(place)
    assert second.finish() == 3
    assert f"is being worked on by process {first.process.pid}" in second.events[-1]["message"]
    os.killpg(first.process.pid, signal.SIGKILL)
    assert first.finish() == -signal.SIGKILL
