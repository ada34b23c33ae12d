"""What is not whole yet, and what is left of it when a process is killed."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from localize.deliver.abandoned import beside, sweep
from localize.deliver.drafts import draft_of
from localize.deliver.ffmpeg import FfmpegFailed
from localize.deliver.package.writing import write_folder
from localize.errors import StoreError

PLAYS = '#!/bin/sh\nexec 3>"$HELD"\necho begun >&3\nexec sleep 600\n'
RUNS = "from pathlib import Path; from localize.deliver.ffmpeg import run; run([], Path.cwd())"


@pytest.fixture(scope="module")
def gone() -> int:
    """A process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def of_process(path: Path, pid: int) -> Path:
    """The name that `path` has in another process."""
    return path.with_name(path.name.replace(f".{os.getpid()}.", f".{pid}."))


def test_what_a_killed_process_left_is_removed(tmp_path: Path, gone: int) -> None:
    out = tmp_path / "E01.en.burned.mp4"
    left, other = of_process(beside(out, "new"), gone), of_process(beside(tmp_path / "E02.mp4", "new"), gone)
    at_work = of_process(beside(out, "new"), os.getppid())
    for path in (left, other, at_work):
        path.touch()
    with draft_of(out, tmp_path / "E01.mp4") as draft:
        assert draft.suffix == ".mp4"
        draft.write_bytes(b"whole")
    assert {path.name for path in tmp_path.iterdir()} == {out.name, other.name, at_work.name}


def test_what_a_killed_packaging_left_is_removed(tmp_path: Path, gone: int) -> None:
    place = tmp_path / "S_en_vertical"
    for kind in ("new", "old"):
        left = of_process(beside(place, kind), gone)
        left.mkdir()
        (left / "half").touch()
    write_folder(place, {"manifest.json": b"{}"})
    assert list(tmp_path.iterdir()) == [place]


def test_a_long_name_leaves_room_for_a_draft(tmp_path: Path) -> None:
    out = tmp_path / f"{'片' * 80}.mp4"
    with draft_of(out, out) as draft:
        draft.write_bytes(b"whole")
    assert out.read_bytes() == b"whole"
    sweep(tmp_path / "nowhere" / "E01.mp4", "new")


def test_a_file_that_is_too_large_is_no_fault_of_the_video(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="File too large"), draft_of(tmp_path / "a.mp4", tmp_path / "b.mp4"):
        raise FfmpegFailed("it ended with -25 and without a word", is_too_large=True)
    assert list(tmp_path.iterdir()) == []


def test_ffmpeg_ends_with_a_process_that_is_killed(tmp_path: Path) -> None:
    program, held = tmp_path / "ffmpeg", tmp_path / "held"
    program.write_text(PLAYS)
    program.chmod(0o755)
    os.mkfifo(held)
    reading = os.open(held, os.O_RDONLY | os.O_NONBLOCK)
    env = os.environ | {"IMAGEIO_FFMPEG_EXE": str(program), "HELD": str(held)}
    ours = subprocess.Popen([sys.executable, "-c", RUNS], env=env)
    assert read(reading) == b"begun\n"
    ours.kill()
    ours.wait()
    # Nobody holds the other end any more.
    assert read(reading) == b""
    os.close(reading)


def read(pipe: int) -> bytes:
    """What comes next; empty at the end."""
    ready, _, _ = select.select([pipe], [], [], 60)
    assert ready, "it is still running"
    return os.read(pipe, 100)
