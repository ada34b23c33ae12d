"""WebVTT → Track, also of others."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TextIO

from localize.domain.seen import CARD, DIALOGUE
from localize.domain.track import BOTTOM, TOP, Cue, Place, Track
from localize.errors import BadSubtitles
from localize.subtitle.formats.clocks import read_clock
from localize.subtitle.formats.vtt.writing import BOX, CARDS, half_of
from localize.subtitle.text import clean

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s(.*))?$", re.ASCII)
_TAG = re.compile(r"<[^>]*>?")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_CLASSES = re.compile(r"<c((?:\.[^\s.>]+)+)>")
_LINE = re.compile(r"(?:^|\s)line:(\d+(?:\.\d+)?)(%?)(?:,(start|center|end))?(?=\s|$)", re.ASCII)
_SLANT = re.compile(r"(</?i(?:[.\s][^>]*)?>)")
# Of the styles, those of all cues: the first block.
_SIZE = re.compile(r"::cue\s*\{[^}]*font-size:\s*([\d.]+)vh", re.ASCII)
_LINE_HEIGHT = re.compile(r"::cue\s*\{[^}]*line-height:\s*([\d.]+)\s*[;}]", re.ASCII)
PLACES: tuple[Place, ...] = (BOTTOM, TOP)
# Line numbers count those of a screen of closed captions (CEA-608).
_LINES = 15


def loads(stream: TextIO, language: str) -> Track:
    """The cues of a WebVTT file with their voices, italic or not, at the bottom or the top. Where in the
    picture is read from a line in percent, below it if the file tells how high its rows are.

    Raises BadSubtitles when the header is missing.
    """
    text = stream.read().removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    header, *blocks = re.split(r"\n{2,}", text)
    if not re.match(r"WEBVTT([ \t\n]|$)", header):
        raise BadSubtitles("not WebVTT: the first line is not WEBVTT")
    head = header.partition("\n")[2]  # a cue may follow the header at once
    return Track(language, tuple(_cues([head, *blocks], row_height_of(text))))


def _cues(blocks: list[str], row_height: float | None) -> Iterator[Cue]:
    number = 0
    for block in blocks:
        for lines in _parts(block.strip("\n").split("\n")):
            at = next((at for at, line in enumerate(lines[:2]) if _TIMES.match(line)), None)
            if at is not None:
                number += 1
                name = lines[0] if at else str(number)
                yield _cue(name, lines[at], "\n".join(lines[at + 1 :]), row_height)


def _parts(lines: list[str]) -> Iterator[list[str]]:
    """Times begin a cue also where no blank line stands before them (WebVTT 6.1, collecting a block). A row
    with an arrow, which would end a cue too, stays a row: nothing that was written is lost."""
    times = [at for at, line in enumerate(lines) if _TIMES.match(line)]
    starts = [at for at in times if at > 1 or times[:2] == [0, at]]
    for start, end in pairwise([0, *starts, len(lines)]):
        yield lines[start:end]


def _cue(name: str, times: str, text: str, row_height: float | None) -> Cue:
    match = _TIMES.match(times)
    assert match is not None  # the caller chose this line because it matches
    start, end = read_clock(*match.group(1, 2, 3, 4)), read_clock(*match.group(5, 6, 7, 8))
    rows = tuple(_readable(_TAG.sub("", text).split("\n")))
    classes = classes_of(text)
    place, edge = where(match[9] or "", len(rows), row_height, classes)
    return Cue(
        name,
        start,
        end,
        rows,
        place=place,
        speaker=_speaker(text),
        kind=CARD if CARDS in classes else DIALOGUE,
        edge=edge,
        boxed=BOX in classes,
        italic=_is_italic(text),
    )


def _speaker(text: str) -> str:
    """The voice of a cue, where one person says all of it."""
    voices = {clean(html.unescape(voice)) for voice in _VOICE.findall(text)}
    return voices.pop() if len(voices) == 1 else ""


def _is_italic(text: str) -> bool:
    """Whether all of it is."""
    depth, seen = 0, False
    for part in _SLANT.split(text):
        if _SLANT.fullmatch(part):
            depth += -1 if part.startswith("</") else 1
        elif _TAG.sub("", part).strip():
            seen = True
            if depth < 1:
                return False
    return seen


def where(
    settings: str, rows: int, row_height: float | None, classes: set[str]
) -> tuple[Place, float | None]:
    """Place and edge, by a cue's settings, its number of rows and their height, and its classes.

    Negative line numbers count from the bottom. A cue stands in that half of the picture where its middle is,
    unless a class of ours says otherwise."""
    match = _LINE.search(settings)
    if match is None:
        return BOTTOM, None
    line = float(match[1]) / (100 if match[2] else _LINES)
    height = rows * row_height if row_height is not None else 0.0
    upper = line - height * {"center": 0.5, "end": 1.0}.get(match[3], 0.0)
    place = next((told for told in PLACES if told in classes), half_of(upper, height))
    if not match[2]:
        return place, None
    if place == TOP:
        return place, _share(upper) if height or match[3] in (None, "start") else None
    return place, _share(upper + height) if height or match[3] == "end" else None


def _share(value: float) -> float | None:
    return round(value, 6) if 0 <= value <= 1 else None


def classes_of(markup: str) -> set[str]:
    return {name for found in _CLASSES.findall(markup) for name in found.split(".")}


def row_height_of(text: str) -> float | None:
    """As a share of the picture's, by the file's own styles."""
    size, line = _SIZE.search(text), _LINE_HEIGHT.search(text)
    return float(size[1]) * float(line[1]) / 100 if size and line else None


def _readable(rows: list[str]) -> Iterator[str]:
    for row in rows:
        if text := html.unescape(row).strip():
            yield text
