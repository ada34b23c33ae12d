"""Word times corrected by where there is speech.

Attention stretches the first word after a pause back over the pause, and the last one before it forth; the
speech detector knows better where sound begins and ends.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from localize.domain.heard import Word
from localize.domain.times import Span

# Further from all speech than the detector is ever late by, a word keeps its time: one of the two is wrong,
# and which of them is not told by time.
_FAR_MS = 250


def snapped(words: Sequence[Word], speech: Sequence[Span]) -> list[Word]:
    """Each word within one span of speech (but for one far from all), none before the last one's end."""
    made: list[Word] = []
    for word in words:
        span = _home(Span(word.start_ms, word.end_ms), speech)
        earliest = made[-1].end_ms if made else 0
        start = max(earliest, min(max(word.start_ms, span.start_ms), span.end_ms))
        end = max(start, min(max(word.end_ms, span.start_ms), span.end_ms))
        made.append(msgspec.structs.replace(word, start_ms=start, end_ms=end))
    return made


def _home(word: Span, speech: Sequence[Span]) -> Span:
    """The span that holds most of the word, else the nearest one, else the word's own."""

    def nearness(span: Span) -> tuple[int, int]:
        return span.overlap_ms(word), -_distance_ms(span, word)

    nearest = max(speech, key=nearness, default=word)
    return nearest if _distance_ms(nearest, word) <= _FAR_MS else word


def _distance_ms(one: Span, other: Span) -> int:
    return max(one.start_ms - other.end_ms, other.start_ms - one.end_ms, 0)
