"""Lines → the pieces that become cues, each with its rows and the sound that it goes with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from localize.domain.review import Flag
from localize.domain.times import Span
from localize.domain.transcript import Line, Transcript
from localize.profiles import Limits, measured, shown
from localize.profiles.ruler import Ruler
from localize.subtitle.cutting import Part, parts, room
from localize.subtitle.joining import joined
from localize.subtitle.pieces import Piece
from localize.subtitle.spreading import spread

TOO_LONG = "too-long"
TORN_WORD = "torn-word"

__all__ = ["TOO_LONG", "TORN_WORD", "Piece", "segments"]


def segments(
    transcript: Transcript,
    texts: Mapping[str, str],
    limits: Limits,
    ruler: Ruler | None = None,
    holds: Mapping[str, tuple[str, ...]] | None = None,
) -> list[Piece]:
    """The pieces in order of their sound; `texts` by the id of the line, and `holds`, what must not be torn
    of them: names and terms.

    A line that a cue cannot hold becomes several: `L0003.1`, `L0003.2` … Lines of dialogue that are gone too
    soon alone share one: `L0003+L0004`. What stays too long for its row is flagged `too-long`, and a row of
    Thai, Lao, Khmer or Burmese that ends inside a word `torn-word`.
    """
    pieces = [
        piece
        for line in transcript.lines
        for piece in _pieces(line, texts[line.id], limits, ruler, (holds or {}).get(line.id, ()))
    ]
    return joined(sorted(pieces, key=lambda piece: piece.sound.start_ms), limits, ruler)


def _pieces(
    line: Line, text: str, limits: Limits, ruler: Ruler | None, hold: tuple[str, ...]
) -> Iterator[Piece]:
    if not text:
        return
    found = parts(text, line, limits, ruler, hold)
    for number, (part, sound) in enumerate(zip(found, _sounds(found, line, text, limits), strict=True), 1):
        name = line.id if len(found) == 1 else f"{line.id}.{number}"
        rows = part.broken.rows if part.broken else (shown(part.text, limits.language),)
        yield Piece(name, (line,), part.text, rows, sound, tuple(_flags(part, limits)), hold)


def _sounds(found: Sequence[Part], line: Line, text: str, limits: Limits) -> list[Span]:
    if len(found) == 1:
        return spread(line, [1])  # has it all, whatever it weighs
    return spread(line, [measured(part.text, limits) for part in found], room(text, line, limits))


def _flags(part: Part, limits: Limits) -> Iterator[Flag]:
    if part.broken is None:
        length = measured(part.text, limits)
        yield Flag(TOO_LONG, f"{length:g} characters in a row that holds {limits.row_width:g}")
    elif part.broken.torn:
        yield Flag(TORN_WORD, "a word longer than a row")
