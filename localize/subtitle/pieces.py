"""What becomes one cue."""

from __future__ import annotations

from typing import NamedTuple

from localize.domain.review import Flag
from localize.domain.seen import CARD, Kind
from localize.domain.times import Span
from localize.domain.track import BOTTOM, TOP, Place
from localize.domain.transcript import Line


class Piece(NamedTuple):
    """Of the `lines` that it shows the `text`, as the `rows` on the screen; `hold` is what must not be torn
    of it."""

    id: str
    lines: tuple[Line, ...]
    text: str
    rows: tuple[str, ...]
    sound: Span
    flags: tuple[Flag, ...] = ()
    hold: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        return self.lines[0].kind

    @property
    def place(self) -> Place:
        return TOP if self.kind == CARD else BOTTOM
