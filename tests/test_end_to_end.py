"""The main job on the example episode, with the embedded weights."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from localize import Job, RunRecord, episode, transcribe
from localize.listen.engines.faster_whisper import FasterWhisper
from localize.translate.engines.llama import Llama
from localize.watch.engines.rapidocr import RapidOcr


def _dialogue(record: RunRecord) -> list[str]:
    return [line.text for line in record.lines if line.kind == "dialogue"]


def _letters(texts: Iterable[str]) -> str:
    return "".join(sign for text in texts for sign in text if sign.isalnum())


def test_an_episode_with_the_embedded_weights_and_again_without_opening_them(
    whisper_base: Path,
    qwen: Path,
    shelf_only_home: Path,
    example: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job = Job(example / "E01.mp4", to=("en",), out=tmp_path / "out", formats=("srt", "ass", "vtt"))
    first = episode(job)
    assert [model.name for model in first.models] == ["whisper-base", "qwen2.5-coder-1.5b"]
    truth = json.loads((example / "E01.truth.json").read_text("utf-8"))
    burned, seen = (_letters(texts) for texts in ([cue["burn"] for cue in truth["cues"]], _dialogue(first)))
    # One character of 360 lines' height may be misread; what stands there is otherwise exact.
    assert sum(one != other for one, other in zip(burned, seen, strict=True)) <= 1
    assert [line.text for line in first.lines if line.kind == "card"] == ["三天后·满堂红总店"]
    assert all(line.translations["en"].text or line.translations["en"].flags for line in first.lines)
    assert first.totals.terms_met >= first.totals.terms_required / 2 > 0
    assert sorted(path.name for path in job.out.iterdir()) == [  # type: ignore[union-attr]
        "E01.en.ass", "E01.en.srt", "E01.en.vtt", "E01.record.json",
        "E01.zh.ass", "E01.zh.srt", "E01.zh.vtt",
    ]  # fmt: skip

    for engine in (FasterWhisper, RapidOcr, Llama):
        monkeypatch.delattr(engine, "__init__")
    again = episode(job)
    assert again.lines == first.lines
    assert all(part.hit for run in again.stages for part in run.parts)


def test_the_dialect_of_an_episode_is_told_from_its_sound_alone(
    whisper_base: Path, shelf_only_home: Path, example: Path, tmp_path: Path
) -> None:
    """And a run that names the dialect finds all that it hears."""
    job = Job(example / "E01.mp4", dialect="auto", watch="off", out=tmp_path / "out")
    told = transcribe(job)
    assert told.dialect is not None
    assert told.dialect.variety == "sichuan"
    assert told.dialect.confidence > 0.9
    assert not told.warnings
    spoken = [line.evidence.told.variety for line in told.lines if line.evidence.told]
    assert spoken == ["sichuan"] * len(told.lines)
    named = transcribe(replace(job, dialect="sichuan"))
    assert [line.text for line in named.lines] == [line.text for line in told.lines]
    assert all(part.hit for run in named.stages for part in run.parts if run.name == "recognize")
