"""How alike voices sound: the cosine of their prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from localize.domain.voice import UNIT, Voiceprint

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    # Whole numbers, of which all sums and products below are exact.
    Numbers: TypeAlias = npt.NDArray[np.float64]


def numbers_of(prints: Sequence[Voiceprint]) -> Numbers:
    """prints × coordinates"""
    import numpy as np

    rows = [np.frombuffer(one.numbers, dtype="<i2").astype(np.float64) for one in prints]
    return np.stack(rows) if rows else np.zeros((0, 0))


def likeness(one: Numbers, others: Numbers) -> Numbers:
    """That of one print to each of the others, -1 to 1."""
    import numpy as np

    # BLAS shares it out among the cores, which wait for each other: 3,200 lines were grouped in 21 s, not 5.
    found: Numbers = np.einsum("pc,c->p", others, one) / UNIT**2
    return found


def middle(prints: Sequence[Voiceprint]) -> Voiceprint:
    """The print that all of these are nearest to, taken together."""
    import numpy as np

    total = numbers_of(prints).sum(axis=0)
    length = max(1.0, float(np.sqrt((total**2).sum())))
    return Voiceprint(np.rint(total * (UNIT / length)).astype("<i2").tobytes())
