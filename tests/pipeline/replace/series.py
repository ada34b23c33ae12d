"""A series of three short episodes with scripted engines: subtitles that were translated."""

from __future__ import annotations

import json
from pathlib import Path

from localize import Job, RunRecord, translate_subtitles

# Two lines a scene, and a scene a row.
SCENES = {
    "E01": (
        ("臣刚，快过来！", "Chen Just, come here!", "我来了。", "I'm coming."),
        ("今天好冷，早点回家。", "It's cold, come home.", "路上小心，别着急。", "Careful on the way."),
        ("那是臣刚的车。", "That is Chen Just's car.", "他早就走了。", "Chen Just left long ago."),
    ),
    "E02": (
        ("你们谁看见了？", "Who of you saw it?", "反正不是我。", "It wasn't me anyway."),
        ("臣刚和臣刚的妈。", "The Chen Justs.", "都在门口等着。", "They wait at the door."),
    ),
    "E03": (("今天吃什么好？", "What shall we eat today?", "随便你，我不饿。", "As you like."),),
}
TERM, OLD, NEW = "臣刚", "Chen Just", "Chen Gang"
# What a model says where a rule cannot tell.
AGAIN = "Chen Gang and Chen Gang's mother."
GLOSSARY = f"source,en,kind\n{TERM},{OLD},person\n妈,,kinship\n"
SETTINGS = """
[series]
targets = {targets}
glossary = "glossary.csv"

[translate]
engine = "scripted"
scene_lines = 2
context_lines = 0
options = {{ script = "{script}" }}

[subtitle]
profile = "netflix"  # a line is a row, and found whole
"""


def write_series(folder: Path, script: Path, targets: tuple[str, ...] = ("en",)) -> Path:
    """Translated already, with what is written to `script`; in the folder of the series."""
    folder.mkdir()
    settings = SETTINGS.format(script=script, targets=json.dumps(targets))
    (folder / "series.toml").write_text(settings, "utf-8")
    (folder / "glossary.csv").write_text(GLOSSARY, "utf-8")
    lines = dict(pair for scenes in SCENES.values() for scene in scenes for pair in pairs(scene))
    script.write_text(json.dumps({"lines": lines}), "utf-8")
    for name in SCENES:
        translate_subtitles(Job(write_subtitles(folder, name)))
    return folder


def write_subtitles(folder: Path, name: str) -> Path:
    """Lines of two seconds; pauses end scenes."""
    cues, at = [], 1
    for scene in SCENES[name]:
        for source, _ in pairs(scene):
            cues.append(f"{len(cues) + 1}\n00:00:{at:02},000 --> 00:00:{at + 2:02},000\n{source}\n")
            at += 3
        at += 3
    path = folder / f"{name}.zh.srt"
    path.write_text("\n".join(cues), "utf-8")
    return path


def pairs(scene: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(zip(scene[::2], scene[1::2], strict=True))


def english(record: RunRecord) -> list[str]:
    return [line.translations["en"].text for line in record.lines]
