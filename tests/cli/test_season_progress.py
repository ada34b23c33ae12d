"""How the run of a season is told to a log, a program, and a person."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from rich.live import Live

from localize import events
from localize.cli.season_progress import OnlyWhatIsWrong, SeasonLines, _LiveBoard, reporting, season_summary
from localize.errors import InputError
from localize.pipeline.season.report import PAGE_FILE
from localize.pipeline.season.state import STATE_FILE, EpisodeState, SeasonState, write_state
from tests.pipeline.season.states import state_of

RUN: tuple[tuple[str, events.Event], ...] = (
    ("", events.SeasonStarted("series", ("E01", "E02", "E03"), 2)),
    ("", events.Warned("no episode 4")),
    ("E01", events.EpisodeCurrent(3, 1)),
    ("E02", events.EpisodeStarted()),
    ("E02", events.StageStarted("windows", 2, 0)),
    ("E02", events.Warned("no speech was found in a/E02.mp4")),
    ("E02", events.PartDone("windows", "1")),
    ("E02", events.EpisodeDone("E02.mp4", 1, 0, 12.34, "E02.record.json")),
    ("E03", events.EpisodeStarted()),
    ("E03", events.Warned("no speech was found in a/E03.mp4")),
    ("E03", events.EpisodeFailed("NotMedia", "half a file", "copy it again")),
    ("", events.SeasonDone(2, 1, 1, 3723.4)),
)
WRONG = [
    "warning: no episode 4",
    "E02: warning: no speech was found in a/E02.mp4",
    "E03: failed: half a file (copy it again)",
    "warning: no speech was found in a/….mp4 (2 episodes: E02, E03)",
]
Captured = pytest.CaptureFixture[str]


def state() -> SeasonState:
    done = [EpisodeState(name, name, "done", duration_ms=1000) for name in ("E01", "E02")]
    return state_of(*done, EpisodeState("E03", "", duration_ms=1000), seconds=3600.0)


def test_a_log() -> None:
    said: list[str] = []
    lines = SeasonLines(said.append)
    for name, event in RUN:
        lines(name, event)
    assert said == [
        "3 episodes, 2 workers",
        WRONG[0],
        "E01: nothing to do, 3 lines, 1 to look at (2 to go)",
        WRONG[1],
        "E02: 1 line in 12.3 s (1 to go)",
        WRONG[2],
        WRONG[3],
        "2 episodes finished in 1:02:03, 1 of them before; 1 failed",
    ]


def test_a_log_tells_how_long_it_will_take() -> None:
    said: list[str] = []
    lines = SeasonLines(said.append, state, waiting=2)
    lines("E02", events.EpisodeDone("E02.mp4", 3, 0, 1.0, ""))
    assert said == ["E02: nothing made anew, 3 lines in 1.0 s (1 to go, 2 an hour, about 30:00 left)"]


def test_eighty_equal_warnings_are_one_line_and_a_count() -> None:
    said: list[str] = []
    lines = SeasonLines(said.append)
    for number in range(80):
        lines(f"E{number}", events.Warned("whisper-base is not for commercial use"))
    lines("", events.SeasonDone(80, 0, 0, 1))
    assert said[:2] == [
        "E0: warning: whisper-base is not for commercial use",
        "warning: whisper-base is not for commercial use (80 episodes: E0, E1, E2, E3, E4, E5, E6, E7 …)",
    ]
    assert len(said) == 3


def test_quiet_tells_what_is_wrong_and_no_more() -> None:
    said: list[str] = []
    told = OnlyWhatIsWrong(said.append)
    for name, event in RUN:
        told(name, event)
    assert said == WRONG


def test_one_episode_is_one() -> None:
    assert season_summary(events.SeasonDone(1, 0, 0, 8.25)) == "1 episode finished in 8.2 s"


def test_json_tells_every_event_with_its_episode(tmp_path: Path, capsys: Captured) -> None:
    with reporting(tmp_path, as_json=True, quiet=False) as listener:
        for name, event in RUN:
            listener(name, event)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["name"] for line in lines] == [name for name, _ in RUN]
    assert lines[0]["event"] == "season_started"
    assert lines[2] == {"name": "E01", "event": "episode_current", "lines": 3, "flagged": 1}


def test_the_paths_of_account_and_page_are_the_only_data_also_after_an_error(
    tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / STATE_FILE).touch()
    (tmp_path / PAGE_FILE).touch()
    with pytest.raises(KeyboardInterrupt), reporting(tmp_path, as_json=False, quiet=True) as listener:
        listener(*RUN[0])
        raise KeyboardInterrupt
    out, err = capsys.readouterr()
    assert (out.splitlines(), err) == ([str(tmp_path / STATE_FILE), str(tmp_path / PAGE_FILE)], "")


def test_a_run_that_is_refused_does_not_announce_what_another_has_written(
    tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / STATE_FILE).touch()
    with pytest.raises(InputError), reporting(tmp_path, as_json=False, quiet=False):
        raise InputError("another run is at work")
    assert capsys.readouterr().out == ""


def test_at_a_terminal_the_table_stands_below_what_went_wrong(tmp_path: Path) -> None:
    failed = EpisodeState("E03", "E03.mp4", "failed", reason="half a file", hint="copy it again")
    write_state(tmp_path, state_of(failed))
    stream = io.StringIO()
    console = Console(file=stream, width=80, height=24, force_terminal=True, highlight=False)
    with Live(console=console, auto_refresh=False, redirect_stdout=False, redirect_stderr=False) as live:
        told = _LiveBoard(tmp_path, live)
        for name, event in RUN:
            told(name, event)
    shown = stream.getvalue()
    assert shown.index("no episode 4") < shown.index("2 episodes finished") < shown.rindex("1 failed")
    assert "copy it again" in shown


def test_every_event_and_every_field_of_the_account_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs/season.md").read_text("utf-8")
    kinds = [kind.__struct_config__.tag for kind in events.Event.__subclasses__()]
    fields = [*SeasonState.__struct_fields__, *EpisodeState.__struct_fields__]
    assert [name for name in [*kinds, *fields] if f"`{name}`" not in text] == []
