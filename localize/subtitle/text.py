"""Text as it stands on the screen: clean, and measured."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from localize.domain.language import is_chinese

# An invisible character that means "no break here": the formats put it where a reader would see markup.
WORD_JOINER = "\u2060"

_UNPRINTABLE = re.compile(
    rf"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff{WORD_JOINER}\ufeff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_QUIET_AT_ROW_END = "。，、； "

# Unicode calls these ambiguous; Chinese, Japanese and Korean fonts draw them full width.
_WIDE_PUNCTUATION = frozenset("“”‘’…—·")


def clean(text: str) -> str:
    """One row: no control characters, no halves of characters, single spaces; empty if nothing is seen."""
    printable = _SURROGATE.sub("\ufffd", _UNPRINTABLE.sub("", text))
    return " ".join(printable.split()) if any(map(_is_seen, printable)) else ""


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


def _is_seen(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) != "Cf"
