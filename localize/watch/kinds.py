"""Which texts are dialogue, which are cards, and which are watermarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from statistics import median

from localize.domain.script import han_count
from localize.domain.seen import Box, Mark, Reading
from localize.domain.times import Span
from localize.watch.columns import is_column
from localize.watch.look import OFF_CENTRE

# A watermark stands for most of the episode, and for longer than anybody needs to read a line.
MARK_SHARE = 0.5
MARK_MS = 12_000
# It is one text in one place, though its background changes what is read, or one text that wanders. In the
# middle, where dialogue stands, the readings must be more alike.
SAME_PLACE = 0.6
SAME_TEXT, SAME_TEXT_ASIDE = 0.6, 0.25
# Dialogue has one size, in median heights of its rows; how closely a finder frames a row varies by a half.
SIZES = (0.6, 1.7)
# Dialogue that dodges a face keeps its size, and stays in the middle.
MOVED_SIZES = (0.75, 1.35)
# A row beside another, in rows: second rows and speakers above each other.
NEAR_ROWS = 1.8
# Dialogue that nobody can take for a card may be less legible than what could be texture.
LEGIBLE_DIALOGUE, LEGIBLE_CARD = 0.6, 0.8
SHORTEST_CARD_MS = 400
LEAST_CARD_CHARACTERS = 2


@dataclass(frozen=True)
class Row:
    """A read text; `aspect` is the picture's width over its height, so that `box` has a shape."""

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
    marks = _marks(rows, duration_ms)
    rest = [row for row in rows if row.text and not any(row in group for group in marks)]
    place = _Place.of(rest, region)
    dialogue = [row for row in rest if place is not None and place.holds(row, rest)]
    cards = [row for row in rest if row not in dialogue and _is_card(row)]
    legible = [row for row in dialogue if row.confidence >= LEGIBLE_DIALOGUE]
    return Sorted(legible, cards, tuple(map(_mark, marks)), place.region if place else None)


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
        usual = max(likely, key=lambda row: (sum(_level(row, other) for other in likely), row.box.top))
        near = [row for row in likely if _level(usual, row)]
        box = near[0].box
        for row in near:
            box = box.around(row.box)
        return cls(box, median(row.box.height for row in near))

    def holds(self, row: Row, rows: Sequence[Row]) -> bool:
        if row.is_column:
            return False
        size = row.box.height / self.height
        if self._is_beside(row) and SIZES[0] <= size <= SIZES[1]:
            return abs(row.box.center[0] - 0.5) <= 2 * OFF_CENTRE
        return (
            self.may_move
            and row.is_centred
            and MOVED_SIZES[0] <= size <= MOVED_SIZES[1]
            and self._is_free(row, rows)
        )

    def _is_beside(self, row: Row) -> bool:
        room = NEAR_ROWS * self.height
        return self.region.top - room <= row.box.center[1] <= self.region.bottom + room

    def _is_free(self, row: Row, rows: Sequence[Row]) -> bool:
        """Whether the usual place is empty meanwhile: a subtitle stands in one place at a time."""
        return not any(
            other is not row and self._is_beside(other) and row.span.overlap_ms(other.span) for other in rows
        )


def _level(row: Row, other: Row) -> bool:
    return abs(row.box.center[1] - other.box.center[1]) <= max(row.box.height, other.box.height)


def _is_card(row: Row) -> bool:
    return (
        row.confidence >= LEGIBLE_CARD
        and row.span.duration_ms >= SHORTEST_CARD_MS
        and han_count(row.text) >= LEAST_CARD_CHARACTERS
    )


def _marks(rows: Sequence[Row], duration_ms: int) -> list[list[Row]]:
    groups: list[list[Row]] = []
    for row in rows:
        at = next((group for group in groups if _same_mark(group[0], row)), None)
        if at is None:
            groups.append([row])
        else:
            at.append(row)
    return [group for group in groups if _stands_on(group, duration_ms)]


def _same_mark(row: Row, other: Row) -> bool:
    likeness = SequenceMatcher(None, row.text, other.text, autojunk=False).ratio()
    least = SAME_TEXT if row.is_centred else SAME_TEXT_ASIDE
    in_place = row.box.overlap(other.box) >= SAME_PLACE and likeness >= least
    in_place = in_place or (_holds(row.box, other.box) and other.text in row.text)
    wanders = len(row.text) > 1 and row.text == other.text
    return in_place or wanders


def _holds(box: Box, part: Box) -> bool:
    """Before some backgrounds only a part of a watermark can be read."""
    across = min(box.right, part.right) - max(box.left, part.left)
    down = min(box.bottom, part.bottom) - max(box.top, part.top)
    return min(across, down) > 0 and across * down >= 0.8 * part.width * part.height


def _stands_on(group: Sequence[Row], duration_ms: int) -> bool:
    shown = sum(row.span.duration_ms for row in group)
    return shown >= max(MARK_MS, MARK_SHARE * duration_ms)


def _mark(group: Sequence[Row]) -> Mark:
    best = max(group, key=lambda row: row.confidence)
    return Mark(best.text, best.box, sum(row.span.duration_ms for row in group))


def lines_of(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows that come and go together, one below the other, as one line; in order of time."""
    left = sorted(rows, key=lambda row: (row.span.start_ms, row.box.top))
    while left:
        line = [left.pop(0)]
        while (more := next((row for row in left if _belongs(line, row)), None)) is not None:
            left.remove(more)
            line.append(more)
        yield sorted(line, key=lambda row: row.box.top)


# In ms: rows of one subtitle appear and vanish within a few frames of each other (fades, wipes).
TOGETHER_MS = 160
# In rows, between the edges of two.
SPACING = 0.9


def _belongs(line: Sequence[Row], row: Row) -> bool:
    return any(_together(one, row) and _below(one, row) for one in line)


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
