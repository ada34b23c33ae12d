"""Which texts are dialogue, which are cards, and which are watermarks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from localize.domain.script import han_count
from localize.domain.seen import Box, Mark, Reading
from localize.domain.times import Span
from localize.watch.columns import is_column
from localize.watch.look import OFF_CENTRE
from localize.watch.marks import mark_groups, mark_of

# Dialogue has one size, in median heights of its rows; how closely a finder frames a row varies by a half.
SIZES = (0.6, 1.7)
# Dialogue that dodges a face keeps its size, and stays in the middle.
MOVED_SIZES = (0.75, 1.35)
# A row beside another, in rows: second rows and speakers above each other.
NEAR_ROWS = 1.8
# Dialogue that nobody can take for a card may be less legible than what could be texture; so many Chinese
# characters are none, however little is sure of them.
LEGIBLE_DIALOGUE, LEGIBLE_CARD = 0.6, 0.8
LEAST_CHARACTERS = 2
SHORTEST_CARD_MS = 400
# Rows whose heights differ by less are counted as one height.
HEIGHT_STEP = 0.005


@dataclass(frozen=True, eq=False)
class Row:
    """A read text; `aspect` is the picture's width over its height, so that `box` has a shape. One that says
    the same in the same place is another row."""

    text: str
    confidence: float
    span: Span
    box: Box
    readings: tuple[Reading, ...]
    aspect: float

    @property
    def is_column(self) -> bool:
        return is_column(self.box.height, self.box.width * self.aspect)

    @property
    def is_centred(self) -> bool:
        return abs(self.box.center[0] - 0.5) <= OFF_CENTRE


@dataclass(frozen=True)
class Sorted:
    dialogue: list[Row]
    cards: list[Row]
    marks: tuple[Mark, ...]
    region: Box | None


def sort_rows(rows: Sequence[Row], duration_ms: int, region: Box | None) -> Sorted:
    """`region` is where the user says that dialogue stands; None: where most centred rows do."""
    groups = mark_groups(rows, duration_ms)
    marked = {row for group in groups for row in group}
    rest = [row for row in rows if row.text and row not in marked]
    place = _Place.of(rest, region)
    dialogue = place.dialogue(rest) if place else []
    said = set(dialogue)
    return Sorted(
        dialogue=list(filter(_is_legible, dialogue)),
        cards=[row for row in rest if row not in said and _is_card(row)],
        marks=tuple(map(mark_of, groups)),
        region=place.region if place else None,
    )


def _is_legible(row: Row) -> bool:
    """Of what stands where dialogue stands; a line that nobody is sure of is kept, for people to look at."""
    return row.confidence >= LEGIBLE_DIALOGUE or han_count(row.text) >= LEAST_CHARACTERS


@dataclass(frozen=True)
class _Place:
    """Where dialogue stands, how high its rows are, and whether some of it may stand elsewhere."""

    region: Box
    height: float
    may_move: bool = True

    @classmethod
    def of(cls, rows: Sequence[Row], region: Box | None) -> _Place | None:
        likely = [row for row in rows if row.is_centred and not row.is_column and han_count(row.text)]
        if region is not None:
            inside = [row for row in likely if region.top <= row.box.center[1] <= region.bottom]
            return cls(region, median(row.box.height for row in inside), False) if inside else None
        if not likely:
            return None
        # The lowest of equals: cards stand in the middle.
        counts = _level_counts(likely)
        usual = max(likely, key=lambda row: (counts[row], row.box.top))
        near = [row for row in likely if _level(usual, row)]
        box = near[0].box
        for row in near:
            box = box.around(row.box)
        return cls(box, median(row.box.height for row in near))

    def dialogue(self, rows: Sequence[Row]) -> list[Row]:
        taken = _Taken([row.span for row in rows if self._is_beside(row)])
        return [row for row in rows if self._holds(row, taken)]

    def _holds(self, row: Row, taken: _Taken) -> bool:
        """A subtitle stands in one place at a time: elsewhere only while the usual place is empty."""
        if row.is_column:
            return False
        size = row.box.height / self.height
        if self._is_beside(row) and SIZES[0] <= size <= SIZES[1]:
            return abs(row.box.center[0] - 0.5) <= 2 * OFF_CENTRE
        is_alike = row.is_centred and MOVED_SIZES[0] <= size <= MOVED_SIZES[1]
        return self.may_move and is_alike and not taken.during(row.span)

    def _is_beside(self, row: Row) -> bool:
        room = NEAR_ROWS * self.height
        return self.region.top - room <= row.box.center[1] <= self.region.bottom + room


class _Taken:
    """When a place is taken."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted((span for span in spans if span.duration_ms > 0), key=lambda span: span.start_ms):
            if self._ends and span.start_ms <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end_ms)
            else:
                self._starts.append(span.start_ms)
                self._ends.append(span.end_ms)

    def during(self, span: Span) -> bool:
        at = bisect_right(self._ends, span.start_ms)
        return at < len(self._starts) and self._starts[at] < span.end_ms


def _level_counts(rows: Sequence[Row]) -> dict[Row, int]:
    """For each how many are level with it."""
    centers: defaultdict[float, list[float]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.box.center[1]):
        centers[round(row.box.height / HEIGHT_STEP) * HEIGHT_STEP].append(row.box.center[1])
    return {row: sum(_within(row, *one) for one in centers.items()) for row in rows}


def _within(row: Row, height: float, centers: Sequence[float]) -> int:
    """How many of the rows of one height, whose centres are given in order, are level with `row`."""
    reach = max(row.box.height, height)
    middle = row.box.center[1]
    return bisect_right(centers, middle + reach) - bisect_left(centers, middle - reach)


def _level(row: Row, other: Row) -> bool:
    return abs(row.box.center[1] - other.box.center[1]) <= max(row.box.height, other.box.height)


def _is_card(row: Row) -> bool:
    return (
        row.confidence >= LEGIBLE_CARD
        and row.span.duration_ms >= SHORTEST_CARD_MS
        and han_count(row.text) >= LEAST_CHARACTERS
    )


# In ms: rows of one subtitle appear and vanish within a few frames of each other (fades, wipes).
TOGETHER_MS = 160
# In rows, between the edges of two.
SPACING = 0.9


def lines_of(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows that come and go together, one below the other, as one line; in order of time."""
    ordered = sorted(rows, key=lambda row: (row.span.start_ms, row.box.top))
    line_of: dict[Row, list[Row]] = {}
    since = 0
    for at, row in enumerate(ordered):
        line_of[row] = [row]
        while row.span.start_ms - ordered[since].span.start_ms > TOGETHER_MS:
            since += 1
        for before in ordered[since:at]:
            if line_of[before] is not line_of[row] and _together(before, row) and _below(before, row):
                _join(line_of, before, row)
    for row in ordered:
        if line_of[row][0] is row:
            yield sorted(line_of[row], key=lambda row: row.box.top)


def _join(line_of: dict[Row, list[Row]], before: Row, row: Row) -> None:
    """The line of the earlier row takes up that of the later one."""
    lines = line_of[before], line_of[row]
    line, later = sorted(lines, key=lambda line: (line[0].span.start_ms, line[0].box.top))
    line.extend(later)
    line_of.update(dict.fromkeys(later, line))


def _together(one: Row, other: Row) -> bool:
    return (
        abs(one.span.start_ms - other.span.start_ms) <= TOGETHER_MS
        and abs(one.span.end_ms - other.span.end_ms) <= TOGETHER_MS
    )


def _below(one: Row, other: Row) -> bool:
    upper, lower = sorted((one.box, other.box), key=lambda box: box.top)
    gap = lower.top - upper.bottom
    touching = min(one.box.right, other.box.right) > max(one.box.left, other.box.left)
    return touching and gap <= SPACING * max(upper.height, lower.height)
