"""`localize status` of a run that is alive, cut off, finished, or not there."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import msgspec
import pytest

from localize.cli import status as status_module
from localize.pipeline.season.state import EpisodeState, SeasonState, Shift, now, write_state
from tests.cli.conftest import Run
from tests.pipeline.season.states import state_of

NOBODY = 2**30
EPISODES = (
    EpisodeState("E01", "E01.mp4", "done", lines=3, warnings=("dark",)),
    EpisodeState("E02", "E02.mp4", "running"),
    EpisodeState("E03", "E03.mp4", "failed", reason="half a file", hint="copy it again"),
)


def account(folder: Path, process: int = NOBODY, **fields: str) -> SeasonState:
    host = {"host": socket.gethostname(), "started": now(), "series": str(folder)}
    state = state_of(*EPISODES, process=process, **{**host, **fields})
    write_state(folder, state)
    return state


def test_a_run_that_is_alive(run: Run, tmp_path: Path) -> None:
    account(tmp_path, os.getpid())
    code, out, err = run("status", tmp_path)
    assert (code, err) == (0, "")
    assert "1 running · 1 failed · 1 done" in out
    assert f"running: process {os.getpid()}" in out
    assert "copy it again" in out
    assert "warning: dark (E01)" in out


def test_a_run_that_was_cut_off(run: Run, tmp_path: Path) -> None:
    account(tmp_path)
    out = run("status", tmp_path).out
    assert "1 failed · 1 stopped · 1 done" in out
    assert "`localize season` goes on where it stopped" in out


def test_a_run_that_ended(run: Run, tmp_path: Path) -> None:
    account(tmp_path, finished=now(), error="the disk is full")
    out = run("status", tmp_path).out
    assert ": the disk is full" in out
    assert str(tmp_path / "season.html") in out.replace("\n", "")


def test_what_the_last_run_took_that_made_anything(run: Run, tmp_path: Path) -> None:
    night = Shift("2025-01-01T20:00:00+00:00", "2025-01-02T03:00:00+00:00", 25_200.0, 2, 80)
    state = account(tmp_path, finished=now())
    write_state(tmp_path, msgspec.structs.replace(state, worked=night))
    told = "the last run that made anything, 2025-01-01 20:00 UTC: 7:00:00 with 2 workers, 80 episodes"
    assert told in run("status", tmp_path).out
    write_state(tmp_path, msgspec.structs.replace(state, worked=night, started=night.started))
    assert "took 7:00:00 with 2 workers, 80 episodes, 11.4 an hour" in run("status", tmp_path).out


@pytest.mark.parametrize(
    ("written", "told"), [(None, "no account of a run"), ("{}", "that this version reads")]
)
def test_no_account(run: Run, tmp_path: Path, written: str | None, told: str) -> None:
    if written:
        (tmp_path / "season.json").write_text(written, "utf-8")
    code, _, err = run("status", tmp_path)
    assert code == 3
    assert told in err
    assert len(err.splitlines()) == 2


def test_json_tells_the_account_and_whether_the_run_is_alive(run: Run, tmp_path: Path) -> None:
    account(tmp_path, os.getpid())
    told = json.loads(run("status", tmp_path, "--json").out)
    assert told["running"] is True
    assert [one["status"] for one in told["episodes"]] == ["done", "running", "failed"]


def test_watching_a_run_that_has_ended_ends_at_once(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(status_module.time, "sleep")
    account(tmp_path)
    lines = run("status", tmp_path, "--watch").out.splitlines()
    assert lines[0] == "1 failed · 1 stopped · 1 done"
    assert lines[1].startswith("episode")


class Playing:
    """In place of the clock: what happens while one sleeps."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.slept, self.started = folder, 0, now()

    def sleep(self, seconds: float) -> None:
        self.slept += 1
        state = account(self.folder, os.getpid(), started=self.started)
        if self.slept == 3:
            write_state(self.folder, state_of(*state.episodes[:1], finished=now(), series=state.series))


@pytest.fixture
def playing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Playing:
    played = Playing(tmp_path)
    account(tmp_path, os.getpid(), started=played.started)
    monkeypatch.setattr(status_module, "time", played)
    return played


def test_watching_into_a_pipe_tells_what_changes(run: Run, playing: Playing) -> None:
    lines = run("status", playing.folder, "--watch").out.splitlines()
    assert lines[:2] == ["1 running · 1 failed · 1 done", "1 done"]
    assert playing.slept == 3


def test_watching_as_json_is_a_line_a_change(run: Run, playing: Playing) -> None:
    told = [json.loads(line) for line in run("status", playing.folder, "--watch", "--json").out.splitlines()]
    assert [len(one["episodes"]) for one in told] == [3, 1]
    assert [one["running"] for one in told] == [True, False]


def test_watching_at_a_terminal_ends_with_the_table(
    run: Run, playing: Playing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_module, "_moves", lambda stream: True)
    out = run("status", playing.folder, "--watch").out
    assert out.rstrip().endswith("season.html")


@pytest.mark.parametrize(("terminal", "moves"), [("dumb", False), ("xterm", True), ("", False)])
def test_a_dumb_terminal_gets_lines(monkeypatch: pytest.MonkeyPatch, terminal: str, moves: bool) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", terminal) if terminal else monkeypatch.delenv("TERM", raising=False)
    assert status_module._moves(Terminal()) is moves
