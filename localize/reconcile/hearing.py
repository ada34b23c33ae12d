"""One witness: what was heard becomes the transcript, and its doubts become flags."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from localize.domain.heard import Heard, HeardLine, Word
from localize.domain.review import Flag
from localize.domain.transcript import Evidence, Line, Transcript

# Of 71 lines and clips (Whisper base; docs/accuracy.md), 36 of the 43 below this mean word probability had
# more than a fifth of their characters wrong, and 7 of the 28 above it.
DOUBTFUL_CONFIDENCE = 0.8


def transcript_of(heard: Heard) -> Transcript:
    """Lines in order of time, with ids `L0001` …"""
    lines = tuple(heard_line(f"L{number:04d}", line) for number, line in enumerate(heard.lines, 1))
    return Transcript(heard.language, lines, heard.dropped)


def heard_line(id: str, heard: HeardLine) -> Line:
    confidence = confidence_of(heard.words)
    evidence = Evidence(
        heard=heard.text,
        confidence=confidence,
        average_logprob=heard.average_logprob,
        no_speech_probability=heard.no_speech_probability,
        compression_ratio=heard.compression_ratio,
        notes=heard.notes,
    )
    return Line(
        id=id,
        text=heard.text,
        start_ms=heard.start_ms,
        end_ms=heard.end_ms,
        words=heard.words,
        evidence=evidence,
        flags=_flags(confidence),
    )


def confidence_of(words: Sequence[Word]) -> float | None:
    return round(fmean(word.probability for word in words), 4) if words else None


def _flags(confidence: float | None) -> tuple[Flag, ...]:
    if confidence is None or confidence >= DOUBTFUL_CONFIDENCE:
        return ()
    return (Flag("doubtful", f"the recogniser is unsure of what it heard ({confidence:.0%})"),)
