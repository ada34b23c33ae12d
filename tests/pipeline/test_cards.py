"""Cards from one end to the other: a subtitle file in, its translation out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localize import Job, translate_subtitles
from localize.domain.seen import CARD, DIALOGUE

pytestmark = pytest.mark.usefixtures("home")

SUBTITLES = """1
00:00:01,000 --> 00:00:03,000
走嘛

2
00:00:01,500 --> 00:00:03,500
{\\an8}三年后
"""
TRANSLATED = """1
00:00:01,000 --> 00:00:03,000
Let's go.

2
00:00:01,500 --> 00:00:03,500
{\\an8}Three years later
"""
SETTINGS = """
[series]
targets = ["en"]
[translate]
engine = "scripted"
options = {{ script = "{script}" }}
"""


def test_a_card_is_translated_as_a_card_and_stays_at_the_top(tmp_path: Path) -> None:
    script = tmp_path / "translated.json"
    script.write_text(json.dumps({"lines": {"走嘛": "Let's go.", "三年后": "Three years later"}}), "utf-8")
    (tmp_path / "series.toml").write_text(SETTINGS.format(script=script), "utf-8")
    subtitles = tmp_path / "E01.zh.srt"
    subtitles.write_text(SUBTITLES, "utf-8")
    record = translate_subtitles(Job(subtitles))
    assert [line.kind for line in record.lines] == [DIALOGUE, CARD]
    assert [part.name for part in record.stages[-1].parts] == ["scene 1, lines 1–1", "cards 2, lines 2–2"]
    assert (tmp_path / "E01.en.srt").read_text("utf-8").split() == TRANSLATED.split()
