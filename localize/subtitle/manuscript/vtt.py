"""WebVTT."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from localize.domain.times import hours_minutes_seconds
from localize.subtitle.formats.markup import unguarded
from localize.subtitle.formats.vtt.reading import classes_of, row_height_of, where
from localize.subtitle.manuscript.blocks import Block, blocks
from localize.subtitle.manuscript.manuscript import Entry

_TIME = r"(?:(\d{2,}):)?(\d{2}):(\d{2})\.(\d{3})"
TIMES = re.compile(rf"^[ \t]*{_TIME}[ \t]+-->[ \t]+{_TIME}([ \t].*)?$", re.MULTILINE | re.ASCII)
_SETTINGS = 9
_TAG = re.compile(r"(<[^<>\n]*>)")
_ITALIC = re.compile(r"<i[\s.>]")
_ENDS_CUE = re.compile(r"\n[ \t]*\n")
_END_GROUPS = (5, 8)


def entries(text: str) -> Iterator[Entry]:
    row_height = row_height_of(text)
    for number, block in enumerate(blocks(text, TIMES, _is_name), 1):
        yield _entry(number, block, text, row_height)


def plain(markup: str) -> str:
    return unguarded(html.unescape(_TAG.sub("", markup)))


def pieces(markup: str) -> list[str]:
    return _TAG.split(markup)


def clock(ms: int, like: str) -> str:
    """With hours where `like` has them, or there are some."""
    whole, ms = divmod(max(0, ms), 1000)
    hours, minutes, seconds = hours_minutes_seconds(whole)
    head = f"{hours:02d}:" if hours or like.count(":") > 1 else ""
    return f"{head}{minutes:02d}:{seconds:02d}.{ms:03d}"


def _is_name(line: str, after_blank: bool) -> bool:
    return after_blank and bool(line) and not line.startswith("WEBVTT")


def _entry(number: int, block: Block, text: str, row_height: float | None) -> Entry:
    rows_at = _first_paragraph(text, block.rows_at)
    markup, settings = text[slice(*rows_at)], block.times[_SETTINGS] or ""
    shown = plain(markup)
    rows = sum(bool(row.strip()) for row in shown.split("\n"))
    place, _ = where(settings, rows, row_height, classes_of(markup))
    return Entry(
        number,
        block.name or str(number),
        _ms(block.times, 1),
        _ms(block.times, _END_GROUPS[0]),
        markup,
        shown,
        place,
        lane=place,
        italic=_ITALIC.search(markup) is not None,
        end_at=(_first_of(block.times, _END_GROUPS[0]), block.times.end(_END_GROUPS[1])),
        markup_at=rows_at,
    )


def _first_paragraph(text: str, rows_at: tuple[int, int]) -> tuple[int, int]:
    """What follows a blank line is a note, a style or nothing."""
    start, end = rows_at
    if text.startswith("\n", start):
        return start, start
    blank = _ENDS_CUE.search(text, start, end)
    return start, blank.start() if blank else end


def _first_of(times: re.Match[str], group: int) -> int:
    """A time may have no hours."""
    return times.start(group) if times[group] else times.start(group + 1)


def _ms(times: re.Match[str], first: int) -> int:
    hours, minutes, seconds, ms = (int(times[group] or 0) for group in range(first, first + 4))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms
