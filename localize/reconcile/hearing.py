"""One witness: what was heard becomes the transcript, and its doubts become flags.

In a dialect, what was heard as other words that sound alike is repaired first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean
from typing import TypeAlias

import msgspec

from localize.dialects.sounds import Sounds
from localize.domain.glossary import Glossary
from localize.domain.heard import Heard, HeardLine, Word, told
from localize.domain.language import is_chinese, is_traditional
from localize.domain.review import Flag
from localize.domain.times import Span
from localize.domain.transcript import Evidence, Line, Transcript
from localize.reconcile.phonetic import Repairer

# Of 71 lines and clips (Whisper base; docs/accuracy.md), 36 of the 43 below this mean word probability had
# more than a fifth of their characters wrong, and 7 of the 28 above it.
DOUBTFUL_CONFIDENCE = 0.8
# A word of which nothing is told, among others: recognisers that tell no probabilities were merged, and agree
# on it.
UNDISPUTED = 1.0
NO_TERMS = Glossary()


Where: TypeAlias = Callable[[Span], bool]


def everywhere(span: Span) -> bool:  # noqa: ARG001
    return True


def transcript_of(
    heard: Heard,
    sounds: Sounds | None = None,
    glossary: Glossary = NO_TERMS,
    in_dialect: Where = everywhere,
) -> Transcript:
    """Lines in order of time, with ids `L0001` …; repaired where `sounds` are those of a dialect, and the
    line is in it."""
    lines = tuple(heard_line(f"L{number:04d}", line) for number, line in enumerate(heard.lines, 1))
    if sounds is not None and _is_simplified(heard.language):
        repairer = Repairer(sounds, glossary)
        lines = tuple(
            _repaired(line, of, repairer) if in_dialect(of.span) else line
            for line, of in zip(lines, heard.lines, strict=True)
        )
    return Transcript(heard.language, lines, heard.dropped)


def _is_simplified(language: str) -> bool:
    """The words that a repair may choose from are in simplified characters."""
    return is_chinese(language) and not is_traditional(language)


def _repaired(line: Line, heard: HeardLine, repairer: Repairer) -> Line:
    """Its evidence keeps what was heard, and so does its confidence."""
    repaired, repairs = repairer.repaired(heard)
    if not repairs:
        return line
    notes = (*line.evidence.notes, *(repair.note for repair in repairs))
    evidence = msgspec.structs.replace(line.evidence, notes=notes)
    return msgspec.structs.replace(line, text=repaired.text, words=repaired.words, evidence=evidence)


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
    """None where the recogniser tells none."""
    if not told(word.probability for word in words):
        return None
    return round(fmean(word.probability_or(UNDISPUTED) for word in words), 4)


def _flags(confidence: float | None) -> tuple[Flag, ...]:
    if confidence is None or confidence >= DOUBTFUL_CONFIDENCE:
        return ()
    return (Flag("doubtful", f"the recogniser is unsure of what it heard ({confidence:.0%})"),)
