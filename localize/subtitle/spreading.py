"""A line's time → that of the pieces it is broken into."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from localize.domain.heard import Word
from localize.domain.times import Span
from localize.domain.transcript import Line

# A pause draws the end of a cue this share of the line towards itself.
_PAUSE_PULL = 0.1
_MARKS = "，。？！；：、…,.?!;:"


def spread(line: Line, weights: Sequence[float]) -> list[Span]:
    """The line's time in as many spans as there are weights, one a piece of its text.

    A cue begins and ends with words of the sound, as near to its share of the text as they allow; a line
    without enough words is divided evenly.
    """
    total = sum(weights)
    shares = [done / total for done in accumulate(weights)][:-1]
    words = _in_order(line)
    if not shares:
        return [Span(words[0].start_ms if words else line.start_ms, max(line.end_ms, line.start_ms))]
    return _by_words(words, shares) or _evenly(line, shares)


def _in_order(line: Line) -> list[Word]:
    """The line's words that were spoken, or none if their times run backwards or out of the line."""
    words = [word for word in line.words if word.text.strip()]
    times = [line.start_ms, *(time for word in words for time in (word.start_ms, word.end_ms)), line.end_ms]
    return words if all(before <= after for before, after in pairwise(times)) else []


def _by_words(words: Sequence[Word], shares: Sequence[float]) -> list[Span]:
    """Cuts between words, or nothing if there are too few of them."""
    if len(words) <= len(shares):
        return []
    spoken = _spoken(words)
    cuts = [0]
    for still_to_come, share in zip(range(len(shares), 0, -1), shares, strict=True):
        cuts.append(_nearest(words, spoken, share, range(cuts[-1] + 1, len(words) - still_to_come + 1)))
    return [
        Span(words[first].start_ms, words[after - 1].end_ms) for first, after in pairwise([*cuts, len(words)])
    ]


def _nearest(words: Sequence[Word], spoken: Sequence[float], share: float, options: range) -> int:
    return min(options, key=lambda cut: abs(spoken[cut] - share) - _pause(words[cut - 1]))


def _spoken(words: Sequence[Word]) -> list[float]:
    """Which share of the text has been said before each word."""
    lengths = list(accumulate((len(word.text.strip()) for word in words), initial=0))
    return [length / lengths[-1] for length in lengths]


def _pause(before: Word) -> float:
    return _PAUSE_PULL if before.text.rstrip()[-1] in _MARKS else 0.0


def _evenly(line: Line, shares: Sequence[float]) -> list[Span]:
    length = max(0, line.end_ms - line.start_ms)
    edges = [line.start_ms, *(line.start_ms + round(length * share) for share in shares)]
    return [Span(start, end) for start, end in pairwise([*edges, line.start_ms + length])]
