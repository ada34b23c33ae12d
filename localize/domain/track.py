"""Cues: what is on the screen, when and where."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from localize.domain.review import Flag
from localize.domain.screen import Frames
from localize.domain.seen import DIALOGUE, Kind
from localize.domain.value import Value

Place: TypeAlias = Literal["bottom", "top"]
BOTTOM: Final = "bottom"
TOP: Final = "top"

# Where burned-in text stands in the way, subtitles go above it, cover it with a box, or take no notice.
Over: TypeAlias = Literal["above", "box", "none"]
ABOVE: Final = "above"
BOX: Final = "box"

# Text on the screen that nobody says: in the track, in a track of its own, or in both.
Forced: TypeAlias = Literal["merged", "separate", "both"]
MERGED: Final = "merged"
SEPARATE: Final = "separate"

# Who reads it, and so how fast.
Audience: TypeAlias = Literal["adult", "child"]
ADULT: Final = "adult"
CHILD: Final = "child"


class Cue(Value, frozen=True):
    """`rows` are the lines on screen, top to bottom; `line_ids` the transcript lines that it shows;
    `place` is `bottom`, or `top` for text on the screen that nobody says; `speaker` says it, where a file
    that was read tells. `kind` is `card` for a forced narrative.

    `edge` is where the lower edge of its last row stands (at the top: the upper edge of its first), as a
    share of the picture's height from its top; None: where the profile says. `boxed`: it covers what is
    burned in below it."""

    id: str
    start_ms: int
    end_ms: int
    rows: tuple[str, ...]
    line_ids: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    place: Place = BOTTOM
    speaker: str = ""
    kind: Kind = DIALOGUE
    edge: float | None = None
    boxed: bool = False
    italic: bool = False

    @property
    def text(self) -> str:
        return "\n".join(self.rows)


class Track(Value, frozen=True):
    """Cues of one language, in order of time. Those of one place never overlap. `frames` are those of the
    video, where it is known: what formats that count frames count."""

    language: str
    cues: tuple[Cue, ...]
    frames: Frames | None = None
