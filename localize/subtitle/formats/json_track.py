"""JSON with all that a track holds, for programs; its fields are those of Track and Cue."""

from __future__ import annotations

import json
import re
from typing import Literal, TextIO

import msgspec

from localize.domain.screen import Frames
from localize.domain.track import Cue, Track
from localize.domain.value import Value
from localize.errors import BadSubtitles
from localize.profiles import Layout

FORMAT = "localize-track/1"
_SURROGATE = re.compile("[\ud800-\udfff]")


class TrackFile(Value, frozen=True):
    """`format` names this schema and its version; the rest is a Track."""

    format: Literal["localize-track/1"]
    language: str
    cues: tuple[Cue, ...]
    frames: Frames | None = None


def dumps(track: Track, stream: TextIO, layout: Layout) -> None:  # noqa: ARG001 - a cue says where it is
    """Halves of characters, which no encoding can write, become U+FFFD."""
    fields = {"format": FORMAT, **msgspec.to_builtins(track)}
    text = json.dumps(fields, ensure_ascii=False, indent=1)
    stream.write(_SURROGATE.sub("\ufffd", text) + "\n")


def loads(stream: TextIO, language: str) -> Track:
    """The track as it was. Raises BadSubtitles."""
    try:
        file = msgspec.json.decode(stream.read(), type=TrackFile)
    except msgspec.MsgspecError as error:
        raise BadSubtitles(f"not a track as localize writes it: {error}") from error
    return Track(language, file.cues, file.frames)
