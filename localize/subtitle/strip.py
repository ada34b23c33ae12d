"""A text laid out as one long strip, from which rows are cut."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate

from localize.profiles import Limits, shown, width
from localize.profiles.ruler import Ruler
from localize.subtitle.breaking.costs import Break
from localize.subtitle.breaks import breaks


class Strip:
    """`stops` are the places where rows may begin and end, the text's own ends included; rows go from one
    stop to a later one, by their numbers. `last` is the number of the stop at the end of the text.

    A row that begins at a stop leaves `begins` of the width to its left, one that ends there has got to
    `ends`, in the characters of the limits: marks that are not shown at its end are not counted."""

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
        self.last = len(self.stops) - 1
        until = _until(text, wide=limits.wide)
        self.begins = [until[stop.at] for stop in self.stops]
        self.ends = [until[len(shown(text[: stop.at], limits.language))] for stop in self.stops]
        self._furthest: dict[int, int] = {}

    def piece(self, first: int, last: int) -> str:
        return self.text[self.stops[first].at : self.stops[last].at].strip()

    def row(self, first: int, last: int) -> str:
        """As it is shown."""
        return shown(self.piece(first, last), self.limits.language)

    def row_width(self, first: int, last: int) -> float:
        """In the characters of the limits."""
        row_width = self.ends[last] - self.begins[first]
        return row_width if row_width > 0 else 0.0

    def furthest(self, first: int) -> int:
        """The last stop at which a row that begins at `first` may end, as the limits count and as the
        delivery font is drawn: `first` itself where there is none."""
        found = self._furthest.get(first)
        if found is None:
            found = self._furthest[first] = self._search(first)
        return found

    def _search(self, first: int) -> int:
        room = self.begins[first] + self.limits.row_width
        last = max(first, bisect_right(self.ends, room, lo=first) - 1)
        while last > first and self._ruler and self._ruler.share(self.row(first, last)) > 1:
            last -= 1
        return last

    @property
    def has_room(self) -> bool:
        """Whether there is a stop wherever a row is full."""
        return all(self.furthest(first) > first for first in range(self.last))


@lru_cache(maxsize=16)
def strip_of(
    text: str, limits: Limits, ruler: Ruler | None, hold: tuple[str, ...], *, torn: bool = False
) -> Strip:
    """The same one while one text is worked on: it remembers what was measured."""
    return Strip(text, limits, ruler, hold, torn=torn)


def _until(text: str, *, wide: bool) -> Sequence[float]:
    """How wide the text is before each of its characters, and in all."""
    if not wide and text.isascii() and text.isprintable():
        return range(len(text) + 1)
    of = _wide if wide else _narrow
    return list(accumulate(map(of, text), initial=0.0))


@cache
def _wide(character: str) -> float:
    return width(character, True)


@cache
def _narrow(character: str) -> float:
    return width(character, False)
