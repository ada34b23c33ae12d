"""What somebody speaks: standard Mandarin, one of the dialects that there are packs of, or something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from localize.domain.standing import Standing
from localize.domain.times import Span
from localize.domain.value import Value

MANDARIN: Final = "mandarin"
# Not standard Mandarin by its sound, and none of the dialects by its words.
UNKNOWN: Final = "unknown"
LIKELY = 0.5
# Where nothing is spoken, what is spoken nearest is looked for farther and farther away.
_WITHIN_MS = (0, 1000, 10_000, 100_000)


class Told(Value, frozen=True):
    """`variety` is a dialect's name, MANDARIN or UNKNOWN, the likeliest of `scores`, which holds the
    probability of each; `confidence` is its own, 0 to 1."""

    variety: str
    confidence: float
    scores: Mapping[str, float] = {}


class ToldLine(Value, frozen=True):
    span: Span
    told: Told


class Telling(Value, frozen=True, dict=True):
    """What an episode is spoken in, taken as a whole, and each of its lines, in order of time."""

    episode: Told
    lines: tuple[ToldLine, ...] = ()

    @property
    def dialect(self) -> str | None:
        """The one to work with; None where all else together is likelier."""
        told = self.episode
        is_one = told.variety not in (MANDARIN, UNKNOWN) and told.confidence >= LIKELY
        return told.variety if is_one else None

    def at(self, span: Span) -> Told | None:
        """What is spoken there: that of the line it shares most time with, else of the nearest."""
        best = max(
            self._near(span),
            key=lambda line: (line.span.overlap_ms(span), -_apart_ms(line.span, span)),
            default=None,
        )
        return best.told if best is not None else None

    def _near(self, span: Span) -> Sequence[ToldLine]:
        found = (self._standing.near(span, within_ms) for within_ms in _WITHIN_MS)
        return [self.lines[at] for at in next(filter(None, found), range(len(self.lines)))]

    @cached_property
    def _standing(self) -> Standing:
        return Standing([line.span for line in self.lines])

    def in_dialect(self, span: Span) -> bool:
        """Whether the episode's dialect is spoken there."""
        told = self.at(span)
        return told is not None and told.variety == self.dialect


def _apart_ms(one: Span, other: Span) -> int:
    return max(one.start_ms, other.start_ms) - min(one.end_ms, other.end_ms)
