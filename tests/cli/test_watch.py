"""`localize watch` on the example, with the real reader."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

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


def test_what_is_no_video_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "E01.mp4"
    path.write_bytes(b"no film" * 100)
    code, _, err = run("watch", path)
    assert code == 3
    assert "cannot be read as media" in err
