"""A season on a cluster of this machine, of which workers are killed, against the same on its own."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from localize.errors import ConfigurationError
from localize.events import Event, PartDone
from localize.pipeline import jobs
from localize.pipeline.job import Job
from localize.pipeline.record import RunRecord, read_record
from localize.pipeline.season.asked import SeasonJob
from localize.pipeline.season.running import season
from tests.cli.series import write_series

EPISODES = ("E01", "E02")


@pytest.fixture
def series(tmp_path: Path, sichuan_clip: Path) -> Path:
    """Films that show and say the same, of which no two are the same file."""
    folder = tmp_path / "series"
    film = write_series(folder, sichuan_clip).read_bytes()
    for episode in EPISODES[1:]:
        free = f"free{episode}".encode()
        (folder / f"{episode}.mp4").write_bytes(film + (4 + len(free)).to_bytes(4, "big") + free)
    return folder


def _made(record: RunRecord | None) -> object:
    """What the run made, without when and how long."""
    assert record is not None
    stages = [(stage.name, [(part.name, part.key) for part in stage.parts]) for stage in record.stages]
    return record.lines, record.tracks, record.totals, record.outputs, stages, record.made_from


def _actors() -> list[psutil.Process]:
    """Of a cluster that this process started; another test may have one of its own."""
    ours = psutil.Process().children(recursive=True)
    return [one for one in ours if one.name().startswith("ray::Desk")]


def test_a_cluster_makes_what_one_machine_makes_also_when_a_worker_is_killed(
    series: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    monkeypatch.setenv("LOCALIZE_HOME", str(tmp_path / "inline"))
    for episode in EPISODES:
        jobs.episode(Job(series / f"{episode}.mp4", out=tmp_path / "inline"))
    killed: list[int] = []

    def kill_one(name: str, event: Event) -> None:
        if isinstance(event, PartDone) and not killed:
            victim = next(one for one in _actors() if "answers" in one.name())
            victim.kill()
            killed.append(victim.pid)

    monkeypatch.setenv("LOCALIZE_HOME", str(tmp_path / "cluster"))
    job = SeasonJob(series, Job(series, out=tmp_path / "cluster"), workers=4, cluster="auto")
    state = season(job, kill_one)
    assert killed
    assert [one.status for one in state.episodes] == ["done"] * 2
    assert _actors() == []
    for episode in EPISODES:
        alone, together = (tmp_path / where for where in ("inline", "cluster"))
        for file in alone.glob(f"{episode}.*.srt"):
            assert (together / file.name).read_bytes() == file.read_bytes()
        record = f"{episode}.record.json"
        assert _made(read_record(together / record)) == _made(read_record(alone / record))
    assert capfd.readouterr().out == ""


def test_a_cluster_that_is_not_there_is_told_before_anything_is_done(series: Path, home: Path) -> None:
    job = SeasonJob(series, Job(series), cluster="ray://localhost:1")
    with pytest.raises(ConfigurationError, match="does not stream"):
        season(job)
    assert not (series / "E01.record.json").exists()
