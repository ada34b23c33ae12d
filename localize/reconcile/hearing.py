"""One witness: what was heard becomes the transcript, and its doubts become flags."""

from __future__ import annotations

from statistics import fmean

from localize.domain.heard import Heard, HeardLine
from localize.domain.review import Flag
from localize.domain.transcript import Evidence, Line, Transcript

# Of 71 lines and clips (Whisper base; docs/accuracy.md), 36 of the 43 below this mean word probability had
# more than a fifth of their characters wrong, and 7 of the 28 above it.
DOUBTFUL_CONFIDENCE = 0.8


def transcript_of(heard: Heard) -> Transcript:
    """Lines in order of time, with ids `L0001` …"""
    lines = tuple(_line(number, line) for number, line in enumerate(heard.lines, 1))
    return Transcript(heard.language, lines, heard.dropped)


def _line(number: int, heard: HeardLine) -> Line:
    confidence = _confidence(heard)
    evidence = Evidence(
        heard=heard.text,
        confidence=confidence,
        average_logprob=heard.average_logprob,
        no_speech_probability=heard.no_speech_probability,
        compression_ratio=heard.compression_ratio,
        notes=heard.notes,
    )
    return Line(
        id=f"L{number:04d}",
        text=heard.text,
        start_ms=heard.start_ms,
        end_ms=heard.end_ms,
        words=heard.words,
        evidence=evidence,
        flags=_flags(confidence),
    )


def _confidence(heard: HeardLine) -> float | None:
    return round(fmean(word.probability for word in heard.words), 4) if heard.words else None


def _flags(confidence: float | None) -> tuple[Flag, ...]:
    if confidence is None or confidence >= DOUBTFUL_CONFIDENCE:
        return ()
    return (Flag("doubtful", f"the recogniser is unsure of what it heard ({confidence:.0%})"),)
