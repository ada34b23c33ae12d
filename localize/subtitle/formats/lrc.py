"""LRC, the lyrics of music players: when each row begins. A row without text ends what was shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple, TextIO

from localize.domain.track import Cue, Track
from localize.profiles import Layout
from localize.subtitle.formats.clocks import in_centiseconds
from localize.subtitle.formats.markup import guarded, read_rows, written
from localize.subtitle.text import clean

STAMP = re.compile(r"\[(\d+):([0-5]?\d)(?:[.:](\d{1,3}))?\]", re.ASCII)
# A stamp, a field of the header, and the stamp of a word.
_MARKUP = re.compile(r"\[(?=\d|[a-z]+:)|<(?=\d)")
# Nothing says when the last row ends; chosen here, as long as a row is read.
_LAST_MS = 4000


class _Stamp(NamedTuple):
    at_ms: int
    text: str


def dumps(track: Track, stream: TextIO, layout: Layout) -> None:  # noqa: ARG001 - LRC has no layout
    """Every row of a cue has the cue's time. An end is written where nothing else begins before."""
    stream.write(f"[la:{clean(track.language)}]\n[re:localize]\n")
    cues = [(in_centiseconds(cue.start_ms, track.frames), cue, rows) for cue, rows in written(track.cues)]
    following = [start for start, _, _ in cues[1:]]
    for number, (start, cue, rows) in enumerate(cues):
        for row in rows:
            stream.write(f"{_stamp(start)}{guarded(row, _MARKUP)}\n")
        end = max(in_centiseconds(cue.end_ms, track.frames), start + 10)
        if number == len(following) or end < following[number]:
            stream.write(f"{_stamp(end)}\n")


def loads(stream: TextIO, language: str) -> Track:
    """Rows of one time are one cue, named by its number, which ends where the next begins."""
    stamps = sorted(_stamps(stream.read()), key=lambda stamp: stamp.at_ms)
    shown = [(at, [one.text for one in same]) for at, same in groupby(stamps, lambda stamp: stamp.at_ms)]
    end = (shown[-1][0] + _LAST_MS if shown else 0, [""])
    timed = ((at, until, read_rows(rows)) for (at, rows), (until, _) in pairwise([*shown, end]))
    cues = (cue for cue in timed if cue[2])
    return Track(language, tuple(Cue(str(number), *cue) for number, cue in enumerate(cues, 1)))


def _stamps(text: str) -> Iterator[_Stamp]:
    """A row that comes again has several stamps before it."""
    for line in text.splitlines():
        at, times = 0, []
        while match := STAMP.match(line, at):
            at = match.end()
            times.append(_ms(match))
        yield from (_Stamp(time, line[at:]) for time in times)


def _ms(match: re.Match[str]) -> int:
    fraction = (match[3] or "0").ljust(3, "0")
    return (int(match[1]) * 60 + int(match[2])) * 1000 + int(fraction)


def _stamp(ms: int) -> str:
    minutes, rest = divmod(ms, 60_000)
    return f"[{minutes:02d}:{rest // 1000:02d}.{rest % 1000 // 10:02d}]"
