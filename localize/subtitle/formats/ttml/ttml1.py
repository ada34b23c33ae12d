"""TTML1, what Netflix asks for; Japanese is written as IMSC 1.1, as Netflix asks too."""

from __future__ import annotations

from typing import TextIO

from localize.domain.language import primary
from localize.domain.track import Track
from localize.profiles import Layout
from localize.subtitle.formats.ttml import imsc
from localize.subtitle.formats.ttml.document import Dialect, write
from localize.subtitle.formats.ttml.names import ttp, tts
from localize.subtitle.formats.ttml.outlines import outline


def dumps(track: Track, stream: TextIO, layout: Layout) -> None:
    if primary(track.language) == "ja":
        imsc.dumps(track, stream, layout)
        return
    dialect = Dialect(
        root={ttp("timeBase"): "media"},
        text={tts("textOutline"): outline(layout)},
        slant={tts("fontStyle"): "italic"},
    )
    write(track, stream, layout, dialect)
