"""From a name in the settings to an engine."""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest

from localize.errors import EngineUnavailable
from localize.events import ignore
from localize.pipeline import engines


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
