"""A contact sheet: every line with the picture it stands in, so that a person sees at once what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from localize.domain.seen import CARD, Box, Seen, SeenLine
from localize.domain.times import clock
from localize.watch.frames import frames

if TYPE_CHECKING:
    from localize.stage import Pixels

Colour: TypeAlias = tuple[int, int, int]  # blue, green, red

# In pixels.
THUMB_HEIGHT, CELL_WIDTH, COLUMNS, GAP, FONT_SIZE = 240, 540, 3, 14, 20
ROW_STEP = round(1.4 * FONT_SIZE)
# A picture much longer than this is opened by few programs: what does not fit goes on further sheets.
ROWS_A_SHEET = 40
PAPER = 250
INK, GREY, RED, BLUE = (20, 20, 20), (125, 125, 125), (30, 40, 200), (170, 80, 30)
# OpenCV brings this font (WenQuanYi Micro Hei): a machine without Chinese fonts can draw a sheet.
FONT = "uni"


@dataclass(frozen=True)
class Entry:
    """A line with what was heard in its time, empty where nothing is known of it."""

    line: SeenLine
    heard: str = ""


def draw_sheets(media: Path, seen: Seen, entries: Sequence[Entry]) -> Iterator[bytes]:
    """The sheets as PNG. A thumbnail shows its line's box (red for dialogue, blue for a card) and, in grey,
    the region where dialogue stands. Raises NotMedia."""
    import cv2

    a_sheet = ROWS_A_SHEET * COLUMNS
    for at in range(0, len(entries), a_sheet):
        yield bytes(cv2.imencode(".png", _sheet(media, seen, entries[at : at + a_sheet]))[1])


def _sheet(media: Path, seen: Seen, entries: Sequence[Entry]) -> Pixels:
    import numpy as np

    rows = -(-len(entries) // COLUMNS)
    columns = -(-len(entries) // rows)
    step = THUMB_HEIGHT + GAP
    sheet = np.full((rows * step + GAP, columns * CELL_WIDTH + GAP, 3), PAPER, np.uint8)
    for index, entry in enumerate(entries):
        # Down the first column, then the next: time runs as one reads a list.
        _cell(sheet, GAP + index // rows * CELL_WIDTH, GAP + index % rows * step, media, entry, seen.region)
    return sheet


def _cell(sheet: Pixels, left: int, top: int, media: Path, entry: Entry, region: Box | None) -> None:
    width = 0
    thumb = _thumb(media, entry.line)
    if thumb is not None:
        height, width = thumb.shape[:2]
        sheet[top : top + height, left : left + width] = thumb
        if region is not None:
            _frame(sheet, left, top, (height, width), region, GREY)
        _frame(sheet, left, top, (height, width), entry.line.box, BLUE if entry.line.kind == CARD else RED)
    _write(sheet, left + width + GAP, top, CELL_WIDTH - width - 2 * GAP, _notes(entry))


def _thumb(media: Path, line: SeenLine) -> Pixels | None:
    """The frame that was read, else that of the line's middle, small; None when it cannot be decoded."""
    moment = line.readings[0].at_ms if line.readings else (line.start_ms + line.end_ms) // 2
    frame = next(frames(media, moment), None)
    if frame is None:
        return None
    short = THUMB_HEIGHT * min(1.0, frame.aspect) if frame.aspect <= 1 else THUMB_HEIGHT / frame.aspect * 0.8
    return frame.picture(short_side=round(short)).pixels[:THUMB_HEIGHT, : CELL_WIDTH // 2]


def _notes(entry: Entry) -> Iterator[tuple[str, Colour]]:
    line = entry.line
    yield f"{clock(line.start_ms)} – {clock(line.end_ms)}", GREY
    yield f"{line.kind}, {line.confidence:.0%} sure", GREY
    for row in line.text.split("\n"):
        yield row, INK
    if line.other:
        yield line.other, GREY
    if entry.heard:
        yield f"heard: {entry.heard}", BLUE


def _frame(sheet: Pixels, left: int, top: int, size: tuple[int, int], box: Box, colour: Colour) -> None:
    import cv2

    height, width = size
    corner = (left + round(box.left * width), top + round(box.top * height))
    opposite = (left + round(box.right * width) - 1, top + round(box.bottom * height) - 1)
    cv2.rectangle(sheet, corner, opposite, colour, 1)


def _write(sheet: Pixels, left: int, top: int, width: int, notes: Iterator[tuple[str, Colour]]) -> None:
    import cv2

    face, at, bottom = cv2.FontFace(FONT), top + FONT_SIZE, top + THUMB_HEIGHT
    for text, colour in notes:
        for piece in _wrapped(text, width, face):
            if at <= bottom:
                cv2.putText(sheet, piece, (left, at), colour, face, FONT_SIZE, 400)
            at += ROW_STEP


def _wrapped(text: str, width: int, face: Any) -> Iterator[str]:
    import cv2

    piece = ""
    for sign in text:
        wide = cv2.getTextSize((width, ROW_STEP), piece + sign, (0, 0), face, FONT_SIZE, 400)[2]
        if piece and wide > width:
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece
