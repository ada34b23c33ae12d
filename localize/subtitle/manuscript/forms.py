"""What differs between the formats whose files can be mended in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from localize.subtitle.manuscript import ass, srt, vtt
from localize.subtitle.manuscript.manuscript import Entry


class Form(NamedTuple):
    """`entries` finds the cues in a text; `plain` makes of a cue's markup what is seen, and `pieces` parts it
    into text and markup in turns. `clock` writes a time as another is written; `row_break` is what stands
    between two rows."""

    entries: Callable[[str], Iterator[Entry]]
    plain: Callable[[str], str]
    pieces: Callable[[str], list[str]]
    clock: Callable[[int, str], str]
    row_break: str
    step_ms: int


FORMS = {
    "srt": Form(srt.entries, srt.plain, srt.pieces, srt.clock, "\n", 1),
    "vtt": Form(vtt.entries, vtt.plain, vtt.pieces, vtt.clock, "\n", 1),
    "ass": Form(ass.entries, ass.plain, ass.pieces, ass.clock, r"\N", 10),
}
