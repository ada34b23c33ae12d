"""A clip with speech, and the same Whisper weights in both formats."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from localize.listen.decode import sound_blocks
from tests.listen.media import Signal
from tests.listen.whisper_checkpoint import convert


@pytest.fixture(scope="session")
def episode_sound(sichuan_clip: Path) -> Signal:
    return np.concatenate(list(sound_blocks(sichuan_clip)))


@pytest.fixture(scope="session")
def openai_base(whisper_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with base.pt, converted from the CTranslate2 file."""
    folder = tmp_path_factory.mktemp("openai-whisper-base")
    convert(whisper_base, folder / "base.pt")
    return folder
