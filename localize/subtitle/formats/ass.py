"""Advanced SubStation Alpha, through pysubs2, styled by the layout of a profile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from localize.domain.language import is_chinese, primary
from localize.domain.track import BOTTOM, TOP, Cue, Place, Track
from localize.fonts import family_of
from localize.profiles import Layout
from localize.subtitle.formats.markup import AT_THE_TOP, guarded, place_of, unguarded, written
from localize.subtitle.text import clean

if TYPE_CHECKING:
    from pysubs2 import SSAEvent, SSAFile, SSAStyle

_STEP_MS = 10  # times are centiseconds
_FROM_THE_TEXT = -1  # libass: the direction of each row is that of its letters, not left to right
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "ckb"})

_BACKSLASH = re.compile(r"\\")
_BRACE = re.compile(r"[{}]")
_MARKUP = re.compile(r"\\[{}]|\{[^}]*\}|\\[Nnh]")
_MEANT = {r"\{": "{", r"\}": "}", r"\N": "\n", r"\n": "\n", r"\h": " "}


def dumps(track: Track, stream: TextIO, layout: Layout) -> None:
    """Literal braces are written `\\{` and `\\}`, which libass (mpv, VLC, ffmpeg) shows as they are."""
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
    subs.styles = {"Default": _style(track.language, layout)}
    for start, end, place, rows in _on_the_grid(track):
        text = r"\N".join(map(_escaped, rows))
        if place == TOP:
            top = AT_THE_TOP + text
            subs.append(pysubs2.SSAEvent(start, end, top, marginv=layout.margin_top))
        else:
            subs.append(pysubs2.SSAEvent(start, end, text))
    subs.to_file(stream, "ass", header_notice="localize")


def loads(stream: TextIO, language: str) -> Track:
    """The cues of an ASS or SSA file, named by their number, with the actors of its `Name` field; comments
    and drawings are left out."""
    import pysubs2

    subs = pysubs2.SSAFile.from_string(stream.read())
    events = [event for event in subs if event.is_text]
    cues = (
        Cue(
            str(number),
            event.start,
            event.end,
            plain(event.text),
            place=_place(event, subs),
            speaker=clean(event.name),
        )
        for number, event in enumerate(events, 1)
    )
    return Track(language, tuple(cues))


def _place(event: SSAEvent, subs: SSAFile) -> Place:
    """By its overrides, else by its style."""
    import pysubs2

    style = subs.styles.get(event.style)
    is_top = style is not None and style.alignment >= pysubs2.Alignment.TOP_LEFT
    return place_of(event.text, TOP if is_top else BOTTOM)


def plain(text: str) -> tuple[str, ...]:
    """The rows of an event, without overrides."""
    meant = _MARKUP.sub(lambda match: _MEANT.get(match[0], ""), text)
    return tuple(row for row in (unguarded(row).strip() for row in meant.split("\n")) if row)


def _escaped(row: str) -> str:
    return _BRACE.sub(r"\\\g<0>", guarded(row, _BACKSLASH))


def _on_the_grid(track: Track) -> Iterator[tuple[int, int, Place, tuple[str, ...]]]:
    """Start, end, place and rows, rounded so that no cue vanishes and none overlaps the next in its place."""
    free = {BOTTOM: 0, TOP: 0}
    for cue, rows in written(track.cues):
        start = max(_rounded(cue.start_ms), free[cue.place])
        free[cue.place] = max(_rounded(cue.end_ms), start + _STEP_MS)
        yield start, free[cue.place], cue.place, rows


def _rounded(ms: int) -> int:
    return (max(0, ms) + _STEP_MS // 2) // _STEP_MS * _STEP_MS


# ── style ────────────────────────────────────────────────────────────────────────────────────────────


def _style(language: str, layout: Layout) -> SSAStyle:
    import pysubs2

    return pysubs2.SSAStyle(
        fontname=family_of(language),
        fontsize=layout.size,
        outline=layout.outline,
        shadow=0.0,
        alignment=pysubs2.Alignment.BOTTOM_CENTER,
        marginl=layout.margin_left,
        marginr=layout.margin_right,
        marginv=layout.margin_bottom,
        encoding=_FROM_THE_TEXT if primary(language) in _RIGHT_TO_LEFT else 1,
    )
