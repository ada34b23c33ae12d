"""The test double that ships: it sees what a JSON file says is on the screen.

    {"lines": [{"text": "幺妹回来了", "start_ms": 1350, "end_ms": 3700,
                "box": {"left": 0.2, "top": 0.7, "right": 0.8, "bottom": 0.74}}]}

A line is found in pictures taken while it stands, and read off rows that lie in its box. It is followed
from frame to frame like any other text, so the picture must hold strokes there.
"""

from __future__ import annotations

from collections.abc import Sequence

from localize.domain.seen import Box, Reading
from localize.domain.value import Value
from localize.scripted import ScriptedEngine
from localize.stage import EngineSetup, FoundText, Picture


class ScriptedText(Value, frozen=True):
    text: str
    start_ms: int
    end_ms: int
    box: Box
    confidence: float = 0.99


class Script(Value, frozen=True):
    lines: tuple[ScriptedText, ...]


class ScriptedReader(ScriptedEngine):
    """Raises ConfigurationError for a script that cannot be read."""

    role = "reader"

    def __init__(self, setup: EngineSetup) -> None:
        self._lines = self.script(setup, Script).lines

    def find(self, picture: Picture) -> list[FoundText]:
        return [
            FoundText(line.box, line.confidence)
            for line in self._at(picture.at_ms)
            if line.box.overlap(picture.box) > 0
        ]

    def read(self, rows: Sequence[Picture]) -> list[Reading]:
        return [self._reading(row) for row in rows]

    def _reading(self, row: Picture) -> Reading:
        best = max(self._at(row.at_ms), key=lambda line: line.box.overlap(row.box), default=None)
        if best is None or not best.box.overlap(row.box):
            return Reading("", 0.0, row.at_ms)
        return Reading(best.text, best.confidence, row.at_ms)

    def _at(self, at_ms: int) -> list[ScriptedText]:
        return [line for line in self._lines if line.start_ms <= at_ms < line.end_ms]
