"""What of the text of a file its cues do not tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import zip_longest

from localize.subtitle.formats import ass

# Written with commas or points, with or without hours.
_TIME = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})(?!\d)")
_ARROW = "-->"
# Some editors put marks around rows that run from right to left, and some take them away.
_MARKS = str.maketrans("", "", "\u202b\u202c\ufeff")
_SHOWN = 40


def difference(text: str, again: str, form: str) -> str:
    """The first row of `text` that is not in what its cues are written as, `again`; empty where nothing but
    the way in which programs write is another."""
    substance = ass.visible if form in ("ass", "ssa") else _rows
    for one, other in zip_longest(substance(text), substance(again), fillvalue=""):
        if one != other and not _is_bare_time(one, other):
            return str(one or other)[:_SHOWN]
    return ""


def _is_bare_time(row: str, again: str) -> bool:
    """Who types a cue into a WebVTT file leaves the settings out that stand behind our times."""
    return _ARROW in row and again.startswith(f"{row} ")


def _rows(text: str) -> list[str]:
    """Without blank ones, the numbers of SubRip's cues, and the times of cues that are empty."""
    rows = [" ".join(row.translate(_MARKS).split()) for row in text.split("\n")]
    rows = [_TIME.sub(_plainly, row) if _ARROW in row else row for row in rows if row]
    rows = _but(rows, lambda row, below: row.isdecimal() and _ARROW in below)
    return _but(rows, lambda row, below: _ARROW in row and (_ARROW in below or not below))


def _plainly(time: re.Match[str]) -> str:
    hours, minutes, seconds, part = time.groups("0")
    return f"{int(hours)}:{minutes:0>2}:{seconds}.{part:0<3}"


def _but(rows: Sequence[str], is_dropped: Callable[[str, str], bool]) -> list[str]:
    """`is_dropped` is asked of each row and the one below it, empty for the last."""
    return [row for row, below in zip(rows, [*rows[1:], ""], strict=True) if not is_dropped(row, below)]
