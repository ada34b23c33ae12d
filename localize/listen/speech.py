"""Probabilities of speech → spans of speech, as they come in.

The thresholds are Silero's own defaults (snakers4/silero-vad, `get_speech_timestamps`); the durations are
set for drama, where answers follow within a third of a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from localize.domain.times import Span
from localize.listen.engines.silero import FRAME_MS

SPEECH_ABOVE = 0.5
SILENCE_BELOW = 0.35
# Between two speakers of a fast scene stand 350 ms, at a comma 100 to 150 ms: the first must separate.
SHORTEST_SILENCE_MS = 192
# A spoken 嗯 takes 150 ms; clicks and knocks take less than three frames.
SHORTEST_SPEECH_MS = 96
# Silero answers one or two frames late, and breath and final consonants are below its threshold.
EDGE_MS = 64
# With silence on both sides it must fit into Whisper's 30 s.
LONGEST_SPEECH_MS = 29_500

PARAMETERS = {
    "speech_above": SPEECH_ABOVE,
    "silence_below": SILENCE_BELOW,
    "shortest_silence_ms": SHORTEST_SILENCE_MS,
    "shortest_speech_ms": SHORTEST_SPEECH_MS,
    "edge_ms": EDGE_MS,
    "longest_speech_ms": LONGEST_SPEECH_MS,
}

_SHORTEST_SILENCE = SHORTEST_SILENCE_MS // FRAME_MS
_SHORTEST_SPEECH = SHORTEST_SPEECH_MS // FRAME_MS
_LONGEST_SPEECH = LONGEST_SPEECH_MS // FRAME_MS - 2 * (EDGE_MS // FRAME_MS)
_NEAR_FRAMES = 3


class SpeechFinder:
    """Takes a probability and a loudness for each frame, gives spans in ms, in order and apart.

    Speech that goes on for too long is cut at its quietest place; those two spans touch.
    """

    def __init__(self) -> None:
        self._at = 0  # frames seen
        self._start: int | None = None
        self._silent = 0  # frames of silence at the end of the open speech
        self._loudness: list[float] = []  # of the open speech
        self._last_end = 0

    @property
    def open_ms(self) -> int:
        """From here on spans may still come."""
        start = self._at if self._start is None else self._start
        return max(self._last_end, start * FRAME_MS - EDGE_MS)

    def feed(self, probabilities: Sequence[float], loudness: Sequence[float]) -> Iterator[Span]:
        for probability, loud in zip(probabilities, loudness, strict=True):
            yield from self._frame(probability, loud)

    def finish(self) -> Iterator[Span]:
        if self._start is not None:
            yield from self._close(self._at - self._silent)

    def _frame(self, probability: float, loud: float) -> Iterator[Span]:
        if self._start is None and probability >= SPEECH_ABOVE:
            self._start, self._silent, self._loudness = self._at, 0, []
        self._at += 1
        if self._start is None:
            return
        self._loudness.append(loud)
        self._silent = self._silence_after(probability)
        if self._silent >= _SHORTEST_SILENCE:
            yield from self._close(self._at - self._silent)
        elif len(self._loudness) >= _LONGEST_SPEECH:
            yield from self._cut()

    def _silence_after(self, probability: float) -> int:
        if probability < SILENCE_BELOW:
            return self._silent + 1
        # Between the thresholds a silence that has begun goes on, and speech goes on.
        return self._silent + 1 if self._silent and probability < SPEECH_ABOVE else 0

    def _close(self, end: int) -> Iterator[Span]:
        start, self._start = self._start, None
        if start is not None and end - start >= _SHORTEST_SPEECH:
            yield self._span(start * FRAME_MS - EDGE_MS, end * FRAME_MS + EDGE_MS)

    def _cut(self) -> Iterator[Span]:
        start = self._start or 0
        cut = _quietest(self._loudness)
        yield self._span(start * FRAME_MS - EDGE_MS, (start + cut) * FRAME_MS)
        self._start, self._loudness = start + cut, self._loudness[cut:]

    def _span(self, start_ms: int, end_ms: int) -> Span:
        start_ms = max(self._last_end, start_ms)
        self._last_end = end_ms
        return Span(start_ms, end_ms)


def _quietest(loudness: Sequence[float]) -> int:
    """The middle of the quietest few frames in the second half."""
    half = len(loudness) // 2

    def near(at: int) -> float:
        return sum(loudness[at - _NEAR_FRAMES : at + _NEAR_FRAMES + 1])

    return min(range(half, len(loudness) - _NEAR_FRAMES), key=near)
