"""Chinese subtitles that carry a second language in each cue, as many files that fans share do, and burns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from localize.domain.script import has_han

_LETTER = re.compile(r"[^\W\d_]")


def is_bilingual(cues: Sequence[Sequence[str]]) -> bool:
    """Whether most cues have rows with Chinese characters and rows with other letters alone: a single `OK`
    on a row of its own makes no second language."""
    return 2 * sum(all(parted(rows)) for rows in cues) > len(cues)


def parted(rows: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rows in Chinese, with those that hold no letters, and the rows in another script."""
    other = tuple(filter(is_foreign, rows))
    return tuple(row for row in rows if row not in other), other


def is_foreign(row: str) -> bool:
    """Whether it holds letters, and no Chinese characters among them."""
    return _LETTER.search(row) is not None and not has_han(row)
