"""Every recogniser, opened on the same Whisper base weights with the same number of threads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from localize import config, plugins
from localize.stage import EngineSetup
from localize.weights.catalogue import find_model
from localize.weights.shelf import Shelf
from tests.listen.whisper_checkpoint import convert

NAMES = ["faster-whisper", "openai-whisper"]
THREADS = 2


def whisper_base() -> Path:
    return Shelf(config.home() / "weights").ensure(find_model("whisper-base"))


def openai_checkpoint(folder: Path) -> Path:
    """Converted from the CTranslate2 file into `folder`."""
    path = folder / "base.pt"
    return path if path.exists() else convert(whisper_base(), path)


def open_recognizer(name: str, folder: Path, **options: object) -> Any:
    kind = plugins.load("recognizer", name)
    weights = whisper_base() if name == "faster-whisper" else openai_checkpoint(folder).parent
    return kind(EngineSetup(name, weights, kind.Options(**options), THREADS))
