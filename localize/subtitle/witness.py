"""Subtitles that the user has already, as a witness of what is on the screen."""

from __future__ import annotations

from localize.domain.seen import CARD, Box, Seen, SeenLine
from localize.domain.transcript import Line, Transcript

# A subtitle file does not say where its cues stand: below the middle, as players show them, and cards above.
_BELOW = Box(0.1, 0.75, 0.9, 0.85)
_ABOVE = Box(0.1, 0.15, 0.9, 0.25)


def witness(transcript: Transcript) -> Seen:
    """Every line as if it had been read off the picture, but by people, without a doubt.

    `region` is None: nothing of it is burned in.
    """
    lines = tuple(map(_seen, transcript.lines))
    return Seen(max((line.end_ms for line in lines), default=0), lines, typed=True)


def _seen(line: Line) -> SeenLine:
    box = _ABOVE if line.kind == CARD else _BELOW
    return SeenLine(
        line.text,
        line.start_ms,
        line.end_ms,
        line.kind,
        box,
        confidence=1.0,
        other=line.evidence.other,
        speaker=line.speaker,
    )
