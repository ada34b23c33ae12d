"""Times as formats write them."""

from __future__ import annotations

from localize.domain.screen import Frames
from localize.domain.times import hours_minutes_seconds

_CENTISECOND_MS = 10


def clock(ms: int, hour_digits: int = 2) -> str:
    """`01:02:03.045`"""
    whole, ms = divmod(max(0, ms), 1000)
    hours, minutes, seconds = hours_minutes_seconds(whole)
    return f"{hours:0{hour_digits}d}:{minutes:02d}:{seconds:02d}.{ms:03d}"


def read_clock(hours: str | None, minutes: str, seconds: str, ms: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(ms)


def in_centiseconds(ms: int, frames: Frames | None) -> int:
    """`ms` to ten milliseconds, so that a player changes the picture's text with the same picture as before:
    the first that begins then or later. To the nearest where no video is known, or no such time is."""
    down = max(0, ms) // _CENTISECOND_MS * _CENTISECOND_MS
    nearest = (max(0, ms) + _CENTISECOND_MS // 2) // _CENTISECOND_MS * _CENTISECOND_MS
    if frames is None:
        return nearest
    wanted = frames.index(ms)
    wanted += frames.at_ms(wanted) < ms
    # The last is for a picture whose start was rounded up to full centiseconds: players round it down.
    near = (down, down + _CENTISECOND_MS, down - _CENTISECOND_MS)
    return next((one for one in near if one >= 0 and _first_shown(one, frames) == wanted), nearest)


def _first_shown(ms: int, frames: Frames) -> int:
    """The first picture that begins at `ms` or later, by the exact rate where it is constant."""
    if frames.shown_ms:
        index = frames.index(ms)
        return index + (frames.at_ms(index) < ms)
    return -(-ms * frames.numerator // (1000 * frames.denominator))
