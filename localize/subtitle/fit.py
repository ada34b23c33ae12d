"""Transcript, or its Translation → Track: cues that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from localize.domain.review import Flag
from localize.domain.seen import CARD
from localize.domain.times import Span
from localize.domain.track import BOTTOM, TOP, Cue, Place, Track
from localize.domain.transcript import Line, Transcript
from localize.domain.translation import Translation
from localize.profiles import Limits, measured, shown
from localize.subtitle.breaks import TORN, breaks
from localize.subtitle.rows import cues, rows
from localize.subtitle.text import clean
from localize.subtitle.timing import schedule, spread

TOO_FAST = "too-fast"
TOO_LONG = "too-long"
TORN_WORD = "torn-word"


class _Piece(NamedTuple):
    """What becomes one cue."""

    id: str
    line: Line
    text: str
    sound: Span


def fit(transcript: Transcript, translation: Translation | None, limits: Limits) -> Track:
    """The cues of a transcript, or of its translation, within `limits`.

    A line that a cue cannot hold becomes several: `L0003.1`, `L0003.2` … Cards stand at the top, dialogue
    below, never both in one cue (Netflix on forced narratives), and each is fitted for itself. No text is
    lost and no two cues of one place overlap; what stays outside the limits is flagged `too-fast` (to read)
    or `too-long` (for its row), and `torn-word` is a row of Thai, Lao, Khmer or Burmese that may end inside a
    word.
    """
    texts = {line.id: clean(line.text) for line in (translation or transcript).lines}
    pieces = [piece for line in transcript.lines for piece in _pieces(line, texts[line.id], limits)]
    pieces.sort(key=lambda piece: piece.sound.start_ms)
    lanes = ([piece for piece in pieces if _place(piece.line) == place] for place in (BOTTOM, TOP))
    fitted = [cue for lane in lanes for cue in _lane(lane, limits)]
    language = (translation or transcript).language
    return Track(language, tuple(sorted(fitted, key=lambda cue: cue.start_ms)))


def _place(line: Line) -> Place:
    return TOP if line.kind == CARD else BOTTOM


def _lane(pieces: list[_Piece], limits: Limits) -> Iterator[Cue]:
    needs = [1000 * measured(piece.text, limits) / limits.characters_per_second for piece in pieces]
    spans = schedule([piece.sound for piece in pieces], needs, limits)
    for piece, span in zip(pieces, spans, strict=True):
        yield _cue(piece, span, limits)


def _pieces(line: Line, text: str, limits: Limits) -> Iterator[_Piece]:
    if not text:
        return
    parts = cues(text, limits, _widest(line, text, limits))
    sounds = spread(line, [len(part) for part in parts])
    for number, (part, sound) in enumerate(zip(parts, sounds, strict=True), 1):
        yield _Piece(line.id if len(parts) == 1 else f"{line.id}.{number}", line, part, sound)


def _widest(line: Line, text: str, limits: Limits) -> float:
    """How much of the text is spoken in the time of the longest cue; nobody speaks a card."""
    if line.kind == CARD:
        return inf
    return measured(text, limits) * limits.max_duration_ms / max(line.end_ms - line.start_ms, 1)


def _cue(piece: _Piece, span: Span, limits: Limits) -> Cue:
    fitting = rows(piece.text, limits) or ()
    return Cue(
        id=piece.id,
        start_ms=span.start_ms,
        end_ms=span.end_ms,
        rows=fitting or (shown(piece.text, limits.language),),
        line_ids=(piece.line.id,),
        flags=tuple(_flags(piece.text, span, len(fitting), limits)),
        place=_place(piece.line),
    )


def _flags(text: str, span: Span, row_count: int, limits: Limits) -> Iterator[Flag]:
    length = measured(text, limits)
    if not row_count:
        yield Flag(TOO_LONG, f"{length:g} characters in a row that holds {limits.row_width:g}")
    if row_count > 1 and all(one.cost == TORN for one in breaks(text, limits.language)):
        yield Flag(TORN_WORD, "no space to break at")
    speed = 1000 * length / span.duration_ms
    if speed > limits.characters_per_second:
        yield Flag(TOO_FAST, f"{speed:.1f} characters a second, over {limits.characters_per_second:g}")
