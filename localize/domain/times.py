"""Times are integer milliseconds from the start of the picture."""

from __future__ import annotations

from collections.abc import Sequence

from localize.domain.value import Value


class Span(Value, frozen=True):
    """Half-open: `start_ms` belongs to it, `end_ms` does not."""

    start_ms: int
    end_ms: int

    @property
    def duration_ms(self) -> int:
        return self.end_ms - self.start_ms

    def overlap_ms(self, other: Span) -> int:
        return max(0, min(self.end_ms, other.end_ms) - max(self.start_ms, other.start_ms))

    def shares_most(self, other: Span) -> bool:
        """More than half of the time of the shorter one."""
        return 2 * self.overlap_ms(other) > min(self.duration_ms, other.duration_ms)

    def shifted(self, by_ms: int) -> Span:
        return Span(self.start_ms + by_ms, self.end_ms + by_ms)


def covered_ms(span: Span, spans: Sequence[Span]) -> int:
    """How much of `span` lies inside `spans`, which must not overlap each other."""
    return sum(span.overlap_ms(other) for other in spans)


def hours_minutes_seconds(seconds: int) -> tuple[int, int, int]:
    """3723 → 1, 2, 3"""
    minutes, seconds = divmod(seconds, 60)
    return *divmod(minutes, 60), seconds


def clock(ms: int) -> str:
    """For people: 83250 → `1:23.250`, an hour and more → `1:02:03.250`."""
    whole, rest = divmod(ms, 1000)
    hours, minutes, seconds = hours_minutes_seconds(whole)
    head = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
    return f"{head}:{seconds:02d}.{rest:03d}"
