"""Plain text that a subtitle format would take for markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from localize.domain.track import Cue
from localize.subtitle.text import WORD_JOINER, clean


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
