"""What a recogniser heard, with its own doubts."""

from __future__ import annotations

from localize.domain.times import Span
from localize.domain.value import Value

# Of what a recogniser that tells no probabilities has heard: nothing speaks against it, and nothing is known.
UNTOLD = 1.0
UNTOLD_LOGPROB = 0.0


class Word(Value, frozen=True):
    """`probability` is the recogniser's, 0 to 1; UNTOLD where it tells none."""

    text: str
    start_ms: int
    end_ms: int
    probability: float


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

    `average_logprob` is per token (UNTOLD_LOGPROB where it is not told), `no_speech_probability` 0 to 1,
    `compression_ratio` the length of the text's UTF-8 bytes over their zlib-compressed length (above 2.4 it
    repeats itself). `notes` say what people should know of how it was heard.
    """

    text: str
    start_ms: int
    end_ms: int
    words: tuple[Word, ...]
    average_logprob: float
    no_speech_probability: float
    compression_ratio: float
    notes: tuple[str, ...] = ()


class HeardLine(Value, frozen=True):
    """A line of speech, its times counted from the start of the picture. `notes` say what was done to it."""

    text: str
    start_ms: int
    end_ms: int
    words: tuple[Word, ...]
    average_logprob: float
    no_speech_probability: float
    compression_ratio: float
    notes: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start_ms, self.end_ms)


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
