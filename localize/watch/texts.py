"""Texts on the screen, followed and not yet read."""

from __future__ import annotations

from localize.domain.seen import Box
from localize.domain.value import Value


class TextLook(Value, frozen=True):
    """What a text looked like at one moment: a JPEG picture of it."""

    jpeg: bytes
    at_ms: int
    box: Box


class Text(Value, frozen=True):
    """A text that stood at `box` from its first frame to the first frame without it."""

    box: Box
    start_ms: int
    end_ms: int
    looks: tuple[TextLook, ...]
