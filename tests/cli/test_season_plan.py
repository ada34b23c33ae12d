"""`localize season --plan`: tables for people, lines for programs."""

from __future__ import annotations

import json
import re
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
    remarks=("no episode 8",),
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
    assert "translate en the glossary: 臣刚 is Chen Kang now, not Chen Gang 3 E06, E07" in shown
    assert "windows not run before 1 E10" in shown
    assert "the glossary E06, E07 none" in shown
    assert "E09: E09.mp4 is no media" in shown
    assert "no episode 8" in shown


def test_corrected_files_are_named() -> None:
    one = replace(episode(1, "changed", 2), corrected_source="E01.zh.srt", changed=("transcript", "glossary"))
    two = replace(episode(2, "changed", 2), corrected_source="E02.zh.vtt", changed=("transcript",))
    deleted = replace(episode(3, "changed"), changed=("transcript",))
    shown = [" ".join(row.split()) for row in drawn(replace(PLAN, episodes=(one,)), 120).splitlines()]
    assert "E01.zh.srt was corrected by hand E01 none" in shown
    assert "E01.zh.srt, E02.zh.vtt were corrected by hand" in drawn(replace(PLAN, episodes=(one, two)), 120)
    assert "a corrected transcript, which is gone" in drawn(replace(PLAN, episodes=(deleted,)), 120)


def test_the_short_version() -> None:
    assert list(summary(PLAN)) == [
        "5 of 9 episodes are current, 3 to do, 1 cannot be read",
        "takes about 1:02:05 with 2 workers, by what 120 parts of 7 episodes took; "
        "without polish en, not known yet",
        "takes about 12.3 MB on the disk, 3.0 GB are free",
        "opens whisper-base (faster-whisper): its weights, 145.0 MB, are to be pulled first",
    ]


def test_without_an_estimate_what_is_known_is_told() -> None:
    short = list(summary(replace(PLAN, estimate=None, weights=(), media_ms=4_320_000)))
    assert short[1:] == [
        "no estimate: of what is to do, nothing was run for this series with these engines on this machine "
        "yet; 1:12:00 of film to go through; 3.0 GB are free on the disk"
    ]
    unchanged = replace(PLAN, episodes=PLAN.episodes[:5], estimate=None, weights=())
    assert list(summary(unchanged)) == ["5 of 5 episodes are current, 0 to do"]


def test_episodes_of_which_nothing_is_made_again_are_only_looked_at() -> None:
    looked_at = [replace(episode(number, "changed"), changed=("memory",)) for number in range(1, 7)]
    plan = replace(PLAN, episodes=(*looked_at, episode(7, "changed", 7)), corrected={"E02": 1}, remarks=())
    shown = [" ".join(row.split()) for row in drawn(plan, 120).splitlines()]
    assert "E01 … E06 6 looked at 6/6 144/144" in shown
    assert "1 corrected line (E02) none 6 episodes" in shown
    assert next(summary(plan)) == (
        "0 of 7 episodes are current, 1 to do, "
        "6 only to look at (all their parts are there: they are fitted and written anew)"
    )


@pytest.mark.parametrize("width", [50, 60, 70, 80])
def test_no_word_is_torn(width: int) -> None:
    whole = tuple(replace(one, changed=("settings",)) for one in PLAN.episodes)
    wide, narrow = (re.findall("[A-Za-z]+", drawn(replace(PLAN, episodes=whole), at)) for at in (200, width))
    assert set(narrow) - set(wide) <= {"parts", "others"}  # in the place of the stages


def test_where_there_is_no_room_for_all_stages_the_first_are_one_column() -> None:
    kinds = ("windows", "recognize", "look", "follow", "read", "translate en")
    stages = tuple(StagePlan(kind, 8, 8) for kind in kinds)
    plan = replace(PLAN, episodes=(replace(episode(1), stages=stages), BAD))
    heads = [drawn(plan, width).splitlines()[1].split()[1:] for width in (100, 76, 70, 54, 46, 30)]
    assert heads == [
        ["windows", "recognize", "look", "follow", "read", "translate"],
        ["cut", "hear", "look", "follow", "read", "translate"],
        ["others", "look", "follow", "read", "translate"],
        ["others", "read", "translate"],
        ["others", "translate"],
        ["parts"],
    ]


def test_where_there_is_no_room_for_the_stages_they_are_one_column() -> None:
    rows = [row.split() for row in drawn(PLAN, 40).splitlines()]
    assert ["episode", "parts"] in rows
    assert ["all", "9", "172/?"] in rows


def test_lines_for_programs() -> None:
    lines = [json.loads(json.dumps(line)) for line in plan_lines(PLAN)]
    assert [line["event"] for line in lines] == ["episode_planned"] * 9 + ["season_planned"]
    assert lines[5]["stages"][1]["misses"][0] == {"part": "scene 1", "why": TERM.format(1)}
    assert lines[-1]["standings"] == {"current": 5, "new": 1, "changed": 2, "unreadable": 1}
    assert lines[-1]["reasons"][0]["episodes"] == ["E06", "E07"]
    assert lines[-1]["reasons"][0]["why"] == "臣刚: Chen Gang → Chen Kang"
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
    monkeypatch.setattr("localize.cli.season_progress.on_terminal", lambda: False)
    monkeypatch.setattr("localize.cli.streams.on_terminal", lambda: True)
    assert "3 of 3 episodes are current, 0 to do" in run("season", folder).err
    assert "are current, 0 to do" not in run("season", folder, "--quiet").err
