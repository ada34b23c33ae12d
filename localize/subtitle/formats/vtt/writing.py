"""Track → WebVTT. Text stands in the order in which it is read: players find its direction themselves."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from typing import TextIO

from localize.domain.seen import CARD
from localize.domain.track import BOTTOM, TOP, Cue, Place, Track
from localize.profiles import Layout
from localize.subtitle.formats.clocks import clock
from localize.subtitle.formats.markup import written
from localize.subtitle.formats.placing import edge_of, percent, row_height
from localize.subtitle.text import clean

BOX = "box"
CARDS = "card"


def dumps(track: Track, stream: TextIO, layout: Layout) -> None:
    stream.write("WEBVTT\n")
    stream.write(styles(layout))
    for block in blocks(track.cues, layout):
        stream.write(f"\n{block}\n")


def styles(layout: Layout) -> str:
    """What the layout says of the letters: `vh` is a hundredth of the picture's height."""
    outline = f"0 0 {layout.outline:g}px black"
    return (
        "\nSTYLE\n"
        "::cue {\n"
        f"  font-size: {100 * layout.size / layout.height:.4g}vh;\n"
        f"  line-height: {layout.line_height:g};\n"
        "  background: transparent;\n"
        f"  text-shadow: {', '.join([outline] * 4)};\n"  # one alone is too faint to read by
        "}\n"
        f"::cue(.{BOX}) {{\n  background: black;\n}}\n"
    )


def blocks(cues: Iterable[Cue], layout: Layout) -> Iterator[str]:
    """Each cue with its id, its times and settings, and its text."""
    for cue, rows in written(tuple(cues)):
        times = f"{clock(cue.start_ms)} --> {clock(cue.end_ms)}"
        upper, height = _upper_edge(cue, len(rows), layout), len(rows) * row_height(layout)
        text = _text(cue, rows, half_of(upper, height))
        yield f"{_id(cue.id)}\n{times} {_settings(upper, layout)}\n{text}"


def half_of(upper: float, height: float) -> Place:
    """In which half of the picture text stands by its middle."""
    return TOP if upper + height / 2 < 0.5 else BOTTOM


def _upper_edge(cue: Cue, rows: int, layout: Layout) -> float:
    edge = edge_of(cue, layout)
    return min(1.0, edge if cue.place == TOP else max(0.0, edge - rows * row_height(layout)))


def _settings(upper: float, layout: Layout) -> str:
    """The upper edge of the first row, since Chrome heeds no other, and the free width."""
    middle = (layout.margin_left + layout.free_width / 2) / layout.width
    position = "" if layout.margin_left == layout.margin_right else f" position:{percent(middle)}"
    return f"line:{percent(upper)}{position} size:{percent(layout.free_width / layout.width)}"


def _text(cue: Cue, rows: Iterable[str], half: Place) -> str:
    """With classes for what players need not know; the place is one where its half does not tell it."""
    text = "\n".join(html.escape(row, quote=False) for row in rows)
    held = ((BOX, cue.boxed), (CARDS, cue.kind == CARD), (cue.place, cue.place != half))
    classes = [name for name, holds in held if holds]
    if cue.italic:
        text = f"<i>{text}</i>"
    if classes:
        text = f"<c.{'.'.join(classes)}>{text}</c>"
    if speaker := clean(cue.speaker):
        text = f"<v {html.escape(speaker, quote=False)}>{text}</v>"
    return text


def _id(name: str) -> str:
    """An id may hold no arrow and no line end, and must not read like the head of another kind of block."""
    plain = clean(name).replace("-->", "--")
    return f"_{plain}" if plain.startswith(("NOTE", "STYLE", "REGION")) else plain
