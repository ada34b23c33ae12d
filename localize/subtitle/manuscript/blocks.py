"""SubRip and WebVTT alike: a line of times, and below it the rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Block(NamedTuple):
    """`name` is the line above the times, empty where none names the cue; `rows_at` may be empty."""

    times: re.Match[str]
    name: str
    rows_at: tuple[int, int]


def blocks(text: str, times: re.Pattern[str], is_name: Callable[[str, bool], bool]) -> Iterator[Block]:
    """Every line of times with the rows up to the next one's name, without the blank lines between them.

    `times` matches a whole line. `is_name` is asked of the line above, which may be the last row of the cue
    before, and told whether a blank line stands above that. Blank lines inside the rows stay: which of them
    end a cue is for the format.
    """
    found = list(times.finditer(text))
    ends = [_name_at(text, match.start(), is_name) for match in found]
    for match, begin, end in zip(found, ends, [*ends, len(text)][1:], strict=True):
        start = min(match.end() + 1, end)
        rows = text[start:end]
        yield Block(match, text[begin : match.start()].strip(), (start, start + _length(rows)))


def _name_at(text: str, at: int, is_name: Callable[[str, bool], bool]) -> int:
    """Where the line above the times at `at` begins if it names the cue, else `at`."""
    above = text.rfind("\n", 0, max(0, at - 1)) + 1
    after_blank = above == 0 or not text[text.rfind("\n", 0, above - 1) + 1 : above].strip()
    return above if is_name(text[above:at].strip(), after_blank) else at


def _length(rows: str) -> int:
    """Without the blank lines at the end, but with the blanks at the end of a row."""
    lines = rows.split("\n")
    while lines and not lines[-1].strip(" \t"):
        lines.pop()
    return len("\n".join(lines))
