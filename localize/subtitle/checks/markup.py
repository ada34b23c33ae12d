"""Tags are closed in order, and are tags of the format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam

TAG = re.compile(r"<(/?)([a-zA-Z]+)\b[^<>\n]*>")
# What opens an override, and what only looks so.
_OVERRIDE = {"srt": ("{\\", ""), "ass": ("{", r"\{")}
# SubRip has no standard: what players know. WebVTT: W3C, cue text.
_TAGS = {
    "srt": frozenset({"i", "b", "u", "s", "font"}),
    "vtt": frozenset({"i", "b", "u", "c", "v", "lang", "ruby", "rt"}),
}
_NEEDS_NO_END = frozenset({"v", "rt"})


def look(exam: Exam) -> Iterator[Found]:
    name = exam.manuscript.format
    for entry in exam.entries:
        if name in _OVERRIDE and _is_open(entry.markup, *_OVERRIDE[name]):
            yield Found(entry, "an override is not closed", suggestion="close it with }")
        if name == "vtt" and entry.markup.rfind("<") > entry.markup.rfind(">"):
            yield Found(entry, "a tag is not closed", suggestion="close it with >, or write &lt;")
        if name in _TAGS and (fault := _fault(entry.markup, _TAGS[name])):
            yield Found(entry, *fault)


def _is_open(markup: str, opens: str, looks_so: str) -> bool:
    meant = markup.replace(looks_so, "") if looks_so else markup
    return meant.rfind(opens) > meant.rfind("}")


def _fault(markup: str, known: frozenset[str]) -> tuple[str, str] | None:
    """What is wrong, and with which tag."""
    opened: list[str] = []
    for match in TAG.finditer(markup):
        name = match[2].lower()
        if name not in known:
            return f"<{name}> is no tag of the format", match[0]
        if not match[1]:
            opened.append(name)
        elif name in opened and opened[-1] != name and set(opened[opened.index(name) + 1 :]) - _NEEDS_NO_END:
            return f"</{name}> closes over <{opened[-1]}>", match[0]
        elif name not in opened:
            return f"</{name}> closes nothing", match[0]
        else:
            del opened[opened.index(name) :]
    left = [name for name in opened if name not in _NEEDS_NO_END]
    return (f"<{left[0]}> is not closed", f"<{left[0]}>") if left else None


MARKUP = Check("markup", look)
