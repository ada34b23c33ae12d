"""`localize watch` on the example, with the real reader."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from localize.domain.seen import DIALOGUE, Box, Seen, SeenLine
from localize.pipeline import jobs
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("home")


def test_it_shows_what_is_burned_in_and_draws_it(run: Run, sichuan_clip: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.png"
    code, out, _ = run("watch", sichuan_clip, "--out", tmp_path, "--sheet", sheet)
    assert code == 0
    assert "小满，我也莫法嘛。" in out
    assert "card 三天后·满堂红总店" in out
    assert "12 lines of dialogue" in out
    assert out.splitlines()[-1] == str(sheet)
    picture = cv2.imdecode(np.frombuffer(sheet.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    assert picture.shape[0] > 1000
    assert picture.shape[1] > 1000


def test_programs_get_all_of_it(run: Run, sichuan_clip: Path, tmp_path: Path) -> None:
    _, out, _ = run("watch", sichuan_clip, "--out", tmp_path, "--json")
    told = [json.loads(line) for line in out.splitlines()]
    (seen,) = [event for event in told if event["event"] == "seen"]
    assert len(seen["lines"]) == 13
    assert seen["cuts"] == [13520, 28760]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The sheets that a run draws, of one line that it sees; what is not drawn is not seen."""
    pictures: list[bytes] = []
    line = SeenLine("走嘛", 0, 900, DIALOGUE, Box(0.1, 0.7, 0.9, 0.8), 0.9)
    monkeypatch.setattr(jobs, "watch", lambda job, listener: Seen(1000, (line,) if pictures else ()))
    monkeypatch.setattr(jobs, "sheets", lambda job, seen: iter(pictures))
    return pictures


def test_programs_get_the_sheets_as_events(run: Run, drawn: list[bytes], tmp_path: Path) -> None:
    drawn[:] = [b"one", b"two"]
    _, out, _ = run("watch", tmp_path / "E01.mp4", "--sheet", tmp_path / "a.png", "--json")
    told = [json.loads(line) for line in out.splitlines()]
    assert [event["path"] for event in told if event["event"] == "sheet"] == [
        str(tmp_path / "a.png"), str(tmp_path / "a-2.png")
    ]  # fmt: skip


def test_sheets_of_a_longer_run_are_removed(run: Run, drawn: list[bytes], tmp_path: Path) -> None:
    drawn[:] = [b"\x89PNG one", b"\x89PNG two", b"\x89PNG three"]
    run("watch", tmp_path / "E01.mp4", "--sheet", tmp_path / "a.png")
    drawn[:] = [b"\x89PNG short"]
    run("watch", tmp_path / "E01.mp4", "--sheet", tmp_path / "a.png")
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.png")} == {"a.png": b"\x89PNG short"}


def test_without_lines_there_is_no_sheet(run: Run, drawn: list[bytes], tmp_path: Path) -> None:
    code, out, err = run("watch", tmp_path / "E01.mp4", "--sheet", tmp_path / "a.png")
    assert (code, drawn, list(tmp_path.glob("*.png"))) == (0, [], [])
    assert "a.png" not in out
    assert "has no lines" in err
    _, out, _ = run("watch", tmp_path / "E01.mp4", "--sheet", tmp_path / "a.png", "--json")
    assert [json.loads(line)["event"] for line in out.splitlines()] == ["warning", "seen"]


def test_what_is_no_video_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "E01.mp4"
    path.write_bytes(b"no film" * 100)
    code, _, err = run("watch", path)
    assert code == 3
    assert "cannot be read as media" in err


@pytest.mark.parametrize("name", ["film.mp4", "E01.png", "gone/sheet.png"])
def test_a_slip_of_the_hand_writes_over_nothing(
    run: Run, sichuan_clip: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    if path.parent == tmp_path:
        path.write_bytes(b"a film")
    code, _, err = run("watch", sichuan_clip, "--out", tmp_path, "--sheet", path)
    assert code == 2
    assert err
    assert not path.exists() or path.read_bytes() == b"a film"
