"""The moments at which a cue may begin and end, by number: those of the frames, or every millisecond."""

from __future__ import annotations

from typing import Final

from localize.domain.screen import Frames, Screen
from localize.profiles import Limits

_MILLISECONDS = Frames(1000, 1)
# The frames in which Netflix counts ("content in 24 fps … adapt the parameters", 360051554394).
_REFERENCE_RATE: Final = 24


class Grid:
    """`gap` is the least distance of two cues, `floor_ms` what no cue is shown shorter than, both where the
    speech is dense."""

    def __init__(self, frames: Frames, gap: int, limits: Limits) -> None:
        self.gap, self.close_ms = gap, limits.close_gap_ms
        self.min_ms, self.max_ms = limits.min_duration_ms, limits.max_duration_ms
        # Half of the shortest cue: one shown for less flashes up unread, and a late one can at least be read.
        self.floor_ms = min(limits.min_duration_ms // 2, limits.max_duration_ms)
        moments = frames.moments
        self.at_ms, self.index, self.index_from = moments.at_ms, moments.index, moments.index_from

    def after(self, start: int, ms: int) -> int:
        """The first moment by which so much time has passed since `start`."""
        return self.index_from(self.at_ms(start) + ms)

    def before(self, end: int, ms: int) -> int:
        """The last moment from which so much time passes until `end`."""
        return self.index(self.at_ms(end) - ms)

    def nearest(self, ms: int) -> int:
        """The moment nearest to that time."""
        before = self.index(ms)
        return before if ms - self.at_ms(before) <= self.at_ms(before + 1) - ms else before + 1

    def ends(self, start: int) -> tuple[int, int]:
        """Where a cue ends that is shown as short as may be, one frame at least, and where one that is shown
        as long; a frame may last longer than that."""
        start_ms = self.at_ms(start)
        shortest = max(self.index_from(start_ms + self.floor_ms), start + 1)
        return shortest, max(self.index(start_ms + self.max_ms), shortest)


def grid_of(limits: Limits, screen: Screen) -> Grid:
    """Whole frames where the video is known."""
    if screen.width > 0:
        return Grid(screen.frames, limits.gap_frames, limits)
    return Grid(_MILLISECONDS, limits.gap_ms(screen.frames), limits)


def within_ms(frames: int) -> int:
    """So many frames at 24 a second are at most that long; 12 at 23.976 take half a millisecond more."""
    return 1000 * frames // _REFERENCE_RATE + 1 if frames else 0


def beyond_ms(frames: int) -> int:
    """What is at least so many frames at 24 a second away is at least that far."""
    return max(0, 1000 * frames // _REFERENCE_RATE - 1)
