"""Subtitles in the place of those that are burned in, where these are covered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import msgspec

from localize.domain.screen import Burned
from localize.domain.seen import CARD, DIALOGUE, Box, Kind
from localize.domain.times import Span
from localize.domain.track import TOP, Cue, Track
from localize.profiles import Layout
from localize.profiles.ruler import Ruler
from localize.subtitle.formats.placing import edge_of

# Of a row, chosen here: what a cover shows beside the rows on it.
_ROUND_ROWS = 0.25
# A cue that lingers into the next old line does not take its place; one that is half of it, or of which it is
# half, does.
_SHARED = 0.5
# One box around rows and old text that is larger than both by this hides more of the picture than text.
_MOSTLY_EMPTY = 2.0


class Instead(NamedTuple):
    """`hidden` is what must be covered and when: what is burned in, and with it the rows that stand on it."""

    track: Track
    hidden: tuple[Burned, ...]


def instead(track: Track, burned: Sequence[Burned], layout: Layout, ruler: Ruler, row: float) -> Instead:
    """Moves every cue onto the burned-in text of its kind that is shown meanwhile, its rows in the middle of
    it; dialogue without any onto the usual place of the others.

    `layout` is that of the picture; a `row` is a share of its height. Margins of the layout count no more
    above and below: there the old text stood too. Old lines of dialogue nearer to each other than a row are
    one place. A card that would stand on dialogue goes above it.
    """
    return _Replacing(layout, ruler, row, burned).replaced(track)


class _Place(NamedTuple):
    """Where old lines stand: their common middle from the top, and when."""

    kind: Kind
    middle: float
    lines: tuple[Burned, ...]

    @property
    def shown_ms(self) -> int:
        return sum(line.span.duration_ms for line in self.lines)

    def shared_ms(self, span: Span) -> int:
        return sum(line.span.overlap_ms(span) for line in self.lines)


class _Standing(NamedTuple):
    """A cue as it stands now, and on what."""

    cue: Cue
    box: Box
    place: _Place | None


class _Replacing:
    """`instead`, with what holds for all cues of a track."""

    def __init__(self, layout: Layout, ruler: Ruler, row: float, burned: Sequence[Burned]) -> None:
        self._layout, self._ruler, self._row = layout, ruler, row
        self._burned = burned
        self._places = [place for kind in (DIALOGUE, CARD) for place in _places(burned, kind, row)]

    def replaced(self, track: Track) -> Instead:
        """Dialogue first: the cards go around it."""
        standing: dict[int, _Standing] = {}
        for at in sorted(range(len(track.cues)), key=lambda at: _kind(track.cues[at]) == CARD):
            standing[at] = self._standing(track.cues[at], standing.values())
        moved = [standing[at] for at in range(len(track.cues))]
        cues = tuple(one.cue for one in moved)
        return Instead(msgspec.structs.replace(track, cues=cues), tuple(self._hidden(moved)))

    def _standing(self, cue: Cue, others: Iterable[_Standing]) -> _Standing:
        place, height = self._place_of(cue), self._row * len(cue.rows)
        if place is None:
            edge = edge_of(cue, self._layout)
            alone = msgspec.structs.replace(cue, boxed=False)
            return _Standing(alone, self._box(cue, edge if cue.place == TOP else edge - height), None)
        top = place.middle - height / 2
        if _kind(cue) == CARD:
            top = min([top, *(one.box.top - height for one in others if _meets(one, cue, top, height))])
        clear = self._row * _ROUND_ROWS
        top = max(clear, min(top, 1 - clear - height))
        edge = round(top if cue.place == TOP else top + height, 4)
        moved = msgspec.structs.replace(cue, edge=edge, boxed=False)
        return _Standing(moved, self._box(moved, top), place)

    def _place_of(self, cue: Cue) -> _Place | None:
        """Where the old text stands longest meanwhile; for dialogue without any, where it does elsewhere."""
        places = [place for place in self._places if place.kind == _kind(cue)]
        meanwhile = max(places, key=lambda place: place.shared_ms(_span(cue)), default=None)
        if meanwhile is None or meanwhile.shared_ms(_span(cue)):
            return meanwhile
        return max(places, key=lambda place: place.shown_ms) if _kind(cue) == DIALOGUE else None

    def _box(self, cue: Cue, top: float) -> Box:
        """The rows, and a little on each side of them."""
        free = self._layout.free_width / self._layout.width
        middle = self._layout.margin_left / self._layout.width + free / 2
        beside = self._row * _ROUND_ROWS * self._layout.height / self._layout.width
        half = max(map(self._ruler.share, cue.rows), default=0.0) * free / 2 + beside
        return Box(max(0.0, middle - half), top, min(1.0, middle + half), top + self._row * len(cue.rows))

    def _hidden(self, standing: Sequence[_Standing]) -> Iterator[Burned]:
        """Old lines on which nothing stands, and each cue that stands on some with all of them."""
        lines: dict[int, list[Burned]] = {}
        for old in self._burned:
            on = [at for at, one in enumerate(standing) if _stands_on(one, old)]
            if not on:
                yield old
                continue
            for at, part in zip(on, _parts(old, [_span(standing[at].cue) for at in on]), strict=True):
                lines.setdefault(at, []).append(part)
        for at, one in enumerate(standing):
            if at in lines:
                yield from _with_lines(one, lines[at])


def _places(burned: Sequence[Burned], kind: Kind, row: float) -> Iterator[_Place]:
    """From the highest to the lowest; every card is one of its own."""
    near = row if kind == DIALOGUE else 0.0
    group: list[Burned] = []
    for line in sorted((one for one in burned if one.kind == kind), key=_middle):
        if group and _middle(line) - _middle(group[0]) > near:
            yield _Place(kind, median(map(_middle, group)), tuple(group))
            group = []
        group.append(line)
    if group:
        yield _Place(kind, median(map(_middle, group)), tuple(group))


def _middle(line: Burned) -> float:
    return line.box.center[1]


def _kind(cue: Cue) -> Kind:
    """By its place: a file that was read tells no more."""
    return CARD if cue.place == TOP else DIALOGUE


def _span(cue: Cue) -> Span:
    return Span(cue.start_ms, cue.end_ms)


def _meets(one: _Standing, cue: Cue, top: float, height: float) -> bool:
    together = _kind(one.cue) != _kind(cue) and _span(one.cue).overlap_ms(_span(cue)) > 0
    return together and one.box.top < top + height and top < one.box.bottom


def _stands_on(one: _Standing, old: Burned) -> bool:
    span = _span(one.cue)
    shared = old.span.overlap_ms(span)
    if one.place is None or not shared or shared < _SHARED * min(old.span.duration_ms, span.duration_ms):
        return False
    return old in one.place.lines


def _parts(old: Burned, spans: Sequence[Span]) -> Iterator[Burned]:
    """An old line shared out among the cues on it, each until the next begins."""
    starts = [old.span.start_ms, *(max(span.start_ms, old.span.start_ms) for span in spans[1:])]
    for start, end in pairwise([*starts, max(old.span.end_ms, starts[-1])]):
        yield msgspec.structs.replace(old, span=Span(start, end))


def _with_lines(one: _Standing, lines: Sequence[Burned]) -> Iterator[Burned]:
    """One box for all, unless most of it would be neither text: beside a column, for one."""
    spans = [_span(one.cue), *(old.span for old in lines)]
    span = Span(min(each.start_ms for each in spans), max(each.end_ms for each in spans))
    boxes = [one.box, *(old.box for old in lines)]
    whole = reduce(Box.around, boxes)
    apart = _area(whole) > _MOSTLY_EMPTY * (_area(one.box) + _area(reduce(Box.around, boxes[1:])))
    for box in boxes if apart else [whole]:
        yield Burned(span, box, _kind(one.cue))


def _area(box: Box) -> float:
    return box.width * box.height
