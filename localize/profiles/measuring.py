"""How long a text is, as a profile counts."""

from __future__ import annotations

import unicodedata
from functools import cache

from localize.domain.language import is_chinese
from localize.profiles.limits import Limits

_QUIET_AT_ROW_END = "。，、； "

# Unicode calls these ambiguous; Chinese, Japanese and Korean fonts draw them full width.
_WIDE_PUNCTUATION = frozenset("“”‘’…—·")


def measured(text: str, limits: Limits) -> float:
    """In the characters of `limits`, as it is shown."""
    return width(shown(text, limits.language), limits.wide)


def shown(row: str, language: str) -> str:
    """A row as it is written: Chinese subtitles end without full stop or comma (Netflix, Chinese guides)."""
    row = row.strip()
    if is_chinese(language):
        return row.rstrip(_QUIET_AT_ROW_END) or row
    return row


def width(text: str, wide: bool) -> float:
    """In characters, spaces and punctuation included; marks that sit on others count nothing.

    `wide`: East Asian wide and full-width characters count 1 and the others 0.5 (Netflix 115001352212).
    """
    if text.isascii() and text.isprintable():
        return len(text) * (0.5 if wide else 1.0)
    return sum(map(_wide_width if wide else _width, text))


@cache
def _width(character: str) -> float:
    return 0.0 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 1.0


@cache
def _wide_width(character: str) -> float:
    if not _width(character):
        return 0.0
    if character in _WIDE_PUNCTUATION or unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.5
