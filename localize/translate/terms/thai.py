"""Where no word of Thai or Lao can begin or end, as their spelling tells by itself. The rest would take a
dictionary; the commonest words of it are in `inflections.toml` (`within`)."""

from __future__ import annotations

import re

# What is written before the consonant that it is spoken after.
_LEADING = "\u0e40-\u0e44\u0ec0-\u0ec4"
_CONSONANT = "[ก-ฮກ-ຮ]"
# A ห before these is silent and raises their tone (หน้า); it ends no syllable.
_RAISED = "[งญนมยรลว]"
_ENDS_OPEN = "[าิีืุู][่-๋]?$"
# A single one of these, with no vowel of its own, ends the syllable (ตาม).
_FINALS = "[กงดนบมยว]"


def cannot_precede(rendering: str) -> str:
    """A look-behind."""
    if not re.match(_CONSONANT, rendering):
        return ""
    return f"(?<![{_LEADING}])" + ("(?<!ห)" if re.match(_RAISED, rendering) else "")


def cannot_follow(rendering: str) -> str:
    """A look-ahead."""
    return rf"(?!{_FINALS}(?:[{_LEADING}์]|[^ก-๎]|$))" if re.search(_ENDS_OPEN, rendering) else ""
