"""A text laid out as one long strip, from which rows are cut."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from localize.profiles import Limits, measured, shown, width
from localize.profiles.ruler import Ruler
from localize.subtitle.breaking.costs import Break
from localize.subtitle.breaking.unspaced import has_unspaced
from localize.subtitle.breaks import breaks


class Strip:
    """`stops` are the places where rows may begin and end, the text's own ends included; rows go from one
    stop to a later one, by their numbers."""

    def __init__(
        self,
        text: str,
        limits: Limits,
        ruler: Ruler | None = None,
        hold: tuple[str, ...] = (),
        *,
        torn: bool = False,
    ) -> None:
        self.text, self.limits, self._ruler = text, limits, ruler
        found = breaks(text, limits.language, hold, torn=torn)
        self.stops: Sequence[Break] = (Break(0, 0), *found, Break(len(text), 0))
        self._until = list(accumulate((width(one, limits.wide) for one in text), initial=0.0))
        self._ends = [self._end(stop.at) for stop in self.stops]
        self._furthest: dict[int, int] = {}

    def _end(self, at: int) -> int:
        """Where the row that ends at a stop ends as it is shown, without space or quiet mark."""
        return len(shown(self.text[:at], self.limits.language))

    @property
    def last(self) -> int:
        """The number of the stop at the end of the text."""
        return len(self.stops) - 1

    @cached_property
    def width(self) -> float:
        return self.row_width(0, self.last)

    def piece(self, first: int, last: int) -> str:
        return self.text[self.stops[first].at : self.stops[last].at].strip()

    def row(self, first: int, last: int) -> str:
        """As it is shown."""
        return shown(self.piece(first, last), self.limits.language)

    def row_width(self, first: int, last: int) -> float:
        """In the characters of the limits."""
        start, end = self.stops[first].at, self._ends[last]
        if end <= start:  # nothing but marks, which then stay
            return measured(self.piece(first, last), self.limits)
        return self._until[end] - self._until[start]

    def is_narrow(self, first: int, last: int) -> bool:
        """Whether the row keeps to the characters; `is_drawable` is dearer to ask."""
        return self.row_width(first, last) <= self.limits.row_width

    def is_drawable(self, first: int, last: int) -> bool:
        """Whether it keeps to the width that the delivery font has on the screen."""
        return self._ruler is None or self._ruler.share(self.row(first, last)) <= 1

    def fits(self, first: int, last: int) -> bool:
        return self.is_narrow(first, last) and self.is_drawable(first, last)

    def furthest(self, first: int) -> int:
        """The last stop at which a row that begins at `first` may end: `first` itself where there is none."""
        if first not in self._furthest:
            self._furthest[first] = self._search(first)
        return self._furthest[first]

    def _search(self, first: int) -> int:
        room = self._until[self.stops[first].at] + self.limits.row_width
        last = max(first, bisect_right(self._ends, room, lo=first, key=lambda end: self._until[end]) - 1)
        while last > first and not self.is_drawable(first, last):
            last -= 1
        return last

    @property
    def has_room(self) -> bool:
        """Whether there is a stop wherever a row is full."""
        return all(self.furthest(first) > first for first in range(self.last))


def roomy(text: str, limits: Limits, ruler: Ruler | None, hold: tuple[str, ...]) -> Strip:
    """With stops inside words only where a word of a script without spaces is longer than a row."""
    strip = Strip(text, limits, ruler, hold)
    if strip.has_room or not has_unspaced(text):
        return strip
    return Strip(text, limits, ruler, hold, torn=True)
