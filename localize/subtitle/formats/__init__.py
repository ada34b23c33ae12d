"""Track ⇄ text, a module a format: each works on streams and knows nothing of files."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TextIO

from localize.domain.track import Track
from localize.errors import UnknownName
from localize.profiles import Layout
from localize.subtitle.formats import ass, srt, vtt


class Format(NamedTuple):
    """`dumps` writes a track that another program can read whatever its text, laid out as a profile says
    where the format has a place for it; `loads` reads one back,
    given its language, with cues named by their number where the format has no ids. Past `hours` it has no
    times (SubRip has two digits for them, ASS one, as pysubs2 writes them too); 0: it has no end."""

    extension: str
    dumps: Callable[[Track, TextIO, Layout], None]
    loads: Callable[[TextIO, str], Track]
    hours: int = 0


FORMATS = {
    "srt": Format("srt", srt.dumps, srt.loads, hours=100),
    "ass": Format("ass", ass.dumps, ass.loads, hours=10),
    "vtt": Format("vtt", vtt.dumps, vtt.loads),
}


def find_format(name: str) -> Format:
    """Raises UnknownName."""
    if name not in FORMATS:
        raise UnknownName.of("format", name, FORMATS)
    return FORMATS[name]
