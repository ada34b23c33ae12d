"""A track for another version of its video: sped up, slowed down, or begun earlier or later."""

from __future__ import annotations

import re
from fractions import Fraction

import msgspec

from localize.domain.screen import Frames
from localize.domain.times import clock
from localize.domain.track import Cue, Track
from localize.errors import ConfigurationError

# What people call 23.976 is 24000/1001, and so on (SMPTE ST 12-1): a hundredth tells it from 24.
_DROPPED = tuple(Fraction(1000 * rate, 1001) for rate in (24, 30, 48, 60, 120))
_RATE = re.compile(r"\d{1,9}(?:\.\d{1,9}|/[1-9]\d{0,8})?", re.ASCII)
_NEAR = Fraction(1, 100)
_MOST = 1000  # a second, for a millisecond is the unit of times
_KNOWN = "for example 23.976, 25 or 30000/1001"


def frames_at(told: str) -> Frames:
    """`25`, `23.976`, `24000/1001`. Raises ConfigurationError."""
    if not _RATE.fullmatch(told.strip()):
        raise ConfigurationError(f"{told!r} is no frame rate", _KNOWN)
    rate = Fraction(told.strip())
    if not 1 <= rate <= _MOST:
        raise ConfigurationError(f"no video has {told} pictures a second", _KNOWN)
    rate = next((exact for exact in _DROPPED if abs(exact - rate) < _NEAR), rate)
    return Frames(rate.numerator, rate.denominator)


def stretch_of(before: Frames, after: Frames) -> Fraction:
    """How much longer the same pictures last when they are shown at another rate: 25 at 24 is 25/24."""
    return Fraction(
        before.numerator * after.denominator,
        before.denominator * after.numerator,
    )


def retimed(track: Track, stretch: Fraction, shift_ms: int) -> Track:
    """Every time stretched, then shifted. Raises ConfigurationError where a cue would begin before the
    video."""
    cues = tuple(_retimed(cue, stretch, shift_ms) for cue in track.cues)
    first = min(cues, key=lambda cue: cue.start_ms, default=None)
    if first is not None and first.start_ms < 0:
        raise ConfigurationError(
            f"a shift of {shift_ms} ms puts the first cue {clock(-first.start_ms)} before the video",
            f"shift by {shift_ms - first.start_ms} or more",
        )
    return msgspec.structs.replace(track, cues=cues)


def _retimed(cue: Cue, stretch: Fraction, shift_ms: int) -> Cue:
    start, end = (round(ms * stretch) + shift_ms for ms in (cue.start_ms, cue.end_ms))
    return msgspec.structs.replace(cue, start_ms=start, end_ms=end)
