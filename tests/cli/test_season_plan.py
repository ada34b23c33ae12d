"""`localize season --plan`: tables for people, lines for programs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from localize.cli.season_plan import plan_lines, plan_tables, summary
from localize.pipeline.plan import StagePlan
from localize.pipeline.season import staff
from localize.pipeline.season.planned import EpisodePlan, Estimate, Expected, SeasonPlan, Standing, Weights
from tests.cli.conftest import Run
from tests.pipeline.season.lab import InlinePool, Lab
from tests.pipeline.season.small import small_series

TERM = "part.lines[{}].terms[臣刚].required: Chen Gang → Chen Kang"


def episode(number: int, standing: Standing = "current", *missing: int) -> EpisodePlan:
    misses = tuple((f"scene {one}", TERM.format(one)) for one in missing)
    stages = (
        StagePlan("windows", 1, 1),
        StagePlan("translate en", 12, 12 - len(misses), misses),
        StagePlan("translate es", 12, 12),
    )
    return EpisodePlan(f"E{number:02}", standing, ("glossary",) if misses else (), stages, Expected(9.0, 99))


BAD = EpisodePlan("E09", "unreadable", error="E09.mp4 is no media")
NEW = EpisodePlan(
    "E10", "new", stages=(StagePlan("windows", 1, 0, (("E10.mp4", "not run before"),)),
                          StagePlan("translate en", waits_for="windows")),
)  # fmt: skip
PLAN = SeasonPlan(
    episodes=(*map(episode, range(1, 6)), episode(6, "changed", 1, 2), episode(7, "changed", 7), BAD, NEW),
    targets=("en", "es"),
    workers=2,
    free=3_000_000_000,
    remarks=("missing: 8",),
    estimate=Estimate(3725.0, 12_345_678, 120, 7, ("polish en",)),
    weights=(Weights("whisper-base", "faster-whisper", is_here=False, bytes=145_000_000),),
)


def drawn(plan: SeasonPlan, width: int = 80) -> str:
    console = Console(width=width, highlight=False, markup=False)
    with console.capture() as capture:
        console.print(plan_tables(plan))
    return capture.get()


def test_it_is_read_at_eighty_columns() -> None:
    shown = drawn(PLAN)
    rows = [row.split() for row in shown.splitlines()]
    assert max(map(len, shown.splitlines())) <= 80
    assert ["episode", "windows", "translate"] in rows
    assert ["E01", "…", "E05", "5", "current", "5/5", "120/120"] in rows
    assert ["E06", "changed", "1/1", "22/24"] in rows
    assert ["E10", "new", "0/1", "0/?"] in rows
    assert ["all", "9", "7/8", "165/?"] in rows


def test_each_reason_is_told_once() -> None:
    shown = [" ".join(row.split()) for row in drawn(PLAN, 120).splitlines()]
    assert "translate en 臣刚: Chen Gang → Chen Kang 3 2 episodes" in shown
    assert "windows not run before 1 E10" in shown
    assert "changed: glossary, for 2 episodes" in shown
    assert "E09: E09.mp4 is no media" in shown
    assert "missing: 8" in shown


def test_corrected_files_are_named() -> None:
    """And are not told once more as what has changed."""
    one = replace(episode(1, "changed", 2), corrected_source="E01.zh.srt", changed=("transcript", "glossary"))
    two = replace(episode(2, "changed", 2), corrected_source="E02.zh.vtt", changed=("transcript",))
    deleted = replace(episode(3, "changed"), changed=("transcript",))
    shown = drawn(replace(PLAN, episodes=(one,)))
    assert "E01.zh.srt was corrected by hand" in shown
    assert "changed: glossary, for 1 episode" in shown
    assert "changed: transcript" not in shown
    shown = drawn(replace(PLAN, episodes=(one, two, deleted)))
    assert "E01.zh.srt, E02.zh.vtt were corrected by hand" in shown
    assert "changed: transcript, for 1 episode" in shown


def test_the_short_version() -> None:
    assert list(summary(PLAN)) == [
        "5 of 9 episodes are current, 3 to do, 1 cannot be read",
        "takes about 1:02:05 with 2 workers, by what 120 parts of 7 episodes took; "
        "without polish en, not known yet",
        "takes about 12.3 MB on the disk, 3.0 GB are free",
        "opens whisper-base (faster-whisper): its weights, 145.0 MB, are to be pulled first",
    ]


def test_what_nobody_knows_is_not_told() -> None:
    short = list(summary(replace(PLAN, estimate=None, weights=())))
    assert short[1:] == ["how long it takes is not known yet; 3.0 GB are free on the disk"]
    unchanged = replace(PLAN, episodes=PLAN.episodes[:5], estimate=None, weights=())
    assert list(summary(unchanged)) == ["5 of 5 episodes are current, 0 to do"]


def test_episodes_that_are_only_written_anew() -> None:
    plan = replace(PLAN, episodes=(episode(1, "changed"),), estimate=None)
    assert "(of 1 all parts are there: they are fitted and written anew)" in next(summary(plan))


def test_lines_for_programs() -> None:
    lines = [json.loads(json.dumps(line)) for line in plan_lines(PLAN)]
    assert [line["event"] for line in lines] == ["episode_planned"] * 9 + ["season_planned"]
    assert lines[5]["stages"][1]["misses"][0] == {"part": "scene 1", "why": TERM.format(1)}
    assert lines[-1]["standings"] == {"current": 5, "new": 1, "changed": 2, "unreadable": 1}
    assert lines[-1]["reasons"][0]["episodes"] == ["E06", "E07"]
    assert lines[-1]["estimate"]["seconds"] == 3725.0


@pytest.fixture
def folder(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of a season that was run."""
    monkeypatch.setattr(staff, "Pool", InlinePool)
    Lab(small_series(tmp_path / "series")).run()
    return tmp_path / "series"


def test_a_series_on_the_disk(run: Run, folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    code, out, err = run("season", folder, "--plan")
    assert (code, err) == (0, "")
    assert "3 of 3 episodes are current, 0 to do" in out
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_a_person_is_told_before_it_begins(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("localize.cli.streams.on_terminal", lambda: True)
    assert "3 of 3 episodes are current, 0 to do" in run("season", folder).err
    assert "are current, 0 to do" not in run("season", folder, "--quiet").err
