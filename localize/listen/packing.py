"""Spans of speech → groups that fit into one window, parted where the silence is longest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from localize.domain.times import Span

# What Whisper was trained on and always computes: shorter windows cost the same.
LONGEST_WINDOW_MS = 30_000
# Silence kept around the speech of a window; the model drops a first word that starts at once.
MARGIN_MS = 200
# A window may end this much before it is full, if it then ends in a longer silence, probably between
# sentences rather than within one.
SEARCH_MS = 8_000

PARAMETERS = {
    "longest_window_ms": LONGEST_WINDOW_MS,
    "margin_ms": MARGIN_MS,
    "search_ms": SEARCH_MS,
}


@dataclass(frozen=True)
class Group:
    """The speech of one window; `next_ms` is where the speech after it starts, None at the end."""

    spans: tuple[Span, ...]
    next_ms: int | None


class Packer:
    """Takes spans in order, gives groups of them in order."""

    def __init__(self) -> None:
        self._spans: list[Span] = []

    @property
    def start_ms(self) -> int | None:
        return self._spans[0].start_ms if self._spans else None

    def add(self, span: Span) -> Iterator[Group]:
        self._spans.append(span)
        while not fits(self._spans):
            count = _best_cut(self._spans)
            group, self._spans = self._spans[:count], self._spans[count:]
            yield Group(tuple(group), self._spans[0].start_ms)

    def finish(self) -> Iterator[Group]:
        if self._spans:
            yield Group(tuple(self._spans), None)
            self._spans = []


def fits(spans: Sequence[Span]) -> bool:
    return spans[-1].end_ms - spans[0].start_ms + 2 * MARGIN_MS <= LONGEST_WINDOW_MS


def _best_cut(spans: Sequence[Span]) -> int:
    """How many of the spans go into the group; the last one does not fit any more."""
    full = spans[-2].end_ms
    candidates = [count for count in range(1, len(spans)) if full - spans[count - 1].end_ms <= SEARCH_MS]
    return max(candidates, key=lambda count: (spans[count].start_ms - spans[count - 1].end_ms, count))
