"""SubViewer as YouTube writes it: times and plain text, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TextIO

from localize.domain.track import Cue, Track
from localize.profiles import Layout
from localize.subtitle.formats.clocks import clock, read_clock
from localize.subtitle.formats.markup import guarded, read_rows, written

_TIME = r"(\d+):([0-5]\d):([0-5]\d)\.(\d{3})"
TIMES = re.compile(rf"{_TIME},{_TIME}$", re.ASCII)
# What would be read as the times of a cue to come, and the break that some write into a row.
_MARKUP = re.compile(r"^\d+(?=:[0-5]\d:[0-5]\d\.)|\[(?=br\])")
_BREAK = "[br]"


def dumps(track: Track, stream: TextIO, layout: Layout) -> None:  # noqa: ARG001 - SubViewer has no layout
    for cue, rows in written(track.cues):
        text = "\n".join(guarded(row, _MARKUP) for row in rows)
        stream.write(f"{clock(cue.start_ms, 1)},{clock(cue.end_ms, 1)}\n{text}\n\n")


def loads(stream: TextIO, language: str) -> Track:
    """The cues of an SBV file, named by their number."""
    return Track(language, tuple(_cues(stream.read().splitlines())))


def _cues(lines: list[str]) -> Iterator[Cue]:
    heads = [at for at, line in enumerate(lines) if TIMES.match(line)]
    for number, (at, end) in enumerate(pairwise([*heads, len(lines)]), 1):
        match = TIMES.match(lines[at])
        assert match is not None  # it was chosen because it matches
        rows = "\n".join(lines[at + 1 : end]).replace(_BREAK, "\n").split("\n")
        start, stop = read_clock(*match.group(1, 2, 3, 4)), read_clock(*match.group(5, 6, 7, 8))
        yield Cue(str(number), start, stop, read_rows(rows))
