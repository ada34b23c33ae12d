"""Where the cues of a TTML document stand: a region for each place that is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from localize.domain.track import BOTTOM, TOP, Cue, Place
from localize.profiles import Layout
from localize.subtitle.formats.placing import edge_of, percent, row_height

# Of the picture's height; regions' names and edges are told to this step.
_STEP = 10_000


class Region(NamedTuple):
    """In shares of the picture; `align` is where its text begins to fill it."""

    name: str
    left: float
    top: float
    width: float
    height: float
    align: str

    @property
    def origin(self) -> str:
        return f"{percent(self.left)} {percent(self.top)}"

    @property
    def extent(self) -> str:
        return f"{percent(self.width)} {percent(self.height)}"


def region_name(cue: Cue) -> str:
    """`bottom` and `top` are where the layout puts them."""
    return cue.place if cue.edge is None else f"{cue.place}.{round(cue.edge * _STEP)}"


def place_in(name: str) -> Place | None:
    """What the name of a region of ours tells."""
    places: dict[str, Place] = {BOTTOM: BOTTOM, TOP: TOP}
    return places.get(name.split(".")[0])


def regions(cues: Sequence[tuple[Cue, tuple[str, ...]]], layout: Layout) -> Mapping[str, Region]:
    """By name, in the order of their first use; that of dialogue always, since a document needs one. Each is
    as high as its fullest cue: two on the screen at once may not overlap (EBU-TT-D, IMSC)."""
    rows: dict[str, tuple[Cue, int]] = {BOTTOM: (Cue("", 0, 0, ()), 1)}
    for cue, lines in cues:
        name = region_name(cue)
        rows[name] = (cue, max(len(lines), rows[name][1] if name in rows else 0))
    build = _column if layout.vertical else _band
    return {name: build(name, cue, count, layout) for name, (cue, count) in rows.items()}


def _band(name: str, cue: Cue, rows: int, layout: Layout) -> Region:
    left, width = layout.margin_left / layout.width, layout.free_width / layout.width
    edge, height = edge_of(cue, layout), rows * row_height(layout)
    if cue.place == TOP:
        return Region(name, left, edge, width, min(height, 1 - edge), "before")
    return Region(name, left, max(0.0, edge - height), width, min(height, edge), "after")


def _column(name: str, cue: Cue, rows: int, layout: Layout) -> Region:
    """Dialogue stands at the right, cards at the left."""
    top, bottom = layout.margin_top / layout.height, layout.margin_bottom / layout.height
    width = rows * row_height(layout) * layout.height / layout.width
    if cue.place == TOP:
        left = layout.margin_left / layout.width
        return Region(name, left, top, width, 1 - top - bottom, "after")
    right = 1 - layout.margin_right / layout.width
    return Region(name, max(0.0, right - width), top, width, 1 - top - bottom, "before")
