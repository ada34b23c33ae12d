"""Track ⇄ text, a module a format: each works on streams and knows nothing of files."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import NamedTuple, TextIO

from localize.domain.track import Track
from localize.errors import UnknownName
from localize.profiles import Layout
from localize.subtitle.formats import ass, hls, json_track, lrc, plain, sbv, srt, ttml, vtt


class Format(NamedTuple):
    """`dumps` writes a track that another program can read whatever its text, laid out as a profile says
    where the format has a place for it; `loads` reads one back,
    given its language, with cues named by their number where the format has no ids. Past `hours` it has no
    times (SubRip has two digits for them, ASS one, as pysubs2 writes them too); 0: it has no end.

    docs/formats.md says what each keeps."""

    extension: str
    dumps: Callable[[Track, TextIO, Layout], None]
    loads: Callable[[TextIO, str], Track]
    hours: int = 0


FORMATS = {
    "srt": Format("srt", srt.dumps, srt.loads, hours=100),
    "ass": Format("ass", ass.dumps, ass.loads, hours=10),
    "ssa": Format("ssa", ass.dumps_ssa, ass.loads, hours=10),
    "vtt": Format("vtt", vtt.dumps, vtt.loads),
    "ttml": Format("ttml", ttml.ttml1.dumps, ttml.loads),
    "imsc": Format("imsc.ttml", ttml.imsc.dumps, ttml.loads),
    "ebu-tt-d": Format("ebuttd.xml", ttml.ebu_tt_d.dumps, ttml.loads),
    "itt": Format("itt", ttml.itt.dumps, ttml.loads),
    "sbv": Format("sbv", sbv.dumps, sbv.loads),
    "lrc": Format("lrc", lrc.dumps, lrc.loads),
    "txt": Format("txt", plain.dumps, plain.loads),
    "json": Format("json", json_track.dumps, json_track.loads),
}
# They do not tell when a cue ends, `txt` not even when it begins.
WITHOUT_TIMES = frozenset({"txt", "lrc"})
# Of several files: a playlist and what it names.
HLS = "hls"
NAMES = (*FORMATS, HLS)


def find_format(name: str) -> Format:
    """Of one file. Raises UnknownName."""
    if name not in FORMATS:
        raise UnknownName.of("format", name, FORMATS)
    return FORMATS[name]


def require_format(name: str) -> None:
    """Raises UnknownName for what `files` cannot write."""
    if name not in NAMES:
        raise UnknownName.of("format", name, NAMES)


def files(
    track: Track, name: str, layout: Layout, stem: str, timeline: hls.Timeline = hls.UNKNOWN
) -> Iterator[tuple[str, str]]:
    """The names of the files of a track in one format, and their text; `timeline` is that of the media, which
    a playlist runs along. Raises UnknownName."""
    if name == HLS:
        yield from hls.files(track, layout, stem, timeline)
        return
    form = find_format(name)
    text = io.StringIO()
    form.dumps(track, text, layout)
    yield f"{stem}.{form.extension}", text.getvalue()
