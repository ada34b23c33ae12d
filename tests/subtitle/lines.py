"""Transcripts, tracks and limits for the tests of this room."""

from __future__ import annotations

import io

from localize.domain.heard import Word
from localize.domain.track import Cue, Track
from localize.domain.transcript import Line, Transcript
from localize.domain.translation import TranslatedLine, Translation
from localize.profiles import Layout, Limits, load_profile
from localize.subtitle.formats import find_format

# What other programs stumble over.
NASTY = (
    ("{\\an8}top {i} and {y:i} braces",),
    ("C:\\New\\hidden \\N folder", "\\"),
    ("<i>not italic</i> 1 < 2 & 3 > 2 &amp; <3",),
    ("an arrow --> and times 00:00:01,000 --> 00:00:02.000",),
    ("2024",),
    ("等我", "123"),
    ("blank", "", "  ", "rows"),
    ("con\x00trol\x07s and \ud800 halves\u2028of lines\rand\nbreaks",),
    ("NOTE not a note", "STYLE"),
    ("WEBVTT", "1"),
    ("مرحبا {x}", "नमस्ते 👩‍👩‍👧"),
    ("老汉儿，你啷个不问我同不同意呢？", "“我”…"),
    ("- Yes.", "- No,\\no."),
    ("}{",),
    ("{",),
    ("等我", "7"),
)  # fmt: skip


def limits(language: str) -> Limits:
    return load_profile("netflix").limits(language)


def nasty_track() -> Track:
    cues = (
        Cue(f"L{number:04d}.1", number * 2000 + 3, number * 2000 + 1997, rows)
        for number, rows in enumerate(NASTY)
    )
    return Track("en", tuple(cues))


def dumped(track: Track, name: str) -> str:
    return written_with(track, name, load_profile("vertical").layout_of(track.language))


def written_with(track: Track, name: str, layout: Layout) -> str:
    stream = io.StringIO(newline="")
    find_format(name).dumps(track, stream, layout)
    return stream.getvalue()


def loaded(text: str, name: str, language: str = "en") -> Track:
    return find_format(name).loads(io.StringIO(text, newline=""), language)


def spoken(text: str, start_ms: int, end_ms: int, name: str = "L0001") -> Line:
    """A line whose characters are words of equal length."""
    step = (end_ms - start_ms) / len(text)
    words = tuple(
        Word(character, round(start_ms + at * step), round(start_ms + (at + 1) * step), 1.0)
        for at, character in enumerate(text)
    )
    return Line(name, text, start_ms, end_ms, words)


def transcript(*lines: Line, language: str = "zh") -> Transcript:
    return Transcript(language, lines)


def translation(language: str, **texts: str) -> Translation:
    return Translation(language, tuple(TranslatedLine(name, text) for name, text in texts.items()))
