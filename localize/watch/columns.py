"""Vertical text: a column is laid out as a row, for readers that know rows only."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from localize.stage import Pixels

# Height over width. A single character is about square.
COLUMN = 1.8
# A finder leaves room beside a column, so that it holds more squares than its width says.
DENSEST = 1.6
PARAMETERS = {"column": COLUMN, "densest": DENSEST}


def is_column(height: float, width: float) -> bool:
    return height >= COLUMN * width


def laid_flat(pixels: Pixels) -> Pixels:
    """A column's characters side by side; a row as it is."""
    import numpy as np

    height, width = pixels.shape[:2]
    if not is_column(height, width):
        return pixels
    edges = _between_characters(pixels)
    tallest = max(end - start for start, end in pairwise(edges))
    cells = [
        np.pad(pixels[start:end], ((0, tallest - (end - start)), (0, 0), (0, 0)), mode="edge")
        for start, end in pairwise(edges)
    ]
    return np.concatenate(cells, axis=1)


def _between_characters(pixels: Pixels) -> list[int]:
    """Chinese characters stand in squares of one size: the cut into equal cells that crosses least ink."""
    height, width = pixels.shape[:2]
    ink = pixels.mean(axis=2).std(axis=1)
    usual = max(2, round(height / width))
    cuts = [
        [round(height * at / count) for at in range(count + 1)]
        for count in range(usual, round(usual * DENSEST) + 1)
    ]
    return min(cuts, key=lambda edges: float(ink[edges[1:-1]].mean()))
