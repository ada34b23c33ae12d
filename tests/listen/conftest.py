"""A clip with speech, and the same Whisper weights in every format."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from localize.listen.decode import sound_blocks
from tests.listen.media import Signal
from tests.listen.whisper_checkpoint import convert
from tests.listen.whisper_onnx import export


@pytest.fixture(scope="session")
def episode_sound(sichuan_clip: Path) -> Signal:
    return np.concatenate(list(sound_blocks(sichuan_clip)))


@pytest.fixture(scope="session")
def openai_base(whisper_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with base.pt, converted from the CTranslate2 file."""
    folder = tmp_path_factory.mktemp("openai-whisper-base")
    convert(whisper_base, folder / "base.pt")
    return folder


@pytest.fixture(scope="session")
def sherpa_base(openai_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with that checkpoint in the layout of sherpa-onnx."""
    return export(openai_base / "base.pt", tmp_path_factory.mktemp("sherpa-onnx-whisper-base"))
