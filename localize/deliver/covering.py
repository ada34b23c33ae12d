"""Subtitles that are in the picture already, hidden under a box or blurred."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias, get_args

from localize.domain.screen import Burned
from localize.domain.seen import Box
from localize.domain.times import Span
from localize.errors import UnknownName

Cover: TypeAlias = Literal["none", "box", "blur"]
COVERS: tuple[Cover, ...] = get_args(Cover)

# What readers frame ends with the letters or a little outside: outlines stand out by less than this share of
# its height (seen on pictures made for the example, 640 pixels high).
_ROUND = 0.1
# Lines are covered together where their common box is at most this much larger than that of each.
_MUCH_LARGER = 1.3
# A cover that goes away for less than this only flickers.
_FLICKER_MS = 400


def find_cover(name: str) -> Cover:
    """Raises UnknownName."""
    for cover in COVERS:
        if cover == name:
            return cover
    raise UnknownName.of("cover", name, COVERS)


class Covered(NamedTuple):
    """A box in whole even pixels, as pictures with half the colours need it, and when it is covered."""

    left: int
    top: int
    width: int
    height: int
    spans: tuple[Span, ...]


def covered(burned: Sequence[Burned], width: int, height: int) -> list[Covered]:
    """What must be covered in a picture of that size."""
    groups: list[_Group] = []
    for one in sorted(burned, key=lambda one: -one.box.width):
        alone = _Group(_grown(one.box, width, height), (one.span,))
        at = next((at for at, group in enumerate(groups) if group.is_near(alone)), None)
        if at is None:
            groups.append(alone)
        else:
            groups[at] = groups[at].joined(alone)
    return [_covered(group.box, group.spans, width, height) for group in groups]


class _Group:
    """What is covered by one box."""

    def __init__(self, box: Box, spans: tuple[Span, ...], least: float | None = None) -> None:
        """`least` is the area of the smallest in it."""
        self.box, self.spans = box, spans
        self._least = box.width * box.height if least is None else least

    def is_near(self, other: _Group) -> bool:
        both = self.box.around(other.box)
        return both.width * both.height <= _MUCH_LARGER * min(self._least, other._least)

    def joined(self, other: _Group) -> _Group:
        least = min(self._least, other._least)
        return _Group(self.box.around(other.box), (*self.spans, *other.spans), least)


def _grown(box: Box, width: int, height: int) -> Box:
    down = box.height * _ROUND
    across = down * height / width
    return Box(
        max(0.0, box.left - across),
        max(0.0, box.top - down),
        min(1.0, box.right + across),
        min(1.0, box.bottom + down),
    )


def _covered(box: Box, spans: Iterable[Span], width: int, height: int) -> Covered:
    left, top = _even(box.left * width), _even(box.top * height)
    right, bottom = _even(box.right * width + 2), _even(box.bottom * height + 2)
    right, bottom = min(right, width // 2 * 2), min(bottom, height // 2 * 2)
    return Covered(left, top, max(2, right - left), max(2, bottom - top), tuple(_merged(spans)))


def _even(pixels: float) -> int:
    return int(pixels) // 2 * 2


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """In order, without the gaps that would flicker."""
    open_span: Span | None = None
    for span in sorted(spans, key=lambda span: span.start_ms):
        if open_span is None:
            open_span = span
        elif span.start_ms - open_span.end_ms < _FLICKER_MS:
            open_span = Span(open_span.start_ms, max(open_span.end_ms, span.end_ms))
        else:
            yield open_span
            open_span = span
    if open_span is not None:
        yield open_span
