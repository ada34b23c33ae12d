"""Chinese subtitles that carry a second language in each cue, as many files that fans share do."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LETTER = re.compile(r"[^\W\d_]")


def is_bilingual(cues: Sequence[Sequence[str]]) -> bool:
    """Whether most cues have rows with Chinese characters and rows with other letters alone: a single `OK`
    on a row of its own makes no second language."""
    return 2 * sum(all(parted(rows)) for rows in cues) > len(cues)


def parted(rows: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rows in Chinese, with those that hold no letters, and the rows in another script."""
    other = tuple(row for row in rows if _LETTER.search(row) and not _HAN.search(row))
    return tuple(row for row in rows if row not in other), other
