"""SubRip, through pysubs2."""

from __future__ import annotations

import re
from typing import TextIO

from localize.domain.track import TOP, Cue, Track
from localize.profiles import Layout
from localize.subtitle.formats.markup import (
    AT_THE_TOP,
    guarded,
    is_italic,
    place_of,
    read_rows,
    written,
)

# `<i>`, `{\an8}` and `{y:i}`, a brace that the next row would make a tag, a cue's arrow and times, and what
# pysubs2 makes of a backslash.
_MARKUP = re.compile(r"<(?=\s*/?\s*[a-zA-Z])|\{(?=\\|[a-zA-Z]:|$)|--(?=>)|\d:\d\d(?=[.,]\d)|\\")
_OVERRIDE = re.compile(r"\{\\[^}]*\}")
# pysubs2 takes a number in the last row of the last cue for the counter of a cue to come: let one come.
_ONE_MORE = "\n\n0\n"


def dumps(track: Track, stream: TextIO, layout: Layout) -> None:  # noqa: ARG001 - SubRip has no layout
    import pysubs2

    subs = pysubs2.SSAFile()
    for cue, rows in written(track.cues):
        text = r"\N".join(guarded(row, _MARKUP) for row in rows)
        place = AT_THE_TOP if cue.place == TOP else ""
        slanted = f"<i>{text}</i>" if cue.italic else text
        subs.append(pysubs2.SSAEvent(cue.start_ms, cue.end_ms, place + slanted))
    subs.to_file(stream, "srt", keep_ssa_tags=True)  # what looks like a tag is text here


def loads(stream: TextIO, language: str) -> Track:
    """The cues of a SubRip file, named by their number, italic or not, in their place."""
    import pysubs2

    subs = pysubs2.SSAFile.from_string(stream.read() + _ONE_MORE, "srt")
    return Track(
        language,
        tuple(
            Cue(
                str(number),
                event.start,
                event.end,
                plain(event.text),
                place=place_of(event.text),
                italic=is_italic(event.text),
            )
            for number, event in enumerate(subs, 1)
        ),
    )


def plain(text: str) -> tuple[str, ...]:
    """The rows of an event that pysubs2 read from anything but ASS: only its own tags are markup."""
    return read_rows(_OVERRIDE.sub("", text).replace(r"\h", " ").replace(r"\n", r"\N").split(r"\N"))
