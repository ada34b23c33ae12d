"""Cues that somebody else made → lines."""

from __future__ import annotations

from collections.abc import Sequence

from localize.domain.language import is_chinese, primary
from localize.domain.seen import CARD, DIALOGUE
from localize.domain.times import Span
from localize.domain.track import TOP, Cue, Track
from localize.domain.transcript import Evidence, Line, Transcript
from localize.subtitle.bilingual import is_bilingual, parted
from localize.subtitle.text import clean


def as_transcript(track: Track) -> Transcript:
    """Every cue a line, `L0001` and on, in order of time, without empty ones.

    A cue at the top is a card only while dialogue stands below it: two texts at once are of two kinds. One
    that has the screen to itself may as well be dialogue that dodges a sign, and as dialogue neither loses
    anything but its place. The second language of a bilingual Chinese track stands in the evidence.
    """
    language = track.language
    cues = sorted((cue for cue in track.cues if _joined(cue.rows, language)), key=lambda cue: cue.start_ms)
    below = [_span(cue) for cue in cues if cue.place != TOP]
    bilingual = is_chinese(language) and is_bilingual([cue.rows for cue in cues])
    texts = [_texts(cue.rows, language, bilingual) for cue in cues]
    return Transcript(
        language,
        tuple(
            _line(number, cue, text, other, _kind(cue, below))
            for number, (cue, (text, other)) in enumerate(zip(cues, texts, strict=True), 1)
        ),
    )


def _line(number: int, cue: Cue, text: str, other: str, kind: str) -> Line:
    span = _span(cue)
    return Line(f"L{number:04d}", text, span.start_ms, span.end_ms, evidence=Evidence(other=other), kind=kind)


def _texts(rows: Sequence[str], language: str, bilingual: bool) -> tuple[str, str]:
    """What is in the language, and what stands beside it in another."""
    own, others = parted(rows) if bilingual else (rows, ())
    text = _joined(own, language)
    return (text, " ".join(others)) if text else (_joined(rows, language), "")


def _kind(cue: Cue, below: Sequence[Span]) -> str:
    """Cues whose times touch by a slip overlap by less than half of the shorter one."""
    span = _span(cue)
    overlaps = (
        2 * span.overlap_ms(other) >= max(1, min(span.duration_ms, other.duration_ms)) for other in below
    )
    return CARD if cue.place == TOP and any(overlaps) else DIALOGUE


def _span(cue: Cue) -> Span:
    return Span(cue.start_ms, max(cue.end_ms, cue.start_ms))


def _joined(rows: Sequence[str], language: str) -> str:
    """The rows as one text."""
    spaced = not is_chinese(language) and primary(language) != "ja"
    text = ""
    for row in rows:
        latin = text[-1:].isascii() and row[:1].isascii()
        text += f" {row}" if spaced or latin else row
    return clean(text)
