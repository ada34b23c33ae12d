"""Cues that somebody else made → lines."""

from __future__ import annotations

from collections.abc import Sequence

from localize.domain.bilingual import is_bilingual, parted
from localize.domain.language import is_chinese
from localize.domain.seen import CARD, Kind
from localize.domain.times import Span
from localize.domain.track import TOP, Cue, Track
from localize.domain.transcript import Evidence, Line, Transcript
from localize.subtitle.seams import joined


def as_transcript(track: Track) -> Transcript:
    """Every cue a line, `L0001` and on, in order of time, without empty ones.

    A card is what the file calls one, and a cue at the top where most stand at the bottom: that is how ours
    come back. Dialogue that dodges a sign is then taken for one, and so keeps at least its place. The second
    language of a bilingual Chinese track stands in the evidence.
    """
    language = track.language
    cues = sorted((cue for cue in track.cues if joined(cue.rows, language)), key=lambda cue: cue.start_ms)
    apart = 2 * sum(cue.place == TOP for cue in cues) <= len(cues)
    bilingual = is_chinese(language) and is_bilingual([cue.rows for cue in cues])
    texts = [_texts(cue.rows, language, bilingual) for cue in cues]
    return Transcript(
        language,
        tuple(
            _line(number, cue, text, other, CARD if apart and cue.place == TOP else cue.kind)
            for number, (cue, (text, other)) in enumerate(zip(cues, texts, strict=True), 1)
        ),
    )


def _line(number: int, cue: Cue, text: str, other: str, kind: Kind) -> Line:
    span = _span(cue)
    return Line(
        f"L{number:04d}",
        text,
        span.start_ms,
        span.end_ms,
        evidence=Evidence(other=other),
        kind=kind,
        speaker=cue.speaker,
    )


def _texts(rows: Sequence[str], language: str, bilingual: bool) -> tuple[str, str]:
    """What is in the language, and what stands beside it in another, nobody knows which."""
    own, others = parted(rows) if bilingual else (rows, ())
    text = joined(own, language)
    return (text, joined(others, "und")) if text else (joined(rows, language), "")


def _span(cue: Cue) -> Span:
    return Span(cue.start_ms, max(cue.end_ms, cue.start_ms))
