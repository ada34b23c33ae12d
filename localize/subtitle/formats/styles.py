"""The styles of an ASS file: one for dialogue and one for cards, each with and without a box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localize.domain.language import is_right_to_left
from localize.domain.seen import CARD
from localize.domain.track import Cue, Track
from localize.fonts import family_of
from localize.profiles import Layout

if TYPE_CHECKING:
    from pysubs2 import SSAStyle

CARDS = "Card"
BOX = "-box"
_DIALOGUE = "Default"
_FROM_THE_TEXT = -1  # libass: the direction of each row is that of its letters, not left to right
_OPAQUE_BOX = 3  # BorderStyle


def style_name(cue: Cue) -> str:
    return (CARDS if cue.kind == CARD else _DIALOGUE) + (BOX if cue.boxed else "")


def styles(track: Track, layout: Layout) -> dict[str, SSAStyle]:
    """Those that the track needs, by name; that of dialogue always."""
    names = dict.fromkeys([_DIALOGUE, *sorted(map(style_name, track.cues))])
    return {name: _style(name, track.language, layout) for name in names}


def _style(name: str, language: str, layout: Layout) -> SSAStyle:
    import pysubs2

    style = pysubs2.SSAStyle(
        fontname=family_of(language),
        fontsize=layout.size,
        outline=layout.outline,
        shadow=0.0,
        alignment=pysubs2.Alignment.BOTTOM_CENTER,
        marginl=layout.margin_left,
        marginr=layout.margin_right,
        marginv=layout.margin_bottom,
        encoding=_FROM_THE_TEXT if is_right_to_left(language) else 1,
    )
    if name.endswith(BOX):
        style.borderstyle = _OPAQUE_BOX
    return style
