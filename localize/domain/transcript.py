"""What was said: lines with ids, times, words, and the evidence for each."""

from __future__ import annotations

from localize.domain.heard import Dropped, Word
from localize.domain.review import Flag
from localize.domain.times import Span
from localize.domain.value import Value


class Evidence(Value, frozen=True):
    """Why a line reads as it does.

    `heard` is what the recogniser wrote, normalized (simplified, punctuated) but not repaired; `confidence`
    the mean probability of its words (None when the line did not come from sound); `notes` name what was
    decoded again or repaired, and by which rule.
    """

    heard: str | None = None
    confidence: float | None = None
    average_logprob: float | None = None
    no_speech_probability: float | None = None
    compression_ratio: float | None = None
    notes: tuple[str, ...] = ()


class Line(Value, frozen=True):
    """`id` is unique in its episode; `words` may be empty (a line that was read from a file)."""

    id: str
    text: str
    start_ms: int
    end_ms: int
    words: tuple[Word, ...] = ()
    evidence: Evidence = Evidence()
    flags: tuple[Flag, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start_ms, self.end_ms)


class Transcript(Value, frozen=True):
    """Lines in order of time. `dropped` is what a recogniser invented."""

    language: str
    lines: tuple[Line, ...]
    dropped: tuple[Dropped, ...] = ()
