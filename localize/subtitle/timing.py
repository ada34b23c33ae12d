"""When each piece of text is on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import ceil

from localize.domain.heard import Word
from localize.domain.times import Span
from localize.domain.transcript import Line
from localize.profiles import Limits

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


def schedule(sounds: Sequence[Span], needs_ms: Sequence[float], limits: Limits) -> list[Span]:
    """When cues for these sounds, in order of their starts, are shown: apart, and as long as they need.

    A cue starts with its sound, later only while another is still being shown. It stays for `needs_ms`, its
    reading time, if that is at most `linger_ms` past its sound, and gives way to the next.
    """
    starts = _starts(sounds, limits)
    nexts = [*starts, None][1:]
    return [
        Span(start, _end(start, sound, need, following, limits))
        for start, sound, need, following in zip(starts, sounds, needs_ms, nexts, strict=True)
    ]


def _starts(sounds: Sequence[Span], limits: Limits) -> list[int]:
    starts: list[int] = []
    free = 0
    for sound in sounds:
        starts.append(max(sound.start_ms, free))
        free = starts[-1] + _least(sound, limits) + limits.gap_ms
    return starts


def _least(sound: Span, limits: Limits) -> int:
    """How long a cue is shown even if the next one has begun: as long as its sound, the shortest cue at
    most; what has no time of its own gets the shortest cue's."""
    own = sound.duration_ms if sound.duration_ms > 0 else limits.min_duration_ms
    return max(limits.gap_ms, 1, min(own, limits.min_duration_ms))


def _end(start: int, sound: Span, need_ms: float, following: int | None, limits: Limits) -> int:
    readable = min(start + ceil(need_ms), sound.end_ms + limits.linger_ms)
    end = max(sound.end_ms, start + limits.min_duration_ms, readable)
    latest = start + limits.max_duration_ms
    if following is not None:
        latest = min(latest, following - limits.gap_ms)
        if following - end < limits.close_gap_ms:
            end = latest
    return min(end, latest)


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
