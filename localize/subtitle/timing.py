"""When each piece of text is on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from localize.domain.screen import UNKNOWN, Screen
from localize.domain.times import Span
from localize.profiles import Limits


def schedule(
    sounds: Sequence[Span], needs_ms: Sequence[float], limits: Limits, screen: Screen = UNKNOWN
) -> list[Span]:
    """When cues for these sounds, in order of their starts, are shown: apart, and as long as they need.

    A cue starts with its sound, later only while another is still being shown. It stays for `needs_ms`, its
    reading time, if that is at most `linger_ms` past its sound, and gives way to the next.
    """
    gap_ms = limits.gap_ms(screen.frames)
    starts = _starts(sounds, limits, gap_ms)
    nexts = [*starts, None][1:]
    return [
        Span(start, _end(start, sound, need, following, limits, gap_ms))
        for start, sound, need, following in zip(starts, sounds, needs_ms, nexts, strict=True)
    ]


def _starts(sounds: Sequence[Span], limits: Limits, gap_ms: int) -> list[int]:
    starts: list[int] = []
    free = 0
    for sound in sounds:
        starts.append(max(sound.start_ms, free))
        free = starts[-1] + _least(sound, limits, gap_ms) + gap_ms
    return starts


def _least(sound: Span, limits: Limits, gap_ms: int) -> int:
    """How long a cue is shown even if the next one has begun: as long as its sound, the shortest cue at
    most; what has no time of its own gets the shortest cue's."""
    own = sound.duration_ms if sound.duration_ms > 0 else limits.min_duration_ms
    return max(gap_ms, 1, min(own, limits.min_duration_ms))


def _end(start: int, sound: Span, need_ms: float, following: int | None, limits: Limits, gap_ms: int) -> int:
    readable = min(start + ceil(need_ms), sound.end_ms + limits.linger_ms)
    end = max(sound.end_ms, start + limits.min_duration_ms, readable)
    latest = start + limits.max_duration_ms
    if following is not None:
        latest = min(latest, following - gap_ms)
        if following - end < limits.close_gap_ms:
            end = latest
    return min(end, latest)
