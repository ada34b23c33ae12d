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
# A line is covered together with others where their common box is at most this much larger than its own.
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
    groups: list[tuple[Box, list[Span]]] = []
    for one in sorted(burned, key=lambda one: -one.box.width):
        box = _grown(one.box, width, height)
        at = next((at for at, (of, _) in enumerate(groups) if _is_near(of, box)), None)
        if at is None:
            groups.append((box, [one.span]))
        else:
            groups[at] = (groups[at][0].around(box), [*groups[at][1], one.span])
    return [_covered(box, spans, width, height) for box, spans in groups]


def _grown(box: Box, width: int, height: int) -> Box:
    down = box.height * _ROUND
    across = down * height / width
    return Box(
        max(0.0, box.left - across),
        max(0.0, box.top - down),
        min(1.0, box.right + across),
        min(1.0, box.bottom + down),
    )


def _is_near(group: Box, box: Box) -> bool:
    both = group.around(box)
    return both.width * both.height <= _MUCH_LARGER * box.width * box.height


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
