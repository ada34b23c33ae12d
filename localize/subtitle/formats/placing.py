"""Where a cue stands in the picture, in shares of its height, and how high its rows are."""

from __future__ import annotations

from localize.domain.track import TOP, Cue
from localize.profiles import Layout


def edge_of(cue: Cue, layout: Layout) -> float:
    """The cue's own edge, else its place's by the layout: the upper one at the top, the lower one below."""
    if cue.edge is not None:
        return cue.edge
    if cue.place == TOP:
        return layout.margin_top / layout.height
    return 1 - layout.margin_bottom / layout.height


def row_height(layout: Layout) -> float:
    return layout.size * layout.line_height / layout.height


def percent(share: float) -> str:
    """To a hundredth of a percent, a fifth of a pixel on a phone: 0.65 → `65%`."""
    return f"{round(100 * share, 2):g}%"
