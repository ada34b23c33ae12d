"""Whose voice it is: that of the cast which is near enough, and clearly nearer than all others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from localize.cast.likeness import likeness, numbers_of
from localize.domain.voice import Cast, Voiceprint

# docs/cast.md says what was measured.
NEAR: Final = 0.85
CLEARLY: Final = 0.04


def told(prints: Sequence[Voiceprint | None], cast: Cast) -> list[str]:
    """The name of who says each, empty where that is not clear."""
    known = numbers_of([voice.print for voice in cast.voices])
    owners = [voice.name or number for number, voice in enumerate(cast.voices)]
    return [
        "" if one is None else _told(likeness(numbers_of([one])[0], known).tolist(), owners) for one in prints
    ]


def _told(alike: Sequence[float], owners: Sequence[str | int]) -> str:
    """Several voices of one name are no rivals."""
    nearest: dict[str | int, float] = {}
    for owner, value in zip(owners, alike, strict=True):
        nearest[owner] = max(value, nearest.get(owner, -1.0))
    best, *others = sorted(nearest, key=lambda owner: -nearest[owner])
    clear = not others or nearest[best] - nearest[others[0]] >= CLEARLY
    return best if isinstance(best, str) and nearest[best] >= NEAR and clear else ""
