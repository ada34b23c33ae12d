"""From a name in the settings to an engine."""

from __future__ import annotations

import importlib.util
import json
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from localize import plugins
from localize.errors import ConfigurationError, EngineUnavailable
from localize.events import ignore
from localize.pipeline import engines
from localize.pipeline.session import libraries_of
from localize.stage import Opening


@pytest.mark.parametrize(
    ("engine", "module", "hint"),
    [
        ("sherpa-onnx", "sherpa_onnx", "pip install sherpa-onnx"),
        ("openai-whisper", "whisper", "pip install openai-whisper"),
    ],
)
@pytest.mark.usefixtures("home")
def test_what_is_not_installed_is_told_before_its_weights_are_pulled(
    monkeypatch: pytest.MonkeyPatch, engine: str, module: str, hint: str
) -> None:
    def find_spec(name: str) -> Any:
        return None if name == module else importlib.util.find_spec(name)

    monkeypatch.setattr(engines, "find_spec", find_spec)
    with pytest.raises(EngineUnavailable, match=f"{engine} is not installed") as told:
        engines.choose("recognizer", engine, "", {}, ignore)
    assert told.value.hint == hint


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (kind, name)
        for kind in ("recognizer", "reader", "translator", "voice")
        for name in plugins.names(kind)
    ],
)
@pytest.mark.usefixtures("home")
def test_how_an_engine_is_opened_can_travel(tmp_path: Path, kind: str, name: str) -> None:
    (tmp_path / "script.json").write_text(json.dumps({"lines": {} if kind == "translator" else []}))
    options = {"script": str(tmp_path / "script.json")} if name == "scripted" else {}
    options |= {"base_url": "http://localhost:1/v1", "model": "any"} if name == "openai" else {}
    chosen = engines.choose(kind, name, "", options, ignore)
    assert isinstance(chosen.engine.open, engines.ByName)
    opening: Opening = replace(chosen.engine.open, entry=None)
    arrived: Opening = pickle.loads(pickle.dumps(opening))
    assert (arrived, arrived.key, arrived.identity) == (opening, opening.key, chosen.id)


@pytest.mark.parametrize(
    ("kind", "name", "needed"),
    [("voice", "ge2e", True), ("recognizer", "openai-whisper", True), ("reader", "rapidocr", False)],
)
@pytest.mark.usefixtures("home")
def test_a_run_depends_on_what_its_engines_need(kind: str, name: str, *, needed: bool) -> None:
    chosen = engines.choose(kind, name, "", {}, ignore)
    assert ("torch" in libraries_of([chosen])) is needed
    assert set(libraries_of([])) <= set(libraries_of([chosen]))


@pytest.mark.parametrize(
    ("kind", "name", "model", "hint"),
    [
        ("voice", "ge2e", "whisper-base", "models for ge2e: resemblyzer"),
        ("recognizer", "openai-whisper", "whisper-base", "use faster-whisper:whisper-base"),
    ],
)
@pytest.mark.usefixtures("home")
def test_a_model_for_another_engine(kind: str, name: str, model: str, hint: str) -> None:
    with pytest.raises(ConfigurationError, match="is a model for faster-whisper") as told:
        engines.choose(kind, name, model, {}, ignore)
    assert told.value.hint == hint
