"""What the account of a run begins with, and whether the run is still there."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from localize.pipeline.season.finding import find
from localize.pipeline.season.state import (
    STATE_FILE,
    EpisodeState,
    SeasonState,
    Shift,
    begun,
    is_running,
    now,
    read_state,
    stopped,
    write_state,
)
from tests.pipeline.films import film
from tests.pipeline.season.states import stage, state_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("E01", "E02"):
        film(tmp_path / f"{name}.mp4", frames=50)
    return tmp_path


def begin(folder: Path, before: SeasonState | None = None, only: tuple[str, ...] = ()) -> SeasonState:
    found = find(folder)
    return begun(folder, found, found.only(only), before, ("en",), 2)


def test_a_first_run_knows_how_long_its_episodes_are(folder: Path) -> None:
    state = begin(folder)
    assert [(one.status, one.duration_ms) for one in state.episodes] == [("waiting", 2000)] * 2
    assert [one.size for one in state.episodes] == [path.stat().st_size for path in find(folder).episodes]
    assert (state.series, state.out, state.process) == (str(folder.resolve()), "", os.getpid())


def test_a_file_that_is_no_media_has_no_length(folder: Path) -> None:
    (folder / "E03.mp4").write_bytes(b"half")
    assert begin(folder).episodes[2].duration_ms == 0


def test_what_the_last_run_knew_stands_until_this_one_knows_better(folder: Path) -> None:
    size = (folder / "E01.mp4").stat().st_size
    known = EpisodeState(
        "E01", "E01.mp4", "done", {"read": stage()}, duration_ms=77, size=size, seconds=8.0, lines=3
    )
    cut = EpisodeState("E02", "E02.mp4", "running", size=1, duration_ms=77)
    first, second = begin(folder, state_of(known, cut)).episodes
    assert (first.status, first.duration_ms, first.seconds, first.lines) == ("waiting", 77, 8.0, 3)
    assert (second.status, second.duration_ms) == ("waiting", 2000)


def test_episodes_that_nobody_asked_for_are_left_as_they_were(folder: Path) -> None:
    before = state_of(EpisodeState("E01", "E01.mp4", "failed", error="NotMedia", reason="broken"))
    first, second = begin(folder, before, only=("2",)).episodes
    assert (first.status, first.reason, first.asked) == ("failed", "broken", False)
    assert (second.status, second.asked) == ("waiting", True)


def test_a_folder_of_its_own_for_the_subtitles(folder: Path, tmp_path: Path) -> None:
    found = find(folder)
    state = begun(tmp_path / "out", found, found.episodes, None, ("en",), 2)
    assert (state.series, state.out) == (str(folder.resolve()), str((tmp_path / "out").resolve()))


def test_what_the_last_run_took_that_made_anything_is_known_until_another_does(folder: Path) -> None:
    night = Shift("2025-01-01T20:00:00+00:00", "2025-01-02T03:00:00+00:00", 25_200.0, 2, 80)
    assert begin(folder, state_of(worked=night)).worked == night
    assert begin(folder).worked is None
    assert night.per_hour == pytest.approx(80 / 7)
    assert msgspec.structs.replace(night, seconds=0.0).per_hour == 0


def test_doubles_are_told(folder: Path) -> None:
    film(folder / "E02.mkv")
    assert [one.name for one in begin(folder).with_status("aside")] == ["E02.mp4"]


def test_it_is_read_back_as_it_was_written(folder: Path) -> None:
    state = begin(folder)
    write_state(folder, state)
    assert read_state(folder) == state
    write_state(folder, msgspec.structs.replace(state, version=state.version + 1))
    assert read_state(folder) is None
    (folder / STATE_FILE).write_text('{"series"', "utf-8")
    assert read_state(folder) is None


def of_process(process: int, **fields: str) -> SeasonState:
    return state_of(process=process, **{"host": socket.gethostname(), "started": now(), **fields})


def test_a_run_is_there_as_long_as_its_process() -> None:
    assert is_running(of_process(os.getpid()))
    assert not is_running(of_process(2**30))
    assert not is_running(of_process(os.getpid(), finished=now()))


def test_another_process_with_its_number_is_not_it() -> None:
    assert not is_running(of_process(os.getpid(), started="2001-01-01T00:00:00+00:00"))


@pytest.mark.parametrize(("ago", "runs"), [(timedelta(minutes=5), True), (timedelta(hours=2), False)])
def test_of_a_run_elsewhere_it_counts_when_it_was_heard_of(ago: timedelta, runs: bool) -> None:
    updated = (datetime.now(UTC) - ago).isoformat(timespec="seconds")
    assert is_running(of_process(2**30, host="elsewhere", updated=updated)) is runs


def test_of_a_run_that_has_ended_nothing_is_running() -> None:
    state = state_of(EpisodeState("E01", "E01.mp4", "running"), EpisodeState("E02", "E02.mp4", "done"))
    assert [one.status for one in stopped(state).episodes] == ["stopped", "done"]


def test_a_name_that_is_not_utf_8_can_be_written_down(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/E01\xff.mp4")).write_bytes(b"")
    state = begin(tmp_path)
    write_state(tmp_path, state)
    assert read_state(tmp_path) == state
