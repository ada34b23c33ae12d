"""Which picture of a video is shown when: numbers of pictures → milliseconds, and back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import gcd
from typing import Protocol


class Moments(Protocol):
    """Pictures are numbered from 0, and that one is shown at and before the time 0 too."""

    def index(self, ms: int) -> int:
        """Which picture is shown at that moment."""

    def index_from(self, ms: int) -> int:
        """The first picture that begins at that moment or later."""

    def at_ms(self, index: int) -> int:
        """The first moment of a picture, to the nearest millisecond."""


class Even:
    """`numerator` / `denominator` pictures a second. A time in whole milliseconds may lie up to half of one
    before the picture that it means, or after it."""

    __slots__ = ("_denominator", "_down", "_nearest", "_numerator", "_up")

    def __init__(self, numerator: int, denominator: int) -> None:
        """In lowest terms: numbers below 2**30 take Python two thirds of the time. What is added before
        dividing is rounded down with them, which changes no quotient in whole numbers."""
        numerator, denominator = 2 * numerator, 2000 * denominator
        shared = gcd(numerator, denominator)
        self._numerator, self._denominator = numerator // shared, denominator // shared
        self._nearest = numerator // 2 // shared
        self._down = (numerator // 2 - 1) // shared
        self._up = (denominator - 1 - numerator // 2) // shared

    def index(self, ms: int) -> int:
        index = (ms * self._numerator + self._down) // self._denominator
        return index if index > 0 else 0

    def index_from(self, ms: int) -> int:
        index = (ms * self._numerator + self._up) // self._denominator
        return index if index > 0 else 0

    def at_ms(self, index: int) -> int:
        return (index * self._denominator + self._nearest) // self._numerator if index > 0 else 0


class Varying:
    """Shown at these moments, of which the first is 0; the last of them begins what is `even`."""

    __slots__ = ("_even", "_known", "_last_ms", "shown_ms")

    def __init__(self, shown_ms: Sequence[int], even: Even) -> None:
        self.shown_ms, self._even = shown_ms, even
        self._known, self._last_ms = len(shown_ms) - 1, shown_ms[-1]

    def index(self, ms: int) -> int:
        if ms >= self._last_ms:
            return self._known + self._even.index(ms - self._last_ms)
        return bisect_right(self.shown_ms, ms) - 1 if ms > 0 else 0

    def index_from(self, ms: int) -> int:
        if ms >= self._last_ms:
            return self._known + self._even.index_from(ms - self._last_ms)
        after = bisect_right(self.shown_ms, ms)
        return after - 1 if self.shown_ms[after - 1] == ms else after

    def at_ms(self, index: int) -> int:
        if index > self._known:
            return self._last_ms + self._even.at_ms(index - self._known)
        return self.shown_ms[index] if index > 0 else 0
