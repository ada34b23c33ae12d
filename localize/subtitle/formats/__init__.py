"""Track ⇄ text, a module a format: each works on streams and knows nothing of files."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TextIO

from localize.domain.track import Track
from localize.errors import UnknownName
from localize.subtitle.formats import ass, srt, vtt


class Format(NamedTuple):
    """`dumps` writes a track that another program can read whatever its text; `loads` reads one back,
    given its language, with cues named by their number where the format has no ids."""

    extension: str
    dumps: Callable[[Track, TextIO], None]
    loads: Callable[[TextIO, str], Track]


FORMATS = {
    "srt": Format("srt", srt.dumps, srt.loads),
    "ass": Format("ass", ass.dumps, ass.loads),
    "vtt": Format("vtt", vtt.dumps, vtt.loads),
}


def find_format(name: str) -> Format:
    """Raises UnknownName."""
    if name not in FORMATS:
        raise UnknownName.of("format", name, FORMATS)
    return FORMATS[name]
