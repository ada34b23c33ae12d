"""Where decoded sound stands on the picture's clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from localize.stage import SAMPLE_RATE

if TYPE_CHECKING:
    from localize.stage import Samples

# Time stamps are rounded to the container's clock (1 ms in Matroska, more in old AVI files) and the
# resampler has a delay of some samples: a smaller step between frames is no lost sound.
SMALLEST_LOSS_SECONDS = 0.1
# A longer hole is a clock that was set anew (joined recordings), not sound that was lost.
LONGEST_LOSS_SECONDS = 600.0

_BLOCK = SAMPLE_RATE * 10


class Placing:
    """Counts the samples that were given out, cuts what lies before the start, fills what was lost.

    `start` is the picture's first moment in seconds on the container's clock; without one the sound's own
    first moment is the start.
    """

    def __init__(self, start: float | None) -> None:
        self._origin = start
        self._next: int | None = None  # the sample, from the start, that comes next; negative before it

    def lost(self, time: float, pending: int) -> bool:
        """Whether sound is missing before the frame at `time`, given samples still inside the resampler."""
        if self._next is None:
            return self._first(time)
        missing = self._sample(time) - self._next - pending
        if not -SMALLEST_LOSS_SECONDS <= missing / SAMPLE_RATE <= LONGEST_LOSS_SECONDS:
            # The clock jumped back, or far ahead: what follows is taken to follow closely.
            self._origin = time - (self._next + pending) / SAMPLE_RATE
            return False
        return missing > SMALLEST_LOSS_SECONDS * SAMPLE_RATE

    def _first(self, time: float) -> bool:
        if abs(self._sample(time)) > LONGEST_LOSS_SECONDS * SAMPLE_RATE:
            self._origin = time
        return True

    def silence_until(self, time: float) -> Iterator[Samples]:
        import numpy as np

        at = self._sample(time)
        if self._next is None:
            self._next = min(at, 0)
        while self._next < at:
            count = min(_BLOCK, at - self._next)
            self._next += count
            yield np.zeros(count, dtype=np.float32)

    def blocks(self, arrays: Iterable[Samples]) -> Iterator[Samples]:
        for array in arrays:
            before = self._next or 0
            self._next = before + len(array)
            if self._next > 0:
                yield array[max(0, -before) :]

    def _sample(self, time: float) -> int:
        if self._origin is None:
            self._origin = time
        return round((time - self._origin) * SAMPLE_RATE)
