"""Cuts: the first frames of new shots."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from localize.stage import Pixels
    from localize.watch.frames import Frame

# Mean change of brightness and colour between two frames, in grey levels.
LEAST_CHANGE = 20.0
# A cut changes more than what moves around it: the rule of PySceneDetect's AdaptiveDetector.
TIMES_ITS_NEIGHBOURS = 3.0
NEIGHBOURS = 2
# After a flash the picture is what it was before.
STAYS_CHANGED = 0.5
PARAMETERS = {
    "least_change": LEAST_CHANGE, "times": TIMES_ITS_NEIGHBOURS, "neighbours": NEIGHBOURS,
    "stays": STAYS_CHANGED,
}  # fmt: skip


class _Seen(NamedTuple):
    at_ms: int
    tiny: Pixels
    change: float


class CutFinder:
    """Frames go in, in order; `cuts` grows NEIGHBOURS frames later."""

    def __init__(self) -> None:
        self._last: deque[_Seen] = deque(maxlen=2 * NEIGHBOURS + 1)
        self.cuts: list[int] = []

    def add(self, frame: Frame) -> None:
        change = _change(frame.tiny, self._last[-1].tiny) if self._last else 0.0
        self._last.append(_Seen(frame.at_ms, frame.tiny, change))
        self._decide(NEIGHBOURS)

    def finish(self) -> None:
        """The last frames have fewer neighbours."""
        for following in range(NEIGHBOURS - 1, -1, -1):
            self._decide(following)

    def _decide(self, following: int) -> None:
        at = len(self._last) - 1 - following
        if at < 1:
            return
        seen, others = self._last[at], [one for index, one in enumerate(self._last) if index != at]
        around = sum(one.change for one in others) / len(others)
        if seen.change < LEAST_CHANGE or seen.change < TIMES_ITS_NEIGHBOURS * around:
            return
        if _change(self._last[-1].tiny, self._last[at - 1].tiny) >= STAYS_CHANGED * seen.change:
            self.cuts.append(seen.at_ms)


def _change(one: Pixels, other: Pixels) -> float:
    import cv2

    return float(cv2.norm(one.reshape(-1), other.reshape(-1), cv2.NORM_L1)) / one.size * 3
