"""Several recognisers, from one end to the other: what is run again, what is told, what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from localize import Job, RunRecord, transcribe
from localize.errors import ConfigurationError, UnknownName
from localize.events import Event, PartDone, StageDone, StageStarted
from localize.listen.engines.scripted import ScriptedRecognizer
from localize.pipeline import jobs
from localize.pipeline.job import prepare
from localize.stage import EngineSetup
from tests.cli.series import LINES, TIMES_MS, write_series

pytestmark = pytest.mark.usefixtures("home")
Also = Callable[..., None]
# What the second hears; of the first line it is less sure than the other, of the second more.
SECOND = tuple(line.replace("周家", "州家").replace("对", "队") for line in LINES)
SURE, UNSURE = 0.99, 0.5


@pytest.fixture
def clip(tmp_path: Path, sichuan_clip: Path) -> Path:
    return write_series(tmp_path / "series", sichuan_clip)


@pytest.fixture
def also(clip: Path) -> Also:
    """Lets a second recogniser listen: `also()`; or none again: `also(listens=False)`."""
    settings = clip.with_name("series.toml")
    alone = settings.read_text("utf-8")

    def set_up(*, listens: bool = True, script: str = "second.json") -> None:
        lines = [
            {"text": text, "start_ms": start, "end_ms": end, "probability": sure}
            for text, (start, end), sure in zip(SECOND, TIMES_MS, (UNSURE, SURE, SURE), strict=True)
        ]
        path = clip.with_name("second.json")
        path.write_text(json.dumps({"media": clip.name, "lines": lines}), "utf-8")
        more = f'also = [{{ engine = "scripted", options = {{ script = "{clip.with_name(script)}" }} }}]'
        changed = alone.replace("[watch]", f"{more}\n\n[watch]") if listens else alone
        settings.write_text(changed, "utf-8")

    return set_up


def heard(record: RunRecord) -> dict[str, list[bool]]:
    """Which parts of each listening were taken from the store."""
    return {
        run.name: [part.hit for part in run.parts]
        for run in record.stages
        if run.name.startswith("recognize")
    }


def test_the_surer_one_is_believed_and_the_other_is_on_record(clip: Path, also: Also) -> None:
    also()
    record = transcribe(Job(clip, dialect="none"))
    one, other, last = LINES
    assert [line.text for line in record.lines] == [one, SECOND[1], last]
    notes = [line.evidence.notes for line in record.lines]
    assert notes == [(f"scripted (2) heard {SECOND[0]}",), (f"scripted heard {other}",), ()]
    assert [engine.engine for engine in record.settings.recognize.also] == ["scripted"]


def test_a_second_recogniser_runs_alone(clip: Path, also: Also) -> None:
    alone = transcribe(Job(clip))
    also()
    both = transcribe(Job(clip))
    assert heard(both) == {"recognize": [True, True], "recognize scripted (2)": [False, False]}
    also(listens=False)
    again = transcribe(Job(clip))
    assert heard(again) == {"recognize": [True, True]}
    assert again.lines == alone.lines
    also()
    assert all(part for parts in heard(transcribe(Job(clip))).values() for part in parts)


def test_a_plan_names_both_and_what_is_to_do(clip: Path, also: Also) -> None:
    also()
    planned = {one.stage: one for one in jobs.plan(Job(clip))}
    assert list(planned) == ["windows", "recognize", "recognize scripted (2)", "translate en"]
    assert planned["recognize scripted (2)"].waits_for == "windows"
    also(listens=False)
    transcribe(Job(clip))
    also()
    planned = {one.stage: one for one in jobs.plan(Job(clip))}
    assert planned["recognize"].misses == ()
    assert [why for _, why in planned["recognize scripted (2)"].misses] == ["not run before"] * 2
    assert planned["translate en"].waits_for == "recognize scripted (2)"
    transcribe(Job(clip))
    assert not any(one.misses for one in jobs.plan(Job(clip)) if one.stage != "translate en")


def test_progress_tells_them_apart(clip: Path, also: Also) -> None:
    also()
    events: list[Event] = []
    transcribe(Job(clip), events.append)
    told = [event for event in events if isinstance(event, StageStarted | PartDone | StageDone)]
    second = [event for event in told if event.stage == "recognize scripted (2)"]
    assert [type(event) for event in second] == [StageStarted, PartDone, PartDone, StageDone]


def test_one_is_closed_before_the_next_is_opened(
    clip: Path, also: Also, monkeypatch: pytest.MonkeyPatch
) -> None:
    also()
    told: list[str] = []
    opened, closed = ScriptedRecognizer.__init__, ScriptedRecognizer.close

    def open_told(self: Any, setup: EngineSetup) -> None:
        told.append("open")
        opened(self, setup)

    def close_told(self: Any) -> None:
        told.append("close")
        closed(self)

    monkeypatch.setattr(ScriptedRecognizer, "__init__", open_told)
    monkeypatch.setattr(ScriptedRecognizer, "close", close_told)
    transcribe(Job(clip))
    assert told == ["open", "close", "open", "close"]


def test_the_same_twice_is_refused(clip: Path, also: Also) -> None:
    also(script="heard.json")
    with pytest.raises(ConfigurationError, match="scripted is named twice") as caught:
        transcribe(Job(clip))
    assert "differ" in caught.value.hint


def test_the_same_weights_twice_are_refused(clip: Path) -> None:
    same = replace(Job(clip), recognizer="faster-whisper+faster-whisper:whisper-base")
    with pytest.raises(ConfigurationError, match="faster-whisper:whisper-base is named twice"):
        transcribe(same)


@pytest.mark.parametrize("asked", ["scripted+wisper", "wisper:whisper-base+scripted", "scripted+wisper:x"])
def test_a_misspelt_part_is_answered(clip: Path, asked: str) -> None:
    with pytest.raises(UnknownName, match="unknown recognizer 'wisper'") as caught:
        transcribe(Job(clip, recognizer=asked))
    assert "did you mean" in caught.value.hint


@pytest.mark.parametrize("asked", ["scripted:/m/a+b", "scripted+wisper"])
def test_what_a_plus_makes_an_engine_may_be_of_a_path(clip: Path, asked: str) -> None:
    with pytest.raises(UnknownName, match="unknown recognizer") as caught:
        transcribe(Job(clip, recognizer=asked))
    assert "a path with a plus goes into [recognize] model in series.toml" in caught.value.hint


def test_two_names_in_one_setting_are_answered(clip: Path) -> None:
    settings = clip.with_name("series.toml")
    text = settings.read_text("utf-8")
    settings.write_text(text.replace('engine = "scripted"', 'engine = "scripted+faster-whisper"', 1), "utf-8")
    with pytest.raises(ConfigurationError, match="one alone") as caught:
        transcribe(Job(clip))
    assert "also = " in caught.value.hint


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (None, [("faster-whisper", "base", {"batch_size": 2}), ("openai-whisper", "small", {})]),
        ("faster-whisper", [("faster-whisper", "base", {"batch_size": 2})]),
        ("openai-whisper+scripted", [("openai-whisper", "small", {}), ("scripted", "", {})]),
        (
            "scripted+faster-whisper:large:v3",
            [("scripted", "", {}), ("faster-whisper", "large:v3", {"batch_size": 2})],
        ),
        ("scripted:/weights+more/a+b/base", [("scripted", "/weights+more/a+b/base", {})]),
    ],
)
def test_the_command_line_comes_before_the_series(
    tmp_path: Path, asked: str | None, expected: list[tuple[str, str, dict[str, object]]]
) -> None:
    (tmp_path / "series.toml").write_text(
        '[recognize]\nmodel = "base"\noptions = { batch_size = 2 }\n'
        'also = [{ engine = "openai-whisper", model = "small" }]\n',
        "utf-8",
    )
    table = prepare(Job(tmp_path / "E01.mp4", recognizer=asked)).settings.recognize
    assert [(one.engine, one.model, one.options) for one in table.recognizers] == expected
