"""How long a subtitle may be, for the time in which it can be read."""

from __future__ import annotations

from collections.abc import Sequence

from localize.domain.script import han_count
from localize.domain.seen import CARD
from localize.domain.times import Span
from localize.domain.transcript import Line
from localize.profiles import Limits, measured

# Budgets are rounded down to it, and a text is over where it is longer by a whole step: a line that was timed
# anew by some milliseconds keeps its key, and none is shortened that the profile would let pass.
STEP = 5
# Two frames at 25 a second; the video's own rate would change a budget by a step at most.
_GAP_MS = 80
# Below this nothing can be said; who so soon is gone from the screen has a wrong time.
LEAST = 10

# Characters for one of Chinese: hardly a translation takes more than AMPLE; what allows fewer than USUAL is
# told with the line, since what is told of every line is heeded for none.
AMPLE, USUAL = 6, 3.5
# What is written full width takes so much less of them.
FULL_WIDTH = 2.5


def budgets(lines: Sequence[Line], limits: Limits | None) -> list[int]:
    """For each line the characters that can be read of it, 0 where its translation will hardly need them all.
    Dialogue and cards stand in places of their own, where each gives way to the next."""
    found = [0] * len(lines)
    if limits is None:
        return found
    for is_card in (False, True):
        lane = [at for at, line in enumerate(lines) if (line.kind == CARD) == is_card]
        lane.sort(key=lambda at: lines[at].start_ms)
        times = _standing_ms([lines[at].span for at in lane], limits)
        for at, standing_ms in zip(lane, times, strict=True):
            found[at] = _budget(lines[at], standing_ms, limits)
    return found


def is_over(text: str, budget: int, limits: Limits | None) -> bool:
    """Whether `text` is longer than `budget` by so much that shortening it is worth a question."""
    return limits is not None and budget > 0 and measured(text, limits) >= budget + STEP


def is_tight(source: str, budget: int, limits: Limits | None) -> bool:
    """Whether a usual translation of `source` would not keep to `budget`."""
    return limits is not None and 0 < budget < needed(source, USUAL, limits)


def needed(source: str, for_each: float, limits: Limits) -> float:
    """How long a translation of `source` is, in the characters of `limits`, that takes so many `for_each` of
    the Chinese ones, and half as many for the others."""
    han = han_count(source)
    narrow = for_each * (han + (len(source) - han) / 2)
    return narrow / FULL_WIDTH if limits.wide else narrow


def _budget(line: Line, standing_ms: int, limits: Limits) -> int:
    readable = standing_ms * limits.characters_per_second / 1000
    whole = max(LEAST, int(readable // STEP) * STEP)
    return whole if whole < needed(line.in_standard, AMPLE, limits) else 0


def _standing_ms(sounds: Sequence[Span], limits: Limits) -> list[int]:
    """How long each, in order of their starts, can stand on the screen: until `linger_ms` after its sound, or
    until the next; later than its sound only while the one before is still to be seen."""
    starts: list[int] = []
    free = 0
    for sound in sounds:
        starts.append(max(sound.start_ms, free))
        free = starts[-1] + _least(sound, limits) + _GAP_MS
    return [
        max(_end(start, sound, following, limits) - start, _least(sound, limits))
        for start, sound, following in zip(starts, sounds, [*starts, None][1:], strict=True)
    ]


def _end(start: int, sound: Span, following: int | None, limits: Limits) -> int:
    end = max(sound.end_ms + limits.linger_ms, start + limits.min_duration_ms)
    if following is None:
        return end
    if following - _GAP_MS <= end:
        return following - _GAP_MS
    # Nearer to the next than that it would have to stay until there, longer than it may.
    return min(end, following - limits.close_gap_ms)


def _least(sound: Span, limits: Limits) -> int:
    return min(sound.duration_ms, limits.min_duration_ms)
