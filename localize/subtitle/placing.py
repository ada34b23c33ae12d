"""Keeps subtitles away from what is burned into the picture."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

import msgspec

from localize.domain.screen import Screen
from localize.domain.seen import Box
from localize.domain.times import Span
from localize.domain.track import ABOVE, BOTTOM, BOX, TOP, Cue, Over, Track
from localize.profiles import Layout
from localize.profiles.ruler import Ruler
from localize.subtitle.standing import HOP, Room, Standing, edges

# Of a row: what is left between our letters and others. Chosen here: a quarter is seen as a gap.
_CLEAR_ROWS = 0.25


def placed(
    track: Track, screen: Screen, layout: Layout, over: Over = ABOVE, ruler: Ruler | None = None
) -> Track:
    """The track with the `edge` of every cue that cannot stand where the layout says, and `boxed` where it
    stands over burned-in text.

    Dialogue moves up, cards at the top move down, as few as can be and not line by line (see `standing`), but
    never out of the layout's margins, and never onto each other. `over` is `box` to cover what is burned in
    instead, and `none` to leave the cues alone. A row is as wide as `ruler` says, else as all that is free.
    """
    if over not in (ABOVE, BOX) or not screen.burned:
        return track
    return Placing(screen, layout, over, ruler).placed(track)


class Placing:
    """`placed`, with what holds for all cues of a track."""

    def __init__(self, screen: Screen, layout: Layout, over: Over, ruler: Ruler | None) -> None:
        self._layout, self._covering, self._ruler = layout, over == BOX, ruler
        self._row = layout.size * layout.line_height / layout.height
        top, bottom = layout.margin_top / layout.height, 1 - layout.margin_bottom / layout.height
        self._room = Room(top, bottom, self._row * _CLEAR_ROWS)
        self._burned = _Shown([(one.span, one.box) for one in screen.burned])

    def placed(self, track: Track) -> Track:
        """Dialogue first, leaving room for the cards that are to be seen with it; the cards go around it."""
        lower = [cue for cue in track.cues if cue.place == BOTTOM]
        upper = [cue for cue in track.cues if cue.place == TOP]
        cards = _Shown([(_span(cue), self._box(cue)) for cue in upper])
        below = self._standing_below(lower, cards)
        dialogue = _Shown([(_span(cue), self._box(cue)) for cue in below])
        done = {id(was): now for was, now in zip(lower, below, strict=True)}
        done |= {id(was): now for was, now in zip(upper, self._standing_above(upper, dialogue), strict=True)}
        return msgspec.structs.replace(track, cues=tuple(done[id(cue)] for cue in track.cues))

    def _standing_below(self, cues: Sequence[Cue], cards: _Shown) -> list[Cue]:
        standing = []
        for cue in cues:
            reserved = max((box.height + self._room.clear for box in cards.during(_span(cue))), default=0.0)
            standing.append(Standing(self._height(cue), self._met(cue), (), reserved))
        found = edges(standing, self._room, HOP, covering=self._covering)
        return [self._at(cue, edge) for cue, edge in zip(cues, found, strict=True)]

    def _standing_above(self, cues: Sequence[Cue], dialogue: _Shown) -> list[Cue]:
        """The same upside down, and each for itself: cards are no run that an eye would follow."""
        room = Room(1 - self._room.bottom, 1 - self._room.top, self._room.clear)
        standing = [
            Standing(self._height(cue), _flipped(self._met(cue)), _flipped(dialogue.during(_span(cue))))
            for cue in cues
        ]
        found = edges(standing, room, 0.0, covering=self._covering)
        return [self._at(cue, 1 - edge) for cue, edge in zip(cues, found, strict=True)]

    def _at(self, cue: Cue, edge: float) -> Cue:
        home = self._room.bottom if cue.place == BOTTOM else self._room.top
        moved = msgspec.structs.replace(cue, edge=None if abs(edge - home) < 1e-9 else round(edge, 4))
        box = self._box(moved)
        over = any(box.top < other.bottom and other.top < box.bottom for other in self._met(cue))
        return msgspec.structs.replace(moved, boxed=over)

    def _met(self, cue: Cue) -> list[Box]:
        """What is burned in above, below and behind a cue while it is shown."""
        own = self._box(cue)
        boxes = self._burned.during(_span(cue))
        return [box for box in boxes if box.left < own.right and own.left < box.right]

    def _box(self, cue: Cue) -> Box:
        """What its rows take of the picture."""
        height, across = self._height(cue), self._across(cue)
        home = self._room.bottom if cue.place == BOTTOM else self._room.top
        edge = home if cue.edge is None else cue.edge
        top = edge - height if cue.place == BOTTOM else edge
        return Box(across[0], top, across[1], top + height)

    def _height(self, cue: Cue) -> float:
        return self._row * len(cue.rows)

    def _across(self, cue: Cue) -> tuple[float, float]:
        """Rows are centred between the margins."""
        free = self._layout.free_width / self._layout.width
        middle = self._layout.margin_left / self._layout.width + free / 2
        share = max(map(self._ruler.share, cue.rows), default=0.0) if self._ruler else 1.0
        return middle - share * free / 2, middle + share * free / 2


class _Shown:
    """What is to be seen when."""

    def __init__(self, boxes: Iterable[tuple[Span, Box]]) -> None:
        self._boxes = sorted(boxes, key=lambda one: one[0].start_ms)
        self._starts = [span.start_ms for span, _ in self._boxes]
        self._ended = list(accumulate((span.end_ms for span, _ in self._boxes), max))

    def during(self, span: Span) -> list[Box]:
        first, after = bisect_right(self._ended, span.start_ms), bisect_left(self._starts, span.end_ms)
        return [box for shown, box in self._boxes[first:after] if shown.overlap_ms(span) > 0]


def _span(cue: Cue) -> Span:
    return Span(cue.start_ms, cue.end_ms)


def _flipped(boxes: Sequence[Box]) -> list[Box]:
    return [Box(box.left, 1 - box.bottom, box.right, 1 - box.top) for box in boxes]
