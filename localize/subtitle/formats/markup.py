"""Plain text that a subtitle format would take for markup, and SubStation Alpha's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from localize.domain.track import BOTTOM, TOP, Cue, Place
from localize.subtitle.text import WORD_JOINER, clean

# SubStation Alpha's override for the middle of the top row; SubRip readers know it too.
AT_THE_TOP = r"{\an8}"
ITALIC = r"{\i1}"
_ROW = re.compile(r"\{[^}]*?\\an([1-9])")
_TOP_ROW = "789"  # as on the keys of a calculator
_OVERRIDES = re.compile(r"(\{\\[^}]*\})")
_SLANT = re.compile(r"\\i([01])(?!\d)")


def place_of(text: str, usual: Place = BOTTOM) -> Place:
    """Where an event stands by its own overrides, the first of which counts; without any at its `usual`
    place."""
    found = _ROW.search(text)
    if found is None:
        return usual
    return TOP if found[1] in _TOP_ROW else BOTTOM


def is_italic(text: str, usual: bool = False) -> bool:
    """Whether overrides make all text of an event italic; without any it is as `usual`."""
    slant, seen = usual, False
    for part in _OVERRIDES.split(text):
        if _OVERRIDES.fullmatch(part):
            slant = next((found == "1" for found in reversed(_SLANT.findall(part))), slant)
        elif part.replace(r"\N", "").strip():
            seen = True
            if not slant:
                return False
    return seen


def guarded(text: str, markup: re.Pattern[str]) -> str:
    """`text` with an invisible word joiner after every match, so that no reader sees markup there."""
    return markup.sub(lambda match: match[0] + WORD_JOINER, text)


def unguarded(text: str) -> str:
    return text.replace(WORD_JOINER, "")


def written(cues: Sequence[Cue]) -> Iterator[tuple[Cue, tuple[str, ...]]]:
    """Every cue with the rows that can be written; a cue without any would break the file or show nothing."""
    for cue in cues:
        rows = tuple(row for row in map(clean, cue.rows) if row)
        if rows:
            yield cue, rows


def read_rows(rows: Sequence[str]) -> tuple[str, ...]:
    """The rows of a cue as they were before they were guarded, without blank ones."""
    return tuple(row for row in (unguarded(row).strip() for row in rows) if row)
