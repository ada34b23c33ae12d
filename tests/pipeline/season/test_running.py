"""A season with all that may befall it: what is bad fails by itself, and what was finished stays."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from localize.config import home
from localize.errors import (
    ChecksFailed,
    EndpointError,
    EngineUnavailable,
    InputError,
    Interrupted,
    LocalizeError,
    OutOfMemory,
    SeasonIncomplete,
    StoreError,
)
from localize.events import EpisodeStarted, Event, PartDone, PullStarted, SeasonStarted, StageStarted
from localize.executors.crate import AnyStage
from localize.pipeline.engines import ByName
from localize.pipeline.job import Job
from localize.pipeline.record import read_record
from localize.pipeline.season.asked import SeasonJob
from localize.pipeline.season.running import season
from localize.pipeline.season.state import STATE_FILE, read_state
from localize.pipeline.session import Names
from localize.store import files
from localize.store.claim import claimed
from localize.store.keys import file_digest
from tests.pipeline.season.conftest import FREE, Before, add_episode

When = Callable[[Before], None]
ALL = ("E01", "E02", "E03")


def job(folder: Path, **asked: Any) -> SeasonJob:
    of_season = {key: asked.pop(key) for key in ("only", "workers", "order", "retry_failed") if key in asked}
    return SeasonJob(folder, Job(folder, **asked), **({"workers": 1} | of_season))


def run(folder: Path, **asked: Any) -> dict[str, str]:
    """Episodes with what became of them."""
    season(job(folder, **asked))
    return statuses(asked.get("out") or folder)


def statuses(place: Path) -> dict[str, str]:
    state = read_state(place)
    assert state is not None
    return {one.name: one.status for one in state.episodes}


def reason(place: Path, name: str) -> str:
    state = read_state(place)
    assert state is not None
    return next(one.reason for one in state.episodes if one.name == name)


def made(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("E*.srt")}


def parts_run(folder: Path, **asked: Any) -> list[str]:
    """Those that a run of the season runs."""
    ran: list[str] = []

    def listen(name: str, event: Event) -> None:
        if isinstance(event, PartDone):
            ran.append(f"{name} {event.stage} {event.part}")

    season(job(folder, **asked), listen)
    return ran


# ── what needs no doing ──────────────────────────────────────────────────────────────────────────────


def test_what_is_current_is_left_alone(folder: Path) -> None:
    assert run(folder) == dict.fromkeys(ALL, "done")
    records = {path: path.stat().st_mtime_ns for path in folder.glob("*.record.json")}
    assert run(folder) == dict.fromkeys(ALL, "current")
    assert {path: path.stat().st_mtime_ns for path in folder.glob("*.record.json")} == records
    (folder / "E02.en.srt").unlink()
    assert run(folder) == dict.fromkeys(ALL, "current") | {"E02": "done"}
    assert run(folder, only=("E03",), force=True) == dict.fromkeys(ALL, "current") | {
        "E02": "done",
        "E03": "done",
    }


@pytest.mark.parametrize("asked", [{"order": "stage"}, {"workers": 64}, {"workers": 2, "order": "stage"}])
def test_the_way_it_is_worked_on_changes_nothing(folder: Path, asked: dict[str, Any], tmp_path: Path) -> None:
    season(job(folder))
    expected = made(folder)
    shutil.rmtree(home() / "store")
    season(job(folder, out=tmp_path / "out", **asked))
    assert made(tmp_path / "out") == expected
    assert len(expected) == 6


def test_settings_that_change_meanwhile_are_for_the_next_run(folder: Path) -> None:
    settings = folder / "series.toml"

    def listen(name: str, event: Event) -> None:
        if isinstance(event, EpisodeStarted):
            settings.write_text(settings.read_text("utf-8").replace('["en"]', '["de"]'), "utf-8")

    season(job(folder), listen)
    assert sorted(made(folder)) == [f"{name}.{language}.srt" for name in ALL for language in ("en", "zh")]
    assert "current" not in run(folder).values()


def test_a_series_needs_no_settings(folder: Path) -> None:
    settings = (folder / "series.toml").read_text("utf-8")
    (folder / "series.toml").unlink()
    with pytest.raises(LocalizeError, match="no language to translate into"):
        season(job(folder))
    elsewhere = folder.parent / "settings"
    elsewhere.mkdir()
    (elsewhere / "series.toml").write_text(settings, "utf-8")
    assert run(folder, series=elsewhere) == dict.fromkeys(ALL, "done")


# ── bad episodes ─────────────────────────────────────────────────────────────────────────────────────


def test_bad_episodes_fail_by_themselves(folder: Path) -> None:
    (folder / "E04.mp4").write_bytes(b"")
    (folder / "E05.mp4").write_bytes(b"\x00\x01 no film" * 999)
    (folder / "E06.mp4").symlink_to("nowhere.mp4")
    (folder / "E07.mp4").mkdir()
    shutil.copyfile(folder / "E01.mp4", os.fsencode(folder) + b"/E08\xff.mp4")
    add_episode(folder, "E09", 9)
    bad = ["E04", "E05", "E06", "E08\\xff"]
    with pytest.raises(SeasonIncomplete, match=r"4 of 8 episodes failed: E04, E05, E06, E08\\xff"):
        season(job(folder))
    assert statuses(folder) == dict.fromkeys(ALL, "done") | dict.fromkeys(bad, "failed") | {"E09": "done"}
    assert [reason(folder, name).rpartition(".mp4")[2].strip(" '") for name in bad] == [
        "is empty (0 bytes)",
        "cannot be read as media: Invalid data found when processing input",
        ", which is not there",
        "is not UTF-8",
    ]
    # Mended, they are done, and those alone.
    for name in ("E04", "E05"):
        add_episode(folder, name, int(name[1:]))
    with pytest.raises(SeasonIncomplete, match="2 of 4 episodes failed"):
        season(job(folder, retry_failed=True))
    assert statuses(folder)["E04"] == "done"
    # By what it was asked for a run is judged, and not by what an earlier one has left.
    assert run(folder, only=("E01-E05",))["E06"] == "failed"


def test_without_failures_there_is_nothing_to_retry(folder: Path) -> None:
    for _ in range(2):
        with pytest.raises(InputError, match=r"no episode of .* has failed in its last run"):
            season(job(folder, retry_failed=True))
        season(job(folder))


def changed(path: Path, how: str) -> None:
    if how == "replaced":
        beside = path.with_name("new")
        beside.write_bytes(path.read_bytes()[:-8] + b"\x00\x00\x00\x08skip")
        shutil.copystat(path, beside)
        beside.replace(path)
    elif how == "growing":
        with path.open("ab") as file:
            file.write(FREE)
    else:
        path.unlink()


@pytest.mark.parametrize("how", ["replaced", "growing", "deleted"])
@pytest.mark.parametrize("at", ["windows", "translate en"])
def test_an_episode_that_changes_meanwhile_fails_by_itself(folder: Path, how: str, at: str) -> None:
    path = folder / "E02.mp4"
    old, digest = path.read_bytes(), file_digest(path)
    did: list[str] = []

    def listen(name: str, event: Event) -> None:
        if name == "E02" and isinstance(event, StageStarted) and event.stage.startswith(at) and not did:
            did.append(event.stage)
            changed(path, how)

    with pytest.raises(SeasonIncomplete, match="1 of 3 episodes failed: E02"):
        season(job(folder), listen)
    assert did
    assert re.search(r"changed while it was|no longer there|No such file", reason(folder, "E02"))
    record = read_record(folder / "E02.record.json")
    assert record is None or record.error
    # Nothing that was made of the other file is kept under the name of this.
    kept = [json.loads(one.read_bytes()) for one in (home() / "store" / "parts").rglob("*.json")]
    assert at != "windows" or not [one for one in kept if one["material"]["part"].get("media") == digest]
    path.write_bytes(old)
    assert run(folder) == {"E01": "current", "E02": "done", "E03": "current"}


def test_an_episode_that_is_gone_when_its_turn_comes(folder: Path) -> None:
    def listen(name: str, event: Event) -> None:
        (folder / "E03.mp4").unlink(missing_ok=True)

    with pytest.raises(SeasonIncomplete, match="1 of 3 episodes failed: E03"):
        season(job(folder), listen)
    assert reason(folder, "E03").startswith("no file ")
    assert run(folder) == {"E01": "current", "E02": "current"}


def test_a_strict_series_is_strict_with_what_is_current_too(folder: Path) -> None:
    (folder / "terms.csv").write_text("source,en\n周家,the Zhou clan\n", "utf-8")
    for status in ("done", "current"):
        with pytest.raises(ChecksFailed, match="3 of 3 episodes are done and have open violations"):
            season(job(folder, strict=True, glossary=folder / "terms.csv"))
        assert statuses(folder) == dict.fromkeys(ALL, status)


def test_what_a_pull_tells_is_told_of_the_season(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pull(opening: ByName) -> ByName:
        opening.listener(PullStarted("any", "anywhere", 1))
        return opening.sent()

    monkeypatch.setattr(ByName, "fetched", pull)
    told: list[tuple[str, Event]] = []
    season(job(folder), lambda name, event: told.append((name, event)))
    assert {name for name, event in told if isinstance(event, PullStarted)} == {""}


# ── what ends all ────────────────────────────────────────────────────────────────────────────────────


def test_a_server_that_is_down_ends_the_run(folder: Path, before: When) -> None:
    for number in range(4, 9):
        add_episode(folder, f"E{number:02d}", number)

    def break_down(stage: AnyStage) -> None:
        if stage.name.startswith("translate"):
            raise EndpointError("http://here cannot be reached", "start it")

    before(break_down)
    with pytest.raises(EndpointError, match="3 episodes in a row: http://here cannot be reached") as told:
        season(job(folder))
    assert told.value.hint == "start it"
    failed = [name for name, status in statuses(folder).items() if status == "failed"]
    # One more may have been on its way.
    assert len(failed) in (3, 4)
    # Those that were not reached have their turn first, the next time.
    before(lambda stage: None)
    events: list[Event] = []
    season(job(folder), lambda name, event: events.append(event))
    assert isinstance(events[0], SeasonStarted)
    assert list(events[0].episodes[-len(failed) :]) == failed


def test_a_strict_episode_that_is_done_shows_that_the_server_is_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_episode(folder, "E04", 4)
    down = [EndpointError("http://here cannot be reached") for _ in range(3)]
    befalls = iter([*down[:2], ChecksFailed("a violation is open"), down[2]])

    def subtitle(*_: object) -> None:
        raise next(befalls)

    monkeypatch.setattr("localize.pipeline.jobs.subtitle", subtitle)
    with pytest.raises(SeasonIncomplete, match="3 of 4 episodes failed"):
        season(job(folder, strict=True))


def test_what_all_others_would_fail_of_too_ends_the_run(folder: Path, before: When) -> None:
    def break_down(stage: AnyStage) -> None:
        raise EngineUnavailable("scripted is not installed") from cause

    cause = ImportError("no such package")
    before(break_down)
    with pytest.raises(EngineUnavailable) as raised:
        season(job(folder))
    assert raised.value.__cause__ is cause
    assert set(statuses(folder).values()) <= {"waiting", "stopped"}
    state = read_state(folder)
    assert state and state.finished


def test_too_little_memory_for_one_is_not_too_little_for_all(folder: Path, before: When) -> None:
    spent: list[str] = []

    def break_down(stage: AnyStage) -> None:
        if stage.name.startswith("translate") and not spent:
            spent.append(stage.name)
            raise MemoryError

    before(break_down)
    with pytest.raises(SeasonIncomplete, match="1 of 3 episodes failed"):
        season(job(folder))
    state = read_state(folder)
    assert state and [one.error for one in state.with_status("failed")] == [OutOfMemory.__name__]
    assert "failed" not in run(folder).values()


def test_an_interrupted_run_leaves_nothing_running(folder: Path, before: When) -> None:
    def interrupt(stage: AnyStage) -> None:
        if stage.name.startswith("translate"):
            raise Interrupted("the run was stopped")

    before(interrupt)
    with pytest.raises(Interrupted):
        season(job(folder))
    assert set(statuses(folder).values()) <= {"waiting", "stopped"}
    before(lambda stage: None)
    ran = parts_run(folder)
    assert [one for one in ran if one.startswith("E01")] == [
        one for one in ran if one.startswith("E01 translate")
    ]


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch, takes: Callable[[Path], bool]) -> Iterator[None]:
    """Takes no more files but those that it `takes`."""
    replace = files._replace

    def refuse(path: Path, data: bytes, durable: bool) -> None:
        if not takes(path):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        replace(path, data, durable)

    with monkeypatch.context() as full:
        full.setattr(files, "_replace", refuse)
        yield


@pytest.mark.parametrize("what", ["artefacts", "parts", "E02.en.srt", "E03.record.json", STATE_FILE])
def test_a_full_disk_ends_the_run_and_takes_nothing_with_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    names = {"E02.en.srt": 1, "E03.record.json": 1, "artefacts": 5, "parts": 5, STATE_FILE: 3}
    left = [names[what]]

    def takes(path: Path) -> bool:
        left[0] -= path.name == what or path.parent.parent.name == what
        return left[0] > 0 or (path.name != what and path.parent.parent.name != what)

    with full_disk(monkeypatch, takes), pytest.raises(StoreError, match="No space left on device") as told:
        season(job(folder))
    assert "free some space" in told.value.hint
    before = made(folder)
    assert "failed" not in run(folder).values()
    assert set(statuses(folder).values()) <= {"done", "current"}
    assert before.items() <= made(folder).items()
    assert not list(folder.rglob("*.tmp"))
    assert run(folder) == dict.fromkeys(ALL, "current")


def test_a_place_that_takes_no_files_is_told_before_any_work(folder: Path, before: When) -> None:
    worked: list[AnyStage] = []
    before(worked.append)
    (folder / "notes.txt").write_text("")
    with pytest.raises(StoreError, match="cannot write"):
        season(job(folder, out=folder / "notes.txt" / "out"))
    assert not worked


# ── two at once ──────────────────────────────────────────────────────────────────────────────────────


def test_two_runs_of_one_series_are_refused(folder: Path) -> None:
    with (
        claimed(folder / STATE_FILE, home() / "claims"),
        pytest.raises(InputError, match=f"being worked on by process {os.getpid()}"),
    ):
        season(job(folder))
    assert run(folder, only=("E01",))["E01"] == "done"
    # Into another folder it is another run.
    with claimed(folder / STATE_FILE, home() / "claims"):
        assert run(folder, out=folder.parent / "out") == dict.fromkeys(ALL, "done")


def test_an_episode_that_somebody_else_works_on_fails_by_itself(folder: Path) -> None:
    with Names(folder, "E02").claimed(), pytest.raises(SeasonIncomplete, match="1 of 3 episodes failed: E02"):
        season(job(folder))
    assert "is being worked on by process" in reason(folder, "E02")
    assert run(folder, retry_failed=True)["E02"] == "done"
