"""`localize season` with scripted engines: what is left behind, and what a second run makes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localize.pipeline.season.state import read_state
from tests.cli.conftest import Run
from tests.cli.series import write_series
from tests.pipeline.films import beginning

pytestmark = pytest.mark.usefixtures("home")


def test_a_season_with_a_broken_episode_and_once_more(run: Run, tmp_path: Path, sichuan_clip: Path) -> None:
    series = write_series(tmp_path / "series", sichuan_clip).parent
    (series / "E02.mp4").write_bytes(b"half")

    code, out, err = run("season", series, "--workers", "1")
    assert code == 6
    assert out.splitlines() == [str(series / "season.json"), str(series / "season.html")]
    assert err.splitlines()[-2:] == [
        "error: 1 of 2 episodes failed: E02",
        f"hint: see why with `localize status {series}`, mend them, and run again with --retry-failed",
    ]
    first = read_state(series)
    assert first is not None
    assert [one.status for one in first.episodes] == ["done", "failed"]
    assert first.episodes[0].duration_ms == 38440
    page = (series / "season.html").read_text("utf-8")
    assert "<h1><bdi>回锅千金</bdi></h1>" in page
    assert "E02.mp4 cannot be read as media" in page

    code, out, _ = run("season", series, "--only", "1", "--json")
    told = [json.loads(line) for line in out.splitlines()]
    assert [(one["name"], one["event"]) for one in told if one.get("name")] == [("E01", "episode_current")]
    again = read_state(series)
    assert again is not None
    assert (again.episodes[0].status, again.episodes[1].reason) == ("current", first.episodes[1].reason)
    assert (again.episodes[0].stages, again.episodes[0].seconds) == (
        first.episodes[0].stages,
        first.episodes[0].seconds,
    )


def test_a_film_that_breaks_off_fails(run: Run, tmp_path: Path, sichuan_clip: Path) -> None:
    """Alone it is subtitled as far as it goes."""
    episode = write_series(tmp_path / "series", beginning(sichuan_clip, tmp_path / "whole.mp4", 12))
    whole = episode.read_bytes()
    episode.write_bytes(whole[: len(whole) * 2 // 3])

    assert run("season", episode.parent, "--workers", "1")[0] == 6
    state = read_state(episode.parent)
    assert state is not None
    assert "E01.mp4 is damaged or cut short: of 12.0 s only" in state.episodes[0].reason
    assert not list(episode.parent.glob("*.srt"))

    code, _, err = run("episode", episode)
    assert code == 0
    assert "cut short" in err

    episode.write_bytes(whole)
    assert run("season", episode.parent, "--retry-failed", "--workers", "1")[0] == 0
