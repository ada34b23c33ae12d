"""Cues: what is on the screen, when and where."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from localize.domain.review import Flag
from localize.domain.value import Value

Place: TypeAlias = Literal["bottom", "top"]
BOTTOM: Final = "bottom"
TOP: Final = "top"


class Cue(Value, frozen=True):
    """`rows` are the lines on screen, top to bottom; `line_ids` the transcript lines that it shows;
    `place` is `bottom`, or `top` for text on the screen that nobody says; `speaker` says it, where the file
    that it was read from tells."""

    id: str
    start_ms: int
    end_ms: int
    rows: tuple[str, ...]
    line_ids: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    place: Place = BOTTOM
    speaker: str = ""

    @property
    def text(self) -> str:
        return "\n".join(self.rows)


class Track(Value, frozen=True):
    """Cues of one language, in order of time. Those of one place never overlap."""

    language: str
    cues: tuple[Cue, ...]
