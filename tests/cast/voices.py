"""Prints of voices that are so alike, in a plane; and what is said with them."""

from __future__ import annotations

from math import acos, cos, sin

import numpy as np

from localize.cast.learning import Said
from localize.domain.times import Span
from localize.domain.voice import UNIT, Voiceprint


def at(angle: float) -> Voiceprint:
    """Two prints are as alike as the cosine of what lies between their angles."""
    return of([cos(angle), sin(angle)])


def apart(alike: float) -> float:
    """The angle between two that are so alike."""
    return acos(alike)


def of(vector: list[float]) -> Voiceprint:
    return Voiceprint(np.rint(np.array(vector) * UNIT).astype("<i2").tobytes())


def said(episode: str, start_ms: int, angle: float, text: str = "好。") -> Said:
    return Said(episode, Span(start_ms, start_ms + 1500), text, at(angle))
