"""A line's time → that of the pieces it is broken into."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from localize.domain.heard import Word
from localize.domain.times import Span
from localize.domain.transcript import Line

_MARKS = "，。？！；：、…,.?!;:"
# What a cut costs that lies a tenth of the line from its share of what is said, before squaring, and what it
# is worth that it falls into a pause: at a mark, or half a second of silence. Two shares of pause draw a cut
# by a seventh of the line.
_OFF, _TENTH, _PAUSE, _SILENCE_MS = 1.0, 0.1, 1.0, 500
# What a piece costs that must be read at twice the pace of the line, before squaring.
_HURRY = 20.0
# A piece's share of the sound is looked for among so many words to each side of its share of the text.
_NEAR = 6


class _Way(NamedTuple):
    """Cuts so far, by the number of the word that follows each, and what they cost."""

    cost: float
    cuts: tuple[int, ...]


def spread(line: Line, weights: Sequence[float], room: float = 1.0) -> list[Span]:
    """The line's time in as many spans as there are weights, one a piece of its text.

    A cue begins and ends with words of the sound: near to its share of the text, in a pause where there is
    one, and so that none must be read much faster than the others. `room` is how much faster than the line
    a piece may be read at no cost. A line without enough words is divided evenly.
    """
    counted = weights if any(weights) else [1] * len(weights)  # marks without letters weigh nothing
    shares = [done / sum(counted) for done in accumulate(counted)][:-1]
    words = _in_order(line)
    if not shares:
        return [Span(words[0].start_ms if words else line.start_ms, max(line.end_ms, line.start_ms))]
    if len(words) <= len(shares):
        return _evenly(line, shares)
    cuts = _Sound(line, words).cuts(shares, room)
    return [Span(words[first].start_ms, words[after - 1].end_ms) for first, after in pairwise(cuts)]


def moments(line: Line, shares: Sequence[float]) -> list[int]:
    """About when so much of the text has been said, in ms."""
    words = _in_order(line)
    if not words:
        length = max(0, line.end_ms - line.start_ms)
        return [line.start_ms + round(length * share) for share in shares]
    sound = _Sound(line, words)
    return [sound.starts[min(sound.near(share), key=lambda cut: sound.off(cut, share))] for share in shares]


def _in_order(line: Line) -> list[Word]:
    """The line's words that were spoken, or none if their times run backwards or out of the line."""
    if not line.words:
        return []
    words = [word for word in line.words if word.text.strip()]
    times = [line.start_ms, *(time for word in words for time in (word.start_ms, word.end_ms)), line.end_ms]
    return words if all(before <= after for before, after in pairwise(times)) else []


class _Sound:
    """What has been said before each word of a line, and after the last."""

    def __init__(self, line: Line, words: Sequence[Word]) -> None:
        self._words = words
        lengths = list(accumulate((len(word.text.strip()) for word in words), initial=0))
        self._spoken = [length / lengths[-1] for length in lengths]
        self.starts = [*(word.start_ms for word in words), line.end_ms]
        self._pauses = [0.0, *(_pause(one, start) for one, start in zip(words, self.starts[1:], strict=True))]
        self._length_ms = max(1, line.end_ms - self.starts[0])

    def near(self, share: float) -> range:
        """The words before which a cut for this share of the text may fall."""
        at = bisect_left(self._spoken, share)
        return range(max(1, at - _NEAR), max(2, min(len(self._words), at + _NEAR + 1)))

    def off(self, cut: int, share: float) -> float:
        """What a cut before a word costs for itself."""
        far = (self._spoken[cut] - share) / _TENTH
        return _OFF * far * far - _PAUSE * self._pauses[cut]

    def cuts(self, shares: Sequence[float], room: float) -> tuple[int, ...]:
        """The words with which pieces begin, and the number of words."""
        ways = {0: _Way(0.0, (0,))}
        before = 0.0
        for number, share in enumerate(shares):
            options = self._options(share, number + 1, len(shares) - number)
            ways = {cut: self._cheapest(ways, cut, share - before, share, room) for cut in options}
            ways = {cut: way for cut, way in ways.items() if way.cuts}
            before = share
        return self._cheapest(ways, len(self._words), 1 - before, None, room).cuts

    def _options(self, share: float, least: int, to_come: int) -> range:
        """Words enough are left for the pieces before the cut, and for those after it."""
        near = self.near(share)
        most = len(self._words) - to_come
        first = min(max(near.start, least), most)
        return range(first, max(first + 1, min(near.stop, most + 1)))

    def _cheapest(
        self, ways: dict[int, _Way], cut: int, weight: float, share: float | None, room: float
    ) -> _Way:
        own = 0.0 if share is None else self.off(cut, share)
        found = [
            _Way(way.cost + own + self._hurry(start, cut, weight, room), (*way.cuts, cut))
            for start, way in ways.items()
            if start < cut
        ]
        return min(found, default=_Way(0.0, ()))

    def _hurry(self, start: int, cut: int, weight: float, room: float) -> float:
        """What it costs that a piece has less time than its share of the text asks for."""
        pace = weight * self._length_ms / max(1, self.starts[cut] - self.starts[start])
        return _HURRY * max(0.0, min(pace, 4 * room) / room - 1) ** 2


def _pause(word: Word, next_ms: int) -> float:
    """How much of one follows a word: a mark, and silence."""
    return (word.text.rstrip()[-1] in _MARKS) + min(1.0, (next_ms - word.end_ms) / _SILENCE_MS)


def _evenly(line: Line, shares: Sequence[float]) -> list[Span]:
    length = max(0, line.end_ms - line.start_ms)
    edges = [line.start_ms, *(line.start_ms + round(length * share) for share in shares)]
    return [Span(start, end) for start, end in pairwise([*edges, line.start_ms + length])]
