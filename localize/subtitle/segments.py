"""Lines → the pieces that become cues, each with its rows and the sound that it goes with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf
from typing import NamedTuple

from localize.domain.review import Flag
from localize.domain.seen import CARD, Kind
from localize.domain.times import Span
from localize.domain.track import BOTTOM, TOP, Place
from localize.domain.transcript import Line, Transcript
from localize.profiles import Limits, measured, shown
from localize.profiles.ruler import Ruler
from localize.subtitle.breaks import TORN, breaks
from localize.subtitle.rows import cues, rows
from localize.subtitle.spreading import spread

TOO_LONG = "too-long"
TORN_WORD = "torn-word"


class Piece(NamedTuple):
    """What becomes one cue: of the `lines` that it shows the `text`, as the `rows` on the screen."""

    id: str
    lines: tuple[Line, ...]
    text: str
    rows: tuple[str, ...]
    sound: Span
    flags: tuple[Flag, ...] = ()

    @property
    def kind(self) -> Kind:
        return self.lines[0].kind

    @property
    def place(self) -> Place:
        return TOP if self.kind == CARD else BOTTOM


def segments(
    transcript: Transcript,
    texts: Mapping[str, str],
    limits: Limits,
    ruler: Ruler | None = None,  # noqa: ARG001 - rows are counted in characters alone as yet
) -> list[Piece]:
    """The pieces in order of their sound; `texts` by the id of the line.

    A line that a cue cannot hold becomes several: `L0003.1`, `L0003.2` … What stays too long for its row is
    flagged `too-long`, and `torn-word` is a row of Thai, Lao, Khmer or Burmese that may end inside a word.
    """
    pieces = [piece for line in transcript.lines for piece in _pieces(line, texts[line.id], limits)]
    return sorted(pieces, key=lambda piece: piece.sound.start_ms)


def _pieces(line: Line, text: str, limits: Limits) -> Iterator[Piece]:
    if not text:
        return
    parts = cues(text, limits, _widest(line, text, limits))
    sounds = spread(line, [len(part) for part in parts])
    for number, (part, sound) in enumerate(zip(parts, sounds, strict=True), 1):
        name = line.id if len(parts) == 1 else f"{line.id}.{number}"
        fitting = rows(part, limits) or ()
        flags = tuple(_flags(part, len(fitting), limits))
        yield Piece(name, (line,), part, fitting or (shown(part, limits.language),), sound, flags)


def _widest(line: Line, text: str, limits: Limits) -> float:
    """How much of the text is spoken in the time of the longest cue; nobody speaks a card."""
    if line.kind == CARD:
        return inf
    return measured(text, limits) * limits.max_duration_ms / max(line.end_ms - line.start_ms, 1)


def _flags(text: str, row_count: int, limits: Limits) -> Iterator[Flag]:
    if not row_count:
        length = measured(text, limits)
        yield Flag(TOO_LONG, f"{length:g} characters in a row that holds {limits.row_width:g}")
    if row_count > 1 and all(one.cost == TORN for one in breaks(text, limits.language)):
        yield Flag(TORN_WORD, "no space to break at")
