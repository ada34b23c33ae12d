"""How much a text repeats itself."""

from __future__ import annotations

import zlib


def compression_ratio(text: str) -> float:
    """UTF-8 bytes over their zlib-compressed length, as Whisper measures it (openai/whisper, utils.py)."""
    data = text.encode()
    return round(len(data) / len(zlib.compress(data)), 4)
