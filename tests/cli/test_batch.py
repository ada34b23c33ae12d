"""Several files, some of them bad."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from localize.cli.batch import run_all
from localize.cli.failures import Teller
from localize.errors import (
    ChecksFailed,
    ConfigurationError,
    EngineError,
    NotMedia,
    SeasonIncomplete,
    UnknownName,
)
from localize.events import EpisodeDone, Listener
from localize.pipeline.job import Job
from localize.pipeline.record import RunRecord
from tests.cli.records import RECORD

Captured = pytest.CaptureFixture[str]

FAULTS: dict[str, Exception] = {
    "text.mp4": NotMedia("text.mp4 is not media", "name a video"),
    "large.mp4": MemoryError(),
    "refused.mp4": EngineError("the endpoint refused"),
    "locked.mp4": PermissionError(13, "Permission denied", "locked.mp4"),
    "open.mp4": ChecksFailed("open.record.json: 2 open violations"),
    "bug.mp4": ZeroDivisionError("division by zero"),
}


def work(job: Job, listener: Listener) -> RunRecord:
    """Fails for the files that FAULTS names."""
    if fault := FAULTS.get(job.media.name):
        raise fault
    listener(EpisodeDone(str(job.media), 1, 0, 1.0, f"{job.media.stem}.record.json"))
    return RECORD


def run_files(*names: str, as_json: bool = False, quiet: bool = True) -> None:
    with click.Context(click.Command("x"), obj=Teller(as_json=as_json, debug=False)):
        run_all(work, [Job(Path(name)) for name in names], as_json=as_json, quiet=quiet)


def test_all_good(capsys: Captured) -> None:
    run_files("E01.mp4", "E02.mp4")
    assert capsys.readouterr() == ("E01.record.json\nE02.record.json\n", "")


def test_one_bad_file_never_stops_the_others(capsys: Captured) -> None:
    with pytest.raises(SeasonIncomplete, match="4 of 6 files failed; the others are done"):
        run_files("text.mp4", "E01.mp4", "large.mp4", "refused.mp4", "locked.mp4", "E02.mp4")
    out, err = capsys.readouterr()
    assert out == "E01.record.json\nE02.record.json\n"
    assert [line for line in err.splitlines() if line.startswith("error: ")] == [
        "error: text.mp4 is not media",
        "error: large.mp4: out of memory",
        "error: refused.mp4: the endpoint refused",
        "error: Permission denied: locked.mp4",
    ]


def test_what_comes_first_is_done_with_every_job_before_any_runs() -> None:
    order: list[str] = []

    def run(job: Job, listener: Listener) -> RunRecord:
        order.append(f"run {job.media}")
        return work(job, listener)

    with click.Context(click.Command("x"), obj=Teller(as_json=False, debug=False)):
        jobs = [Job(Path("E01.mp4")), Job(Path("E02.mp4"))]
        run_all(run, jobs, as_json=False, quiet=True, first=lambda job: order.append(f"first {job.media}"))
    assert order == ["first E01.mp4", "first E02.mp4", "run E01.mp4", "run E02.mp4"]


def test_nothing_but_bad_files() -> None:
    with pytest.raises(SeasonIncomplete, match="all 2 files failed"):
        run_files("text.mp4", "refused.mp4")


def test_violations_are_told_after_all_files_are_done(capsys: Captured) -> None:
    with pytest.raises(ChecksFailed, match="1 of 3 files are done and have open violations"):
        run_files("E01.mp4", "open.mp4", "E02.mp4")
    out, err = capsys.readouterr()
    assert out == "E01.record.json\nE02.record.json\n"
    assert err.splitlines() == ["error: open.mp4: open.record.json: 2 open violations"]
    with pytest.raises(SeasonIncomplete, match="1 of 3 files failed"):
        run_files("text.mp4", "open.mp4", "E02.mp4")
    with pytest.raises(ChecksFailed, match=r"open\.record\.json"):
        run_files("open.mp4")


def test_a_single_bad_file_ends_with_its_own_error() -> None:
    with pytest.raises(NotMedia):
        run_files("text.mp4")


def test_a_bug_is_not_a_bad_file(capsys: Captured) -> None:
    with pytest.raises(ZeroDivisionError):
        run_files("E01.mp4", "bug.mp4", "E02.mp4")
    assert capsys.readouterr().out == "E01.record.json\n"


def test_programs_are_told_which_file(capsys: Captured) -> None:
    with pytest.raises(SeasonIncomplete):
        run_files("text.mp4", "E01.mp4", as_json=True)
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["event"], first["file"], first["exit_code"]) == ("error", "text.mp4", 3)
    assert second["event"] == "episode_done"


def test_each_file_is_announced(capsys: Captured) -> None:
    run_files("E01.mp4", "E02.mp4", quiet=False)
    err = capsys.readouterr().err.splitlines()
    assert err[0::2] == ["E01.mp4 (1 of 2)", "E02.mp4 (2 of 2)"]


def test_wrong_names_are_told_before_any_work(capsys: Captured) -> None:
    with click.Context(click.Command("x"), obj=Teller(as_json=False, debug=False)):
        jobs = [Job(Path("E01.mp4")), Job(Path("E02.mp4"), dialect="sichaun")]
        with pytest.raises(UnknownName) as error:
            run_all(work, jobs, as_json=False, quiet=True)
    assert isinstance(error.value, ConfigurationError)
    assert capsys.readouterr() == ("", "")
