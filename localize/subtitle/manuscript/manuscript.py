"""The values: a file, and a cue in it."""

from __future__ import annotations

from typing import TypeAlias

from localize.domain.track import BOTTOM, Place
from localize.domain.value import Value

# From the first character up to, and without, the last.
Slice: TypeAlias = tuple[int, int]


class Entry(Value, frozen=True):
    """A cue: `markup` its rows as they stand in the file, `text` as they are seen (nothing is trimmed, blank
    rows are kept), both with a newline between rows.

    Cues of one `lane` stand in each other's way: those at the bottom, those at the top, and of SubStation
    Alpha those that are put in one spot. `end_at` and `markup_at` are where its end and its
    rows stand in the file's text, None in a format that is only read.
    """

    number: int
    id: str
    start_ms: int
    end_ms: int
    markup: str
    text: str
    place: Place = BOTTOM
    lane: str = BOTTOM
    italic: bool = False
    end_at: Slice | None = None
    markup_at: Slice | None = None

    @property
    def rows(self) -> list[str]:
        return self.text.split("\n")

    @property
    def duration_ms(self) -> int:
        return self.end_ms - self.start_ms


class Manuscript(Value, frozen=True):
    """`format` is `srt`, `vtt`, `ass`, or the name of one that is only read (`ttml`, `stl`, `srt-like` …);
    `step_ms` the unit of its times.

    `encoding` is what is wrong with the bytes (`a byte order mark` …), empty for plain UTF-8; `guess` the
    encoding that they were read in, where nothing in the file says so. `text` has
    newlines alone, `newlines` is what each of them is in the file. `unread` are lines that look like times
    and are none, with their numbers.
    """

    format: str
    text: str
    entries: tuple[Entry, ...]
    step_ms: int = 1
    encoding: str = ""
    newlines: tuple[str, ...] = ()
    unread: tuple[tuple[int, str], ...] = ()
    guess: str = ""
