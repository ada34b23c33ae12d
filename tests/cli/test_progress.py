"""How a run is told to a log and to a program."""

from __future__ import annotations

import json

import pytest

from localize import events
from localize.cli.progress import QUIET_S, JsonLines, Lines, reporting, summary

RUN = (
    events.Warned("whisper-base is [not] yours"),
    events.PullStarted("whisper-base", "Hugging Face", 145_000_000),
    events.PullProgress("whisper-base", 72_500_000),
    events.PullDone("whisper-base", "/weights/whisper-base"),
    events.StageStarted("recognize", 4, 1),
    events.PartDone("recognize", "0:00–0:29"),
    events.PartDone("recognize", "0:29–0:58"),
    events.StageDone("recognize", 12.34),
    events.DialectTold("E01.mp4", "sichuan", 0.934, "Sichuanese"),
    events.Written("out/E01.zh.srt"),
    events.EpisodeDone("E01.mp4", 16, 2, 23.4, "out/E01.record.json"),
)
Captured = pytest.CaptureFixture[str]


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def told(seconds_between: float) -> list[str]:
    said: list[str] = []
    clock = Clock()
    lines = Lines(said.append, clock, said_at=clock.now)
    for event in RUN:
        clock.now += seconds_between
        lines(event)
    return said


def test_a_log_of_a_quick_run() -> None:
    assert told(seconds_between=1) == [
        "warning: whisper-base is [not] yours",
        "pulling whisper-base from Hugging Face: 145 MB",
        "pulled whisper-base to /weights/whisper-base",
        "recognize: 3 of 4 parts to do",
        "recognize: done in 12.3 s",
        "spoken in Sichuanese (93%)",
        "E01.mp4: 16 lines in 23.4 s, 2 to look at: localize show --flagged out/E01.record.json",
    ]


def test_a_log_of_a_slow_run_is_not_silent_for_long() -> None:
    slow = told(seconds_between=QUIET_S)
    assert [line for line in slow if line not in told(seconds_between=1)] == [
        "pulling whisper-base: 72 MB of 145 MB",
        "recognize: 2 of 4 parts",
        "recognize: 3 of 4 parts",
    ]


def test_nothing_to_look_at_is_not_mentioned() -> None:
    assert summary(events.EpisodeDone("E01.mp4", 1, 0, 2, "r.json")) == "E01.mp4: 1 line in 2.0 s"


def test_json_tells_every_event(capsys: Captured) -> None:
    with reporting(as_json=True, quiet=False) as listener:
        for event in RUN:
            listener(event)
    out, err = capsys.readouterr()
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["event"] for line in lines] == [
        "warning",
        "pull_started",
        "pull_progress",
        "pull_done",
        "stage_started",
        "part_done",
        "part_done",
        "stage_done",
        "dialect_told",
        "written",
        "episode_done",
    ]
    assert lines[4] == {"event": "stage_started", "stage": "recognize", "parts": 4, "hits": 1}
    assert err == ""


def test_a_listener_outlives_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(value: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("localize.cli.progress.write_json", gone)
    lines = JsonLines()
    for event in RUN:
        lines(event)
    with pytest.raises(BrokenPipeError):
        lines.settle()


def test_paths_are_the_only_data(capsys: Captured) -> None:
    with reporting(as_json=False, quiet=False) as listener:
        for event in RUN:
            listener(event)
    out, err = capsys.readouterr()
    assert out == "out/E01.zh.srt\nout/E01.record.json\n"
    assert err.splitlines() == told(seconds_between=0)


def test_paths_are_told_also_after_an_error(capsys: Captured) -> None:
    with pytest.raises(KeyboardInterrupt), reporting(as_json=False, quiet=True) as listener:
        listener(events.Written("out/E01.zh.srt"))
        raise KeyboardInterrupt
    assert capsys.readouterr().out == "out/E01.zh.srt\n"


def test_quiet_tells_warnings_only(capsys: Captured) -> None:
    with reporting(as_json=False, quiet=True) as listener:
        for event in RUN:
            listener(event)
    assert capsys.readouterr().err == "warning: whisper-base is [not] yours\n"
