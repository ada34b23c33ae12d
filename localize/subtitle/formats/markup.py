"""Plain text that a subtitle format would take for markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from localize.domain.track import BOTTOM, TOP, Cue
from localize.subtitle.text import WORD_JOINER, clean

# SubStation Alpha's override for the middle of the top row; SubRip readers know it too.
AT_THE_TOP = r"{\an8}"
_TOP_ROW = re.compile(r"\{[^}]*\\an[789]")


def place_of(text: str) -> str:
    """Where an event stands by its own overrides."""
    return TOP if _TOP_ROW.search(text) else BOTTOM


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
