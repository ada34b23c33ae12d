"""An episode of eight lines whose Chinese subtitles were translated by a scripted engine, to be corrected."""

from __future__ import annotations

import json
from pathlib import Path

from localize import Job, RunRecord, translate_subtitles

# Two lines a scene. The second scene holds the term, the third what a person corrects.
LINES = {
    "今天好冷，早点回家。": "It's cold today, come home early.",
    "路上小心，别着急。": "Careful on the way, no rush.",
    "快来吃回锅肉。": "Come eat the pork.",
    "你最喜欢吃的。": "Your favourite.",
    "我哪里对不起你？": "What have I ever done to you?",
    "你自己心里清楚。": "You know very well.",
    "明天我就搬出去。": "I'm moving out tomorrow.",
    "随便你怎么想。": "Think what you like.",
}
PERSONS = "How have I ever wronged you?"
MACHINES = LINES["我哪里对不起你？"]
TERM, OTHER = "twice-cooked pork", "double-cooked pork"
SETTINGS = """
[series]
targets = ["en"]
glossary = "glossary.csv"

[translate]
engine = "scripted"
scene_lines = 2
context_lines = 0
options = {{ script = "{folder}/translated.json" }}

[subtitle]
profile = "netflix"  # a line is a row, and found whole
"""


def translated(tmp_path: Path) -> Path:
    """The Chinese subtitles of an episode that was translated, in the folder of its series."""
    (tmp_path / "translated.json").write_text(json.dumps({"lines": LINES}), "utf-8")
    (tmp_path / "series.toml").write_text(SETTINGS.format(folder=tmp_path), "utf-8")
    glossary(tmp_path, "pork")
    source = write_srt(tmp_path / "E01.zh.srt", list(LINES))
    translate_subtitles(Job(source))
    return source


def write_srt(path: Path, texts: list[str]) -> Path:
    """Lines of two seconds; every second pause ends a scene."""
    cues, at = [], 1
    for number, text in enumerate(texts, 1):
        cues.append(f"{number}\n00:00:{at:02},000 --> 00:00:{at + 2:02},000\n{text}\n")
        at += 3 if number % 2 else 6
    path.write_text("\n".join(cues), "utf-8")
    return path


def glossary(folder: Path, pork: str) -> None:
    (folder / "glossary.csv").write_text(f"source,en\n回锅肉,{pork}\n", "utf-8")


def replace(path: Path, old: str, new: str) -> Path:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return path


def with_term(source: Path, text: str = TERM, *formats: str) -> RunRecord:
    """Everything with that term is done again."""
    glossary(source.parent, text)
    script = json.loads(source.with_name("translated.json").read_text("utf-8"))
    script["lines"]["快来吃回锅肉。"] = f"Come eat the {text}."
    source.with_name("translated.json").write_text(json.dumps(script), "utf-8")
    return translate_subtitles(Job(source, formats=formats))


def cues(path: Path) -> list[str]:
    """Without their numbers."""
    return [cue.partition("\n")[2] for cue in path.read_text("utf-8").strip().split("\n\n")]


def beside(source: Path) -> list[str]:
    """What else there is of the English subtitles."""
    return sorted(path.name for path in source.parent.glob("E01.en.*") if path.name != "E01.en.srt")


def joined(english: Path) -> str:
    """The term's line and the next in one cue: nobody can tell what of it is whose."""
    before = cues(english)
    one = f"{before[2].split(' --> ')[0]} --> {before[3].split(' --> ')[1]}".replace(
        LINES["你最喜欢吃的。"], "Pork! Your favourite, come eat."
    )
    left = [*before[:2], one, *before[4:]]
    english.write_text("".join(f"{at}\n{cue}\n\n" for at, cue in enumerate(left, 1)), "utf-8")
    return english.read_text("utf-8")
