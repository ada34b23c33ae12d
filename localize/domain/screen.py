"""What fitting must know of the picture that subtitles stand on."""

from __future__ import annotations

from bisect import bisect_right

from localize.domain.seen import Box
from localize.domain.times import Span
from localize.domain.value import Value


class Frames(Value, frozen=True):
    """When the pictures of a video are shown: `numerator` / `denominator` of them a second from the first on
    (24000/1001), or, at a variable rate, at the moments of `shown_ms`, past the last of which they go on at
    the rate."""

    numerator: int = 25
    denominator: int = 1
    shown_ms: tuple[int, ...] = ()

    @property
    def rate(self) -> float:
        """Frames a second."""
        return self.numerator / self.denominator

    def lasting_ms(self, count: int) -> int:
        """How long so many frames are shown, rounded up: a gap of two frames is never a bit too short."""
        return -(-1000 * count * self.denominator // self.numerator)

    def index(self, ms: int) -> int:
        """Which frame is shown at that moment, from 0."""
        if self.shown_ms and ms < self.shown_ms[-1]:
            return max(0, bisect_right(self.shown_ms, ms) - 1)
        known = max(0, len(self.shown_ms) - 1)
        since = ms - (self.shown_ms[-1] if self.shown_ms else 0)
        # A time in whole milliseconds may lie up to half of one before the frame that it means.
        return known + max(0, (2 * since + 1) * self.numerator // (2000 * self.denominator))

    def at_ms(self, index: int) -> int:
        """The first moment of a frame, to the nearest millisecond."""
        if index < len(self.shown_ms):
            return self.shown_ms[max(0, index)]
        known = max(0, len(self.shown_ms) - 1)
        start = self.shown_ms[-1] if self.shown_ms else 0
        return start + (2000 * (index - known) * self.denominator + self.numerator) // (2 * self.numerator)

    def nearest_ms(self, ms: int) -> int:
        """The first moment of the frame that begins nearest."""
        index = self.index(ms)
        before, after = self.at_ms(index), self.at_ms(index + 1)
        return before if ms - before <= after - ms else after


class Burned(Value, frozen=True):
    """Text in the picture itself: subtitles may stand neither under nor over it unread."""

    span: Span
    box: Box


class Screen(Value, frozen=True):
    """`width` and `height` are those of the displayed picture in pixels, 0 where there is none to be seen;
    `cuts` are the first moments of new shots; `burned` is in order of time."""

    width: int = 0
    height: int = 0
    frames: Frames = Frames()
    cuts: tuple[int, ...] = ()
    burned: tuple[Burned, ...] = ()

    @property
    def is_vertical(self) -> bool:
        """A picture that nobody saw is that of a phone."""
        return self.height >= self.width


# Of a subtitle file whose video nobody named.
UNKNOWN = Screen()
