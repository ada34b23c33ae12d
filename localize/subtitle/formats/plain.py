"""Plain text: the rows of each cue, and a blank one between two cues. Times are lost."""

from __future__ import annotations

from typing import TextIO

from localize.domain.track import Cue, Track
from localize.profiles import Layout
from localize.subtitle.formats.markup import read_rows, written


def dumps(track: Track, stream: TextIO, layout: Layout) -> None:  # noqa: ARG001 - text has no layout
    stream.write("\n".join("\n".join(rows) + "\n" for _, rows in written(track.cues)))


def loads(stream: TextIO, language: str) -> Track:
    """Cues named by their number, all of them at 0: a text does not say when."""
    texts = (read_rows(text.split("\n")) for text in stream.read().split("\n\n"))
    return Track(
        language, tuple(Cue(str(number), 0, 0, rows) for number, rows in enumerate(filter(None, texts), 1))
    )
