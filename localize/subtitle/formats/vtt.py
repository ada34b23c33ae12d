"""WebVTT (W3C), written and read here: pysubs2 neither escapes nor unescapes, and loses cue ids."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TextIO

from localize.domain.track import BOTTOM, TOP, Cue, Place, Track
from localize.errors import BadSubtitles
from localize.profiles import Layout
from localize.subtitle.formats.markup import written
from localize.subtitle.text import clean

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s(.*))?$", re.ASCII)
_TAG = re.compile(r"<[^>]*>?")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_LINE = re.compile(r"(?:^|\s)line:(\d+(?:\.\d+)?)(%?)", re.ASCII)
# Line numbers count those of a screen of closed captions (CEA-608).
_LINES = 15


def dumps(track: Track, stream: TextIO, layout: Layout) -> None:
    stream.write("WEBVTT\n")
    for cue, rows in written(track.cues):
        place = f" line:{_share(layout.margin_top, layout.height)}" if cue.place == TOP else ""
        times = f"{_clock(cue.start_ms)} --> {_clock(cue.end_ms)}{place}"
        text = "\n".join(html.escape(row, quote=False) for row in rows)
        stream.write(f"\n{_id(cue.id)}\n{times}\n{text}\n")


def loads(stream: TextIO, language: str) -> Track:
    """The cues of a WebVTT file, at the bottom or the top, with their voices; styles are left behind.

    Raises BadSubtitles when the header is missing.
    """
    text = stream.read().removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    header, *blocks = re.split(r"\n{2,}", text)
    if not re.match(r"WEBVTT([ \t\n]|$)", header):
        raise BadSubtitles("not WebVTT: the first line is not WEBVTT")
    head = header.partition("\n")[2]  # a cue may follow the header at once
    return Track(language, tuple(_cues([head, *blocks])))


def _cues(blocks: list[str]) -> Iterator[Cue]:
    number = 0
    for block in blocks:
        lines = block.strip("\n").split("\n")
        at = next((at for at, line in enumerate(lines[:2]) if _TIMES.match(line)), None)
        if at is not None:
            number += 1
            name = lines[0] if at else str(number)
            yield _cue(name, lines[at], lines[at + 1 :])


def _cue(name: str, times: str, lines: list[str]) -> Cue:
    match = _TIMES.match(times)
    assert match is not None  # the caller chose this line because it matches
    text = "\n".join(lines)
    rows = _TAG.sub("", text).split("\n")
    start, end = _ms(*match.group(1, 2, 3, 4)), _ms(*match.group(5, 6, 7, 8))
    place = _place(match[9] or "")
    return Cue(name, start, end, tuple(_readable(rows)), place=place, speaker=_speaker(text))


def _speaker(text: str) -> str:
    """The voice of a cue, where one person says all of it."""
    voices = {clean(html.unescape(voice)) for voice in _VOICE.findall(text)}
    return voices.pop() if len(voices) == 1 else ""


def _place(settings: str) -> Place:
    """Negative line numbers count from the bottom."""
    match = _LINE.search(settings)
    if match is None:
        return BOTTOM
    down = float(match[1]) / (100 if match[2] else _LINES)
    return TOP if down < 0.5 else BOTTOM


def _readable(rows: list[str]) -> Iterator[str]:
    for row in rows:
        if text := html.unescape(row).strip():
            yield text


def _share(pixels: float, of: int) -> str:
    return f"{100 * pixels / of:g}%"


def _id(name: str) -> str:
    """An id may hold no arrow and no line end."""
    return clean(name).replace("-->", "--")


def _clock(ms: int) -> str:
    seconds, ms = divmod(max(0, ms), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{ms:03d}"


def _ms(hours: str | None, minutes: str, seconds: str, ms: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(ms)
