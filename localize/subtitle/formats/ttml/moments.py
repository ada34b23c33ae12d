"""What times in a TTML document mean (TTML1 10.3, 6.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from localize.domain.screen import Frames
from localize.errors import BadSubtitles

_CLOCK = re.compile(r"(\d{2,}):(\d\d):(\d\d)(?:\.(\d+)|[:;](\d{2,})(?:\.\d+)?)?", re.ASCII)
_OFFSET = re.compile(r"(\d+(?:\.\d+)?)(h|ms|m|s|f|t)", re.ASCII)
_UNITS_MS = {"h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}
_USUAL_RATE = "30"  # TTML1 6.2.3
# Of the numbers of pictures, those left out at the start of every minute but each tenth.
_DROPPED = {"dropNTSC": 2}


class Moments:
    """The clock of one document, by the parameters of its root (local names)."""

    def __init__(self, parameters: Mapping[str, str]) -> None:
        named = _number(parameters.get("frameRate", _USUAL_RATE))
        self._a_second = round(named)  # of time codes, also where somebody wrote 29.97
        multiplied = (parameters.get("frameRateMultiplier") or "1 1").replace(":", " ").split()
        self._rate = named * _number(multiplied[0]) / _number(multiplied[-1])
        ticks = parameters.get("tickRate")
        self._ticks = _number(ticks) if ticks else self._rate if "frameRate" in parameters else Fraction(1)
        self._smpte = parameters.get("timeBase") == "smpte"
        self._dropped = _DROPPED.get(parameters.get("dropMode", ""), 0)

    @property
    def frames(self) -> Frames | None:
        """What times are counted in, where they are counted in pictures."""
        return Frames(self._rate.numerator, self._rate.denominator) if self._smpte else None

    def ms(self, text: str | None) -> int | None:
        """None where there is none. Raises BadSubtitles for what is no time."""
        if text is None:
            return None
        if match := _CLOCK.fullmatch(text.strip()):
            return self._clock(match)
        if match := _OFFSET.fullmatch(text.strip()):
            return self._offset(Fraction(match[1]), match[2])
        raise BadSubtitles(f"{text!r} is not a time of TTML")

    def _clock(self, match: re.Match[str]) -> int:
        hours, minutes, seconds = int(match[1]), int(match[2]), int(match[3])
        whole = (hours * 60 + minutes) * 60 + seconds
        if frames := self.frames:
            return frames.at_ms(self._count(whole, int(match[5] or 0)))
        part = Fraction(f"0.{match[4]}") if match[4] else int(match[5] or 0) / self._rate
        return round(1000 * (whole + part))

    def _count(self, seconds: int, frame: int) -> int:
        """How many pictures come before the one of a time code."""
        minutes = seconds // 60
        return seconds * self._a_second + frame - self._dropped * (minutes - minutes // 10)

    def _offset(self, count: Fraction, unit: str) -> int:
        if unit == "f":
            return round(1000 * count / self._rate)
        if unit == "t":
            return round(1000 * count / self._ticks)
        return round(count * _UNITS_MS[unit])


def _number(text: str) -> Fraction:
    try:
        number = Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        number = Fraction(0)
    if number <= 0:
        raise BadSubtitles(f"{text!r} is not a rate")
    return number
