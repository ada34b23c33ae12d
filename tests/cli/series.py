"""A series whose engines are scripted: every command runs for real, without weights."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

LINES = {
    "苏小满，你一个洗碗的，配进周家的门嗦？": "You wash dishes, Su Xiaoman. You think you belong here?",
    "妈，我哪点儿对不起你嘛？": "Mom, what have I ever done to you?",
    "莫喊我妈，周浩搞快签字离婚！": "Don't call me Mom! Zhou Hao, sign the divorce!",
}
TIMES_MS = ((1150, 4525), (4875, 6380), (6730, 9477))

SETTINGS = """
[series]
title = "回锅千金"
dialect = "sichuan"
targets = ["en"]

[recognize]
engine = "scripted"
options = {{ script = "{folder}/heard.json" }}

[watch]
mode = "off"

[translate]
engine = "scripted"
scene_lines = 1
options = {{ script = "{folder}/translated.json" }}
"""


def write_series(folder: Path, clip: Path) -> Path:
    """Writes the series with `clip` as its E01.mp4; returns the episode's path."""
    folder.mkdir(parents=True, exist_ok=True)
    spoken = [
        {"text": text, "start_ms": start, "end_ms": end}
        for text, (start, end) in zip(LINES, TIMES_MS, strict=True)
    ]
    _write(folder / "heard.json", json.dumps({"media": "E01.mp4", "lines": spoken}))
    _write(folder / "translated.json", json.dumps({"lines": LINES}))
    _write(folder / "series.toml", SETTINGS.format(folder=folder))
    return Path(shutil.copyfile(clip, folder / "E01.mp4"))


def write_subtitles(folder: Path) -> Path:
    """The same lines as a subtitle file."""
    cues = [
        f"{number}\n{_srt(start)} --> {_srt(end)}\n{text}\n"
        for number, (text, (start, end)) in enumerate(zip(LINES, TIMES_MS, strict=True), 1)
    ]
    return _write(folder / "E01.zh.srt", "\n".join(cues))


def _srt(ms: int) -> str:
    return f"00:00:{ms // 1000:02d},{ms % 1000:03d}"


def _write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path
