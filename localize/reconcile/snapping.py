"""When a line that was seen is spoken: its first and last word, where they can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from localize.domain.times import Span
from localize.reconcile.match import ALIKE, Matched, Voiced

# Up to here apart, the picture and the sound mean the same moment: a subtitle may outlast its sound by half a
# second (Netflix, facts/delivery), and burned ones are as early as they are late. Further apart one of them
# is wrong, and the picture is right in that somebody put the line there.
AGREE_MS = 500
# A recogniser ends the last word before its sound has died away. On the 16 lines of the season the truth is
# 52 to 223 ms later, 101 in the median: so long the picture is believed, and after that the median is.
LONGEST_TAIL_MS = 250
TAIL_MS = 100
# No one says more (fast Mandarin is 7 to 8 syllables a second): a line in less time was misplaced.
FASTEST_PER_SECOND = 12
# A file made for another cut, or a burn that lags, is off by the same time everywhere; it takes so many lines
# to tell, and less than this is no more than the ways in which people time subtitles.
OFFSET_LINES = 8
LEAST_OFFSET_MS = 300


def offset_ms(shown: Sequence[Span], matched: Sequence[Matched]) -> int:
    """By how much all lines are spoken later than they are shown (less than 0: earlier)."""
    late = [
        line.voiced[0].span.start_ms - span.start_ms
        for span, line in zip(shown, matched, strict=True)
        if line.voiced and line.voiced[0].syllable == 0 and line.voiced[0].alike >= ALIKE
    ]
    offset = round(median(late)) if len(late) >= OFFSET_LINES else 0
    return offset if abs(offset) >= LEAST_OFFSET_MS else 0


def spoken_span(shown: Span, matched: Matched) -> Span:
    """From the first voiced word to the last one's end and its tail, each where it was heard at all and
    agrees with the picture, whose time it has otherwise."""
    return Span(_start(shown, matched), _end(shown, matched))


def least_ms(matched: Matched) -> int:
    """The time that it takes to say a line."""
    return max(1, 1000 * len(matched.syllables) // FASTEST_PER_SECOND)


def _start(shown: Span, matched: Matched) -> int:
    first = matched.voiced[0] if matched.voiced else None
    if first is None or first.syllable > 0 or abs(first.span.start_ms - shown.start_ms) > AGREE_MS:
        return shown.start_ms
    return first.span.start_ms


def _end(shown: Span, matched: Matched) -> int:
    last = matched.voiced[-1] if matched.voiced else None
    if last is None or last.syllable < len(matched.syllables) - 1:
        return shown.end_ms
    later_ms = shown.end_ms - last.span.end_ms
    if later_ms < 0:  # the word has died away already, as it seems
        return last.span.end_ms if later_ms >= -AGREE_MS else shown.end_ms
    agrees = later_ms - TAIL_MS <= AGREE_MS or _is_over(matched, last)
    return last.span.end_ms + TAIL_MS if agrees and later_ms > LONGEST_TAIL_MS else shown.end_ms


def _is_over(matched: Matched, last: Voiced) -> bool:
    """Many burned lines are held until the next one comes; nothing more is said then."""
    return last.alike >= ALIKE and last.word is matched.words[-1]


def apart(spans: Sequence[Span], shown: Sequence[Span], least: Sequence[int]) -> list[Span]:
    """Lines that stand one after the other in the picture do so afterwards: two moments that snapping put
    into the wrong order, or nearer to each other than the `least` time that a line takes (in ms), go back to
    where they are shown."""
    snapped, seen = _moments(spans), _moments(shown)
    apart_ms = [gap for line_ms in least for gap in (line_ms, 0)]  # the next line may begin as one ends
    while wrong := [at for at in range(len(seen) - 1) if _is_wrong(snapped, seen, at, apart_ms[at])]:
        for at in wrong:
            snapped[at : at + 2] = seen[at : at + 2]
    return [Span(start, end) for start, end in zip(snapped[::2], snapped[1::2], strict=True)]


def _moments(spans: Sequence[Span]) -> list[int]:
    return [moment for span in spans for moment in (span.start_ms, span.end_ms)]


def _is_wrong(snapped: Sequence[int], seen: Sequence[int], at: int, apart_ms: int) -> bool:
    """Of the moments `at` and the next."""
    is_near = snapped[at + 1] - snapped[at] < apart_ms
    return is_near and seen[at] <= seen[at + 1] and snapped[at : at + 2] != seen[at : at + 2]
