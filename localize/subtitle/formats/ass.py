"""Advanced SubStation Alpha and its older form, through pysubs2, styled by the layout of a profile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TextIO

from localize.domain.language import is_chinese, primary
from localize.domain.seen import CARD, DIALOGUE
from localize.domain.track import BOTTOM, TOP, Cue, Place, Track
from localize.profiles import Layout
from localize.subtitle.formats.clocks import in_centiseconds
from localize.subtitle.formats.markup import (
    AT_THE_TOP,
    ITALIC,
    guarded,
    is_italic,
    place_of,
    read_rows,
    written,
)
from localize.subtitle.formats.placing import edge_of
from localize.subtitle.formats.styles import BOX, CARDS, style_name, styles
from localize.subtitle.text import clean

if TYPE_CHECKING:
    from pysubs2 import SSAEvent, SSAFile, SSAStyle

_STEP_MS = 10  # times are centiseconds
_OF_THE_PICTURE = ("PlayResX", "PlayResY", "WrapStyle", "ScaledBorderAndShadow", "Language")

_BACKSLASH = re.compile(r"\\")
_BRACE = re.compile(r"[{}]")
_MARKUP = re.compile(r"\\[{}]|\{[^}]*\}|\\[Nnh]")
_MEANT = {r"\{": "{", r"\}": "}", r"\N": "\n", r"\n": "\n", r"\h": " "}


def dumps(track: Track, stream: TextIO, layout: Layout) -> None:
    """Literal braces are written `\\{` and `\\}`, which libass (mpv, VLC, ffmpeg) shows as they are."""
    _dump(track, stream, layout, "ass")


def dumps_ssa(track: Track, stream: TextIO, layout: Layout) -> None:
    _dump(track, stream, layout, "ssa")


def loads(stream: TextIO, language: str) -> Track:
    """The cues of an ASS or SSA file, named by their number, with the actors of its `Name` field; comments
    and drawings are left out."""
    import pysubs2

    subs = pysubs2.SSAFile.from_string(stream.read())
    events = [event for event in subs if event.is_text]
    return Track(language, tuple(_cue(str(number), event, subs) for number, event in enumerate(events, 1)))


def plain(text: str) -> tuple[str, ...]:
    """The rows of an event, without overrides."""
    meant = _MARKUP.sub(lambda match: _MEANT.get(match[0], ""), text)
    return read_rows(meant.split("\n"))


def visible(text: str) -> list[str]:
    """What a viewer can tell a script from another by: how large its picture is, the styles that are used,
    its events. What an editor notes of itself, and how it writes numbers, is not."""
    import pysubs2

    subs = pysubs2.SSAFile.from_string(text)
    used = {event.style for event in subs}
    info = [f"{name}: {subs.info.get(name, '')}" for name in _OF_THE_PICTURE]
    styles = [
        f"Style: {name} {style.as_dict()}" for name, style in sorted(subs.styles.items()) if name in used
    ]
    fonts = [f"[Fonts] {name}" for name in sorted(subs.fonts_opaque)]
    return [*info, *styles, *fonts, *sorted(f"{event.start} {event.as_dict()}" for event in subs)]


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────


def _dump(track: Track, stream: TextIO, layout: Layout, version: Literal["ass", "ssa"]) -> None:
    import pysubs2

    subs = pysubs2.SSAFile()
    subs.info |= {
        "PlayResX": str(layout.width),
        "PlayResY": str(layout.height),
        "WrapStyle": "2",  # rows end where ours do
        "ScaledBorderAndShadow": "yes",
    }
    if not is_chinese(track.language) and len(primary(track.language)) == 2:
        # libass reads two letters and no more: of `zh-Hant` that would be the glyphs of the mainland.
        subs.info["Language"] = primary(track.language)
    subs.styles = styles(track, layout)
    for cue, rows, start, end in _on_the_grid(track):
        event = pysubs2.SSAEvent(start, end, _text(cue, rows), style=style_name(cue))
        event.marginv = _margin(cue, layout)
        event.name = _field(cue.speaker)
        subs.append(event)
    subs.to_file(stream, version, header_notice="localize")


def _text(cue: Cue, rows: tuple[str, ...]) -> str:
    place = AT_THE_TOP if cue.place == TOP else ""
    slant = ITALIC if cue.italic else ""
    return place + slant + r"\N".join(map(_escaped, rows))


def _escaped(row: str) -> str:
    return _BRACE.sub(r"\\\g<0>", guarded(row, _BACKSLASH))


def _margin(cue: Cue, layout: Layout) -> int:
    """In pixels from the picture's edge; 0, that of the style, for a cue where the layout puts dialogue."""
    if cue.edge is None and cue.place == BOTTOM:
        return 0
    edge = edge_of(cue, layout)
    return max(1, round((edge if cue.place == TOP else 1 - edge) * layout.height))


def _field(text: str) -> str:
    """Commas end a field."""
    return clean(text).replace(",", "，")


def _on_the_grid(track: Track) -> Iterator[tuple[Cue, tuple[str, ...], int, int]]:
    """Cues with their rows, start and end, rounded so that none vanishes and none overlaps the next in its
    place."""
    free = {BOTTOM: 0, TOP: 0}
    for cue, rows in written(track.cues):
        start = max(in_centiseconds(cue.start_ms, track.frames), free[cue.place])
        free[cue.place] = max(in_centiseconds(cue.end_ms, track.frames), start + _STEP_MS)
        yield cue, rows, start, free[cue.place]


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────


def _cue(name: str, event: SSAEvent, subs: SSAFile) -> Cue:
    style = subs.styles.get(event.style)
    place = _place(event, style)
    return Cue(
        name,
        event.start,
        event.end,
        plain(event.text),
        place=place,
        speaker=clean(event.name),
        kind=CARD if event.style.startswith(CARDS) else DIALOGUE,
        edge=_edge(event, subs, place),
        boxed=event.style.endswith(BOX),
        italic=is_italic(event.text, style is not None and style.italic),
    )


def _place(event: SSAEvent, style: SSAStyle | None) -> Place:
    """By its overrides, else by its style."""
    import pysubs2

    is_top = style is not None and style.alignment >= pysubs2.Alignment.TOP_LEFT
    return place_of(event.text, TOP if is_top else BOTTOM)


def _edge(event: SSAEvent, subs: SSAFile, place: Place) -> float | None:
    """By a margin of its own, where the file says how high the picture is."""
    height = subs.info.get("PlayResY", "")
    if not event.marginv or not height.isdecimal() or not int(height):
        return None
    share = min(1.0, max(0.0, event.marginv / int(height)))
    return share if place == TOP else 1 - share
