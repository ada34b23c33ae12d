"""An episode that was translated, for a test to change its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipeline.translated import translated


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Its Chinese subtitles."""
    return translated(tmp_path)


@pytest.fixture
def english(source: Path) -> Path:
    return source.with_name("E01.en.srt")
