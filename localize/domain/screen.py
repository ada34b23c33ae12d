"""What fitting must know of the picture that subtitles stand on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain, groupby, pairwise, repeat

from localize.domain.moments import Even, Moments, Varying
from localize.domain.seen import DIALOGUE, Box, Kind
from localize.domain.times import Span
from localize.domain.value import Value


class Frames(Value, frozen=True):
    """When the pictures of a video are shown: `numerator` / `denominator` of them a second from the first on
    (24000/1001), or, at a variable rate, each for as long as `lasting` says, after the last of which they go
    on at the rate.

    `lasting` is text, so that an hour of it is one line of a record: milliseconds, `x` and how often in a row
    (`33 34x2 33`); empty where the rate is constant.
    """

    numerator: int = 25
    denominator: int = 1
    lasting: str = ""

    @classmethod
    def at_moments(cls, shown_ms: Sequence[int], numerator: int, denominator: int) -> Frames:
        """Shown at these moments, rising, the first of which is 0; then at the rate."""
        lengths = (after - before for before, after in pairwise(shown_ms))
        runs = ((length, sum(1 for _ in run)) for length, run in groupby(lengths))
        lasting = " ".join(f"{length}x{count}" if count > 1 else f"{length}" for length, count in runs)
        return cls(numerator, denominator, lasting)

    @property
    def shown_ms(self) -> tuple[int, ...]:
        """The moments at which the pictures of a variable rate are shown, one more than have a length; empty
        where the rate is constant."""
        return _shown_ms(self.lasting) if self.lasting else ()

    @property
    def rate(self) -> float:
        """Frames a second."""
        return self.numerator / self.denominator

    def lasting_ms(self, count: int) -> int:
        """How long so many frames are shown, rounded up: a gap of two frames is never a bit too short."""
        return -(-1000 * count * self.denominator // self.numerator)

    @property
    def moments(self) -> Moments:
        """The same as an object, for who asks often: what can be computed beforehand is."""
        return _moments(self.numerator, self.denominator, self.lasting)

    def index(self, ms: int) -> int:
        """Which frame is shown at that moment, from 0."""
        return self.moments.index(ms)

    def index_from(self, ms: int) -> int:
        """The first frame that begins at that moment or later."""
        return self.moments.index_from(ms)

    def at_ms(self, index: int) -> int:
        """The first moment of a frame, to the nearest millisecond."""
        return self.moments.at_ms(index)

    def nearest_ms(self, ms: int) -> int:
        """The first moment of the frame that begins nearest."""
        index = self.index(ms)
        before, after = self.at_ms(index), self.at_ms(index + 1)
        return before if ms - before <= after - ms else after


@lru_cache(maxsize=16)
def _moments(numerator: int, denominator: int, lasting: str) -> Moments:
    even = Even(numerator, denominator)
    return Varying(_shown_ms(lasting), even) if lasting else even


@lru_cache(maxsize=16)
def _shown_ms(lasting: str) -> tuple[int, ...]:
    runs = (run.partition("x") for run in lasting.split())
    lengths = chain.from_iterable(repeat(int(length), int(count or 1)) for length, _, count in runs)
    return tuple(accumulate(lengths, initial=0))


class Burned(Value, frozen=True):
    """Text in the picture itself: subtitles may stand neither under nor over it unread."""

    span: Span
    box: Box
    kind: Kind = DIALOGUE


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
