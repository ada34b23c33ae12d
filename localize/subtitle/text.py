"""Text as it stands on the screen."""

from __future__ import annotations

import re
import unicodedata

# An invisible character that means "no break here": the formats put it where a reader would see markup.
WORD_JOINER = "\u2060"

_UNPRINTABLE = re.compile(
    rf"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff{WORD_JOINER}\ufeff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """One row: no control characters, no halves of characters, single spaces; empty if nothing is seen."""
    printable = _SURROGATE.sub("\ufffd", _UNPRINTABLE.sub("", text))
    return " ".join(printable.split()) if any(map(_is_seen, printable)) else ""


def _is_seen(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) != "Cf"
