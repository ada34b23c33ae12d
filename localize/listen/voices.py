"""The stage that listens for voices: the times of lines → their voiceprints, a part for each minute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from localize.domain.episode import Media
from localize.domain.seen import DIALOGUE
from localize.domain.times import Span, clock
from localize.domain.transcript import Line
from localize.domain.value import Value
from localize.domain.voice import UNIT, Voiced, Voiceprint
from localize.listen.cutting import span_sounds
from localize.stage import EngineId, Lazy, Part, VoiceEncoder

if TYPE_CHECKING:
    from localize.stage import Samples

# Below this nobody is made out (docs/cast.md).
LEAST_MS = 600
_PART_MS = 60_000


class Prints(Value, frozen=True):
    """One a line, in order of time."""

    prints: tuple[Voiceprint | None, ...]


class EncodeVoices:
    """A line that moves, or one more, changes the part of its minute alone."""

    name = "voices"
    version = 1
    result_type = Prints
    parameters: Mapping[str, object] = {"unit": UNIT}

    def __init__(self, media: Media, engine: EngineId, encoder: Lazy[VoiceEncoder]) -> None:
        self.engine: EngineId | None = engine
        self._media = media
        self._encoder = encoder

    def split(self, source: Sequence[Span]) -> Sequence[Part[tuple[Span, ...]]]:
        """`source` is in order of time; no two overlap."""
        minutes = groupby(source, key=lambda span: span.start_ms // _PART_MS)
        return [self._part(tuple(spans)) for _, spans in minutes]

    def run(self, parts: Sequence[Part[tuple[Span, ...]]]) -> Iterator[Prints]:
        """`parts` are in order of time. Raises EngineError, NotMedia."""
        if not parts:
            return
        encoder = self._encoder.get()
        sounds = span_sounds(Path(self._media.path), [span for part in parts for span in part.content])
        for part in parts:
            vectors = encoder.encode([next(sounds) for _ in part.content])
            yield Prints(tuple(None if vector is None else _print(vector) for vector in vectors))

    def join(self, source: Sequence[Span], results: Sequence[Prints]) -> Sequence[Voiced]:
        prints = (one for result in results for one in result.prints)
        return [Voiced(span, one) for span, one in zip(source, prints, strict=True)]

    def counts(self, results: Sequence[Prints]) -> Mapping[str, int]:
        return {"lines": sum(len(result.prints) for result in results)}

    def _part(self, spans: tuple[Span, ...]) -> Part[tuple[Span, ...]]:
        key = {"media": self._media.digest, "spans": msgspec.to_builtins(spans)}
        return Part(f"{clock(spans[0].start_ms)}–{clock(spans[-1].end_ms)}", key, spans)


def alone(lines: Iterable[Line]) -> list[Span]:
    """Where one person speaks, and long enough to be made out: the times of lines of dialogue that no other
    overlaps, in order."""
    spans = sorted((line.span for line in lines if line.kind == DIALOGUE), key=lambda span: span.start_ms)
    spoken_until = [0, *accumulate((span.end_ms for span in spans), max)]
    spoken_from = [*(span.start_ms for span in spans[1:]), float("inf")]
    return [
        span
        for span, before_ms, after_ms in zip(spans, spoken_until, spoken_from, strict=False)
        if span.duration_ms >= LEAST_MS and before_ms <= span.start_ms and span.end_ms <= after_ms
    ]


def _print(vector: Samples) -> Voiceprint:
    import numpy as np

    return Voiceprint(np.rint(vector * UNIT).astype("<i2").tobytes())
