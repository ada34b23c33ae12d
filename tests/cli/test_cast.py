"""`localize cast`: a table for people, lines for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localize.pipeline.season import staff
from tests.cli.conftest import Run
from tests.pipeline.season.lab import InlinePool, Lab
from tests.pipeline.season.small import small_series


@pytest.fixture
def series(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(staff, "Pool", InlinePool)
    Lab(small_series(tmp_path / "series")).run()
    return tmp_path / "series"


def test_voices_are_shown_and_written(run: Run, series: Path) -> None:
    code, out, err = run("cast", series)
    assert code == 0
    assert "E01 0:05.000 苏小满，你坐倒起。" in out
    *listening, summary = err.splitlines()
    assert listening == [f"voices of E0{number}: 1 of 1 parts to do" for number in (1, 2, 3)]
    assert summary.startswith("2 voices in 6 of 6 lines, 3 episodes: 2 without a name; fill them in in ")
    sheet = series / "cast.toml"
    text = sheet.read_text("utf-8")
    for name in ("臣刚", "苏小满"):
        text = text.replace('name = ""', f'name = "{name}"', 1)
    sheet.write_text(text, "utf-8")
    code, out, err = run("cast", series)
    assert (code, "臣刚" in out, err) == (
        0,
        True,
        f"2 voices in 6 of 6 lines, 3 episodes: all have names in {sheet}\n",
    )


def test_lines_for_programs(run: Run, series: Path) -> None:
    told = [json.loads(line) for line in run("cast", series, "--json").out.splitlines()]
    assert [(one["name"], one["lines"], one["episodes"]) for one in told] == [
        ("", 3, ["E01", "E02", "E03"])
    ] * 2


def test_a_wrong_name_ends_it(run: Run, series: Path) -> None:
    run("cast", series)
    sheet = series / "cast.toml"
    sheet.write_text(sheet.read_text("utf-8").replace('name = ""', 'name = "臣钢"', 1), "utf-8")
    code, out, err = run("cast", series)
    assert (code, out) == (2, "")
    assert "unknown character '臣钢'" in err and "臣刚" in err


def test_nobody_says_enough(run: Run, series: Path) -> None:
    for path in series.glob("E0[23].*"):
        path.unlink()
    code, _, err = run("cast", series)
    assert (code, err.splitlines()[-1]) == (
        0,
        "0 voices in 0 of 2 lines, 1 episode: nobody says enough yet; run it again after more episodes",
    )
