"""Cues: what is on the screen, and when."""

from __future__ import annotations

from localize.domain.review import Flag
from localize.domain.value import Value


class Cue(Value, frozen=True):
    """`rows` are the lines on screen, top to bottom; `line_ids` the transcript lines that it shows."""

    id: str
    start_ms: int
    end_ms: int
    rows: tuple[str, ...]
    line_ids: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.rows)


class Track(Value, frozen=True):
    """Cues of one language, in order of time, never overlapping."""

    language: str
    cues: tuple[Cue, ...]
