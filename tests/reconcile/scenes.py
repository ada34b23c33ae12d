"""Small scenes: what is heard and what is seen, written in a line each."""

from __future__ import annotations

from localize.domain.heard import Dropped, Heard, HeardLine, Word
from localize.domain.seen import CARD, DIALOGUE, Box, Reading, Seen, SeenLine

STEP_MS = 200
MARKS = "，。？！、"
BAND = Box(0.1, 0.7, 0.9, 0.8)


def said(text: str, start_ms: int, probability: float | None = 0.9, step_ms: int = STEP_MS) -> HeardLine:
    """One word a character, marks with the one before them, each `step_ms` long."""
    words: list[Word] = []
    for character in text:
        if character in MARKS and words:
            last = words.pop()
            words.append(Word(last.text + character, last.start_ms, last.end_ms, last.probability))
        else:
            at = start_ms + len(words) * step_ms
            words.append(Word(character, at, at + step_ms, probability))
    return HeardLine(text, start_ms, words[-1].end_ms, tuple(words), -0.3, 0.02, 0.8)


def heard(*lines: HeardLine, dropped: tuple[Dropped, ...] = ()) -> Heard:
    return Heard("zh", 60_000, lines, dropped)


def shown(text: str, start_ms: int, end_ms: int, *readings: str, kind: str = DIALOGUE) -> SeenLine:
    """`readings`: what other frames gave."""
    read = tuple(Reading(reading, 0.9, start_ms) for reading in (text, *readings))
    return SeenLine(text, start_ms, end_ms, kind, BAND, 0.97, read)


def card(text: str, start_ms: int, end_ms: int) -> SeenLine:
    return shown(text, start_ms, end_ms, kind=CARD)


def typed(text: str, start_ms: int, end_ms: int) -> SeenLine:
    """A cue of a subtitle file: nobody read it off a frame."""
    return SeenLine(text, start_ms, end_ms, DIALOGUE, BAND, 1.0)


def seen(*lines: SeenLine, cuts: tuple[int, ...] = ()) -> Seen:
    return Seen(60_000, lines, cuts)
