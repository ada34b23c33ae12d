"""What a recogniser heard, with its own doubts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

import msgspec

from localize.domain.times import Span
from localize.domain.value import Value


class Word(Value, frozen=True):
    """`probability` is the recogniser's, 0 to 1; None where it tells none, which is no certainty."""

    text: str
    start_ms: int
    end_ms: int
    probability: float | None = None

    def probability_or(self, untold: float) -> float:
        """`untold` is what the one who asks takes a word for of which nothing is told."""
        return untold if self.probability is None else self.probability


def told(probabilities: Iterable[float | None]) -> list[float]:
    """Those that there are."""
    return [one for one in probabilities if one is not None]


class Window(Value, frozen=True):
    """A stretch of sound that a recogniser takes at once, cut at silence.

    `speech` holds the voiced spans within it; `digest` is the SHA-256 of its samples.
    """

    start_ms: int
    end_ms: int
    speech: tuple[Span, ...]
    digest: str


class Soundtrack(Value, frozen=True):
    """A whole soundtrack as windows. `duration_ms` counts from the start of the picture; `announced_ms` is
    how long the file says it is, 0 when it does not."""

    duration_ms: int
    windows: tuple[Window, ...]
    announced_ms: int = 0

    @property
    def speech(self) -> tuple[Span, ...]:
        return tuple(span for window in self.windows for span in window.speech)


class Segment(Value, frozen=True):
    """A stretch of recognised text as an engine returns it; times count from the window's start.

    `average_logprob` is per token (None where it is not told), `no_speech_probability` 0 to 1,
    `compression_ratio` the length of the text's UTF-8 bytes over their zlib-compressed length (above 2.4 it
    repeats itself). `notes` say what people should know of how it was heard.
    """

    text: str
    start_ms: int
    end_ms: int
    words: tuple[Word, ...]
    average_logprob: float | None
    no_speech_probability: float
    compression_ratio: float
    notes: tuple[str, ...] = ()


class HeardLine(Value, frozen=True):
    """A line of speech, its times counted from the start of the picture. `notes` say what was done to it."""

    text: str
    start_ms: int
    end_ms: int
    words: tuple[Word, ...]
    average_logprob: float | None
    no_speech_probability: float
    compression_ratio: float
    notes: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start_ms, self.end_ms)

    def of_words(self, words: Sequence[Word]) -> Self:
        """The line with the text and the times of these words, of which there is at least one."""
        return msgspec.structs.replace(
            self,
            text="".join(word.text for word in words),
            start_ms=words[0].start_ms,
            end_ms=words[-1].end_ms,
            words=tuple(words),
        )


class Dropped(Value, frozen=True):
    """Text that an engine wrote where nothing was said, or said over and over."""

    text: str
    start_ms: int
    end_ms: int
    reason: str


class HeardWindow(Value, frozen=True):
    """What one window gave."""

    lines: tuple[HeardLine, ...]
    dropped: tuple[Dropped, ...] = ()


class Heard(Value, frozen=True):
    """All that was heard in an episode, in order."""

    language: str
    duration_ms: int
    lines: tuple[HeardLine, ...]
    dropped: tuple[Dropped, ...] = ()
