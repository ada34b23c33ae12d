"""What stands on the screen at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from localize.domain.times import Span


class Standing:
    """Lines by the times at which they stand: a long film is not gone through for each question."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._order = sorted(range(len(spans)), key=lambda at: spans[at].start_ms)
        self._starts = [spans[at].start_ms for at in self._order]
        # Up to each of them in turn, so that they rise.
        self._last_ends = list(accumulate((spans[at].end_ms for at in self._order), max))

    def near(self, span: Span, within_ms: int = 0) -> list[int]:
        """Which of the lines may be no farther from `span`, in their own order, and few others."""
        first = bisect_left(self._last_ends, span.start_ms - within_ms)
        return sorted(self._order[first : bisect_right(self._starts, span.end_ms + within_ms)])
