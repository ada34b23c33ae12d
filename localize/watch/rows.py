"""Found pieces → rows and columns: a wide space is no end of a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from localize.domain.seen import Box
from localize.stage import FoundText
from localize.watch.columns import COLUMN, is_column

# Of the lower one's height: pieces of one row stand beside each other …
SAME_ROW = 0.6
# … no further apart than this many heights, and of about one size.
NEAR = 1.5
SIZES = 1.8
PARAMETERS = {"same_row": SAME_ROW, "near": NEAR, "sizes": SIZES, "column": COLUMN}


def joined_rows(found: Sequence[FoundText], aspect: float) -> list[FoundText]:
    """Pieces that stand in one row and near each other, as one, with the lesser score; likewise pieces of a
    column. From top to bottom. `aspect` is the picture's width over its height."""
    lying = [piece for piece in found if not _is_column(piece.box, aspect)]
    standing = [piece for piece in found if _is_column(piece.box, aspect)]
    rows = _joined(
        sorted(lying, key=lambda one: one.box.left), lambda one, other: _beside(one, other, aspect)
    )
    # A single character is as high as it is wide, and belongs to the column above or below it.
    columns = _joined(
        sorted([*standing, *rows], key=lambda one: one.box.top),
        lambda one, other: (
            (_is_column(one, aspect) or _is_column(other, aspect)) and _below(one, other, aspect)
        ),
    )
    return sorted(columns, key=lambda row: row.box.top)


def _joined(pieces: Sequence[FoundText], goes_on: Callable[[Box, Box], bool]) -> list[FoundText]:
    joined: list[FoundText] = []
    for piece in pieces:
        at = next((at for at, one in enumerate(joined) if goes_on(one.box, piece.box)), None)
        if at is None:
            joined.append(piece)
        else:
            whole = joined[at]
            joined[at] = FoundText(whole.box.around(piece.box), min(whole.score, piece.score))
    return joined


def _beside(row: Box, piece: Box, aspect: float) -> bool:
    shared = min(row.bottom, piece.bottom) - max(row.top, piece.top)
    lower, higher = sorted((row.height, piece.height))
    if shared < SAME_ROW * lower or higher > SIZES * lower:
        return False
    return piece.left - row.right <= NEAR * row.height / aspect


def _below(column: Box, piece: Box, aspect: float) -> bool:
    shared = min(column.right, piece.right) - max(column.left, piece.left)
    slim, wide = sorted((column.width, piece.width))
    if shared < SAME_ROW * slim or wide > SIZES * slim:
        return False
    return piece.top - column.bottom <= NEAR * column.width * aspect


def _is_column(box: Box, aspect: float) -> bool:
    return is_column(box.height, box.width * aspect)
