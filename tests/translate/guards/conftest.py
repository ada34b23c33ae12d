from __future__ import annotations

import json
from pathlib import Path

import pytest

EPISODE = Path(__file__).parents[3] / "examples" / "huiguo" / "E01.truth.json"


@pytest.fixture
def references() -> dict[str, list[tuple[str, str]]]:
    """The lines of the example in standard Mandarin with what people made of them, by language."""
    cues = json.loads(EPISODE.read_text("utf-8"))["cues"]
    return {target: [(cue["mandarin"], cue[target]) for cue in cues] for target in ("en", "es")}
