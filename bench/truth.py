"""What is true of a made episode: NAME.mp4 with NAME.truth.json beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from localize.domain.glossary import Glossary, Term
from localize.domain.times import Span


@dataclass(frozen=True)
class Said:
    """A line of an episode, or what somebody made of one; `is_timed` where its times are to be compared."""

    text: str
    span: Span
    is_timed: bool = True


@dataclass(frozen=True)
class Episode:
    """A cue is spoken, burned in, or both; without a `burn_start` it is burned in while it is spoken."""

    path: Path
    raw: dict[str, Any]

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def duration_ms(self) -> int:
        return _ms(self.raw["duration"])

    @property
    def dialect(self) -> str:
        return "sichuan" if self.raw.get("accent") == "sichuan" else "none"

    @property
    def cuts(self) -> list[int]:
        return [_ms(cut) for cut in self.raw["cuts"]]

    @property
    def glossary(self) -> Glossary:
        terms = {entry["zh"]: Term(entry["zh"]) for entry in self.raw.get("glossary", [])}
        return Glossary(tuple(terms.values()))

    @property
    def cards(self) -> list[Said]:
        return [_said(card["zh"], card["start"], card["end"]) for card in self.raw.get("cards", [])]

    @cached_property
    def spoken(self) -> list[Said]:
        return _in_order(_said(cue["zh"], cue["start"], cue["end"]) for cue in self._cues if _is_spoken(cue))

    @cached_property
    def burned(self) -> list[Said]:
        return _in_order(_burned(cue) for cue in self._cues if cue["burn"])

    @cached_property
    def whole(self) -> list[Said]:
        """What a transcript should hold: what is burned in, else what is said, when it is said."""
        return _in_order(_told(cue) for cue in self._cues)

    @property
    def rows(self) -> int:
        """Rows of burned-in Chinese or other script, one by one: each has to be read."""
        cues = [cue for cue in self._cues if cue["burn"]]
        return sum(len(cue.get("rows") or [0]) + bool(cue.get("burn_en")) for cue in cues) + len(self.cards)

    @property
    def _cues(self) -> list[dict[str, Any]]:
        return list(self.raw["cues"])


def read_episodes(folders: Sequence[Path]) -> list[Episode]:
    truths = [path for folder in folders for path in sorted(folder.glob("*.truth.json"))]
    return [
        Episode(path.with_name(path.name.replace(".truth.json", ".mp4")), json.loads(path.read_text("utf-8")))
        for path in truths
    ]


def _burned(cue: dict[str, Any]) -> Said:
    return _said(cue["burn"], cue.get("burn_start", cue["start"]), cue.get("burn_end", cue["end"]))


def _told(cue: dict[str, Any]) -> Said:
    if not _is_spoken(cue):
        burned = _burned(cue)
        return Said(burned.text, burned.span, is_timed=False)
    return _said(cue["burn"] or cue["zh"], cue["start"], cue["end"])


def _is_spoken(cue: dict[str, Any]) -> bool:
    return bool(cue.get("spoken", True))


def _said(text: str, start: float, end: float) -> Said:
    return Said(text, Span(_ms(start), _ms(end)))


def _ms(seconds: float) -> int:
    return round(1000 * seconds)


def _in_order(lines: Iterator[Said]) -> list[Said]:
    return sorted(lines, key=lambda line: (line.span.start_ms, line.span.end_ms))
