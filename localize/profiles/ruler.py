"""How wide a row is on the screen."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol


class Ruler(Hashable, Protocol):
    """Measures with the font of the delivery; hashable, since rows are remembered by it."""

    def share(self, row: str) -> float:
        """The row's width as a share of what is free between the margins: over 1 it does not fit."""
        ...
