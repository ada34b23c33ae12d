"""SubRip."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.domain.track import BOTTOM
from localize.subtitle.formats import clocks
from localize.subtitle.formats.markup import place_of, unguarded
from localize.subtitle.manuscript.blocks import Block, blocks
from localize.subtitle.manuscript.manuscript import Entry

_TIME = r"(\d{1,3}):(\d{1,2}):(\d{1,2})[,.:](\d{1,3})"
TIMES = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t].*)?$", re.MULTILINE | re.ASCII)
_MARKUP = re.compile(r"(\{\\[^{}\n]*\}|</?(?:i|b|u|s|font)\b[^<>\n]*>)", re.IGNORECASE)
_ITALIC = re.compile(r"<i\b[^>]*>|\{[^{}]*\\i1", re.IGNORECASE)
_END_GROUPS = (5, 8)


def entries(text: str) -> Iterator[Entry]:
    for number, block in enumerate(blocks(text, TIMES, _is_counter), 1):
        yield _entry(number, block, text)


def plain(markup: str) -> str:
    return unguarded(_MARKUP.sub("", markup))


def pieces(markup: str) -> list[str]:
    return _MARKUP.split(markup)


def clock(ms: int, like: str) -> str:
    """With the mark of `like` before the thousandths."""
    return clocks.clock(ms).replace(".", "." if "." in like else ",")


def _is_counter(line: str, after_blank: bool) -> bool:  # noqa: ARG001 - some files have no blank lines
    return line.isdecimal()


def _entry(number: int, block: Block, text: str) -> Entry:
    markup = text[slice(*block.rows_at)]
    place = place_of(markup) if r"\an" in markup else BOTTOM
    first, last = _END_GROUPS
    return Entry(
        number,
        block.name or str(number),
        _ms(block.times, 1),
        _ms(block.times, first),
        markup,
        plain(markup),
        place,
        lane=place,
        italic=_ITALIC.search(markup) is not None,
        end_at=(block.times.start(first), block.times.end(last)),
        markup_at=block.rows_at,
    )


def _ms(times: re.Match[str], first: int) -> int:
    """`,5` is half a second: what players read."""
    hours, minutes, seconds = (int(times[group]) for group in range(first, first + 3))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(times[first + 3].ljust(3, "0"))
