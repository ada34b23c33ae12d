"""SubStation Alpha, both of its versions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import accumulate

from localize.domain.times import hours_minutes_seconds
from localize.domain.track import BOTTOM, TOP, Place
from localize.errors import BadSubtitles
from localize.subtitle.formats.markup import place_of, unguarded
from localize.subtitle.manuscript.manuscript import Entry

_EVENT_FIELDS = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
_SECTION = re.compile(r"\[[^\]]*\]\s*")
_TIME = re.compile(r"\s*(\d+):(\d{1,2}):(\d{1,2})[.:,](\d{1,3})\s*", re.ASCII)
# What stands between text: overrides, not the literal braces of libass.
_MARKUP = re.compile(r"((?<!\\)\{[^{}\n]*\})")
_MEANT = {r"\{": "{", r"\}": "}", r"\n": " ", r"\h": " "}
_ESCAPE = re.compile(r"\\[{}nh]")
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9]")
_PLACED = re.compile(r"\\(?:pos|move)\([^()]*\)?")
_ITALIC = re.compile(r"\{[^{}]*\\i1")
# As on the keys of a calculator; of version 4 the top three.
_TOPS = {"[v4+ styles]": {"7", "8", "9"}, "[v4 styles]": {"5", "6", "7"}}


def entries(text: str) -> Iterator[Entry]:
    """The events that are text; comments and drawings are left out. Raises BadSubtitles for times that cannot
    be read."""
    number = 0
    for at, line, fields, tops in _dialogue(text):
        markup = line[fields["Text"] :]
        if _DRAWING.search(markup):
            continue
        number += 1
        yield _entry(number, at, line, fields, tops)


def plain(markup: str) -> str:
    shown = _MARKUP.sub("", markup)
    return unguarded(_ESCAPE.sub(lambda match: _MEANT[match[0]], shown))


def pieces(markup: str) -> list[str]:
    return _MARKUP.split(markup)


def clock(ms: int, like: str) -> str:  # noqa: ARG001 - all times are written alike
    whole, hundredths = divmod(max(0, ms) // 10, 100)
    hours, minutes, seconds = hours_minutes_seconds(whole)
    return f"{hours}:{minutes:02d}:{seconds:02d}.{hundredths:02d}"


def _dialogue(text: str) -> Iterator[tuple[int, str, dict[str, int], Mapping[str, bool]]]:
    """Every line of dialogue: where it begins, the line, where its fields begin in it, and which styles stand
    at the top."""
    lines = text.split("\n")
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    section, order, styles, tops = "", _names(_EVENT_FIELDS), list[str](), dict[str, bool]()
    for at, line in zip(starts, lines, strict=False):
        kind, _, rest = line.partition(":")
        if _SECTION.fullmatch(line.strip()):
            section = line.strip().lower()
        elif kind == "Format" and section == "[events]":
            order = _names(rest)
        elif kind == "Format":
            styles = _names(rest)
        elif kind == "Style" and section in _TOPS:
            style = dict(zip(styles, _names(rest), strict=False))
            tops[style.get("Name", "")] = style.get("Alignment", "") in _TOPS[section]
        elif kind == "Dialogue" and section == "[events]":
            yield at, line, _fields(line, order), tops


def _names(fields: str) -> list[str]:
    return [name.strip() for name in fields.split(",")]


def _fields(line: str, order: list[str]) -> dict[str, int]:
    """Where each field begins; the text is the last, and may hold commas."""
    values = line.partition(":")[2].split(",", len(order) - 1)
    if len(values) < len(order) or not {"Start", "End", "Text"} <= set(order):
        raise BadSubtitles(f"too few fields in {line!r}")
    first = len(line) - len(line.partition(":")[2])
    starts = accumulate((len(value) + 1 for value in values), initial=first)
    return dict(zip(order, starts, strict=False))


def _entry(number: int, at: int, line: str, fields: dict[str, int], tops: Mapping[str, bool]) -> Entry:
    start, end = _time(line, fields["Start"]), _time(line, fields["End"])
    markup = line[fields["Text"] :].replace(r"\N", "\n")
    place = _place(line, fields, tops)
    placed = _PLACED.search(markup)
    return Entry(
        number,
        str(number),
        _ms(start),
        _ms(end),
        markup,
        plain(markup),
        place,
        lane=placed[0] if placed else place,
        italic=_ITALIC.search(markup) is not None,
        end_at=(at + end.start(1), at + end.end(4)),
        markup_at=(at + fields["Text"], at + len(line)),
    )


def _place(line: str, fields: dict[str, int], tops: Mapping[str, bool]) -> Place:
    style = line[fields["Style"] :].partition(",")[0].strip() if "Style" in fields else ""
    usual: Place = TOP if tops.get(style) else BOTTOM
    text = line[fields["Text"] :]
    return place_of(text, usual) if r"\an" in text else usual


def _time(line: str, at: int) -> re.Match[str]:
    match = _TIME.match(line, at)
    if match is None:
        raise BadSubtitles(f"no time in {line!r}")
    return match


def _ms(time: re.Match[str]) -> int:
    hours, minutes, seconds = (int(time[group]) for group in (1, 2, 3))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(time[4].ljust(3, "0"))
