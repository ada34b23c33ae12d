"""What is lost on the way from one subtitle format to another: told by reading back what was written, and by
what of a file's markup a track has no place for."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from localize.domain.screen import Frames
from localize.domain.track import BOTTOM, Cue, Track
from localize.profiles import Layout
from localize.subtitle.formats import FORMATS, HLS
from localize.subtitle.formats.markup import written
from localize.subtitle.manuscript import Entry, Manuscript, read_manuscript
from localize.subtitle.manuscript.forms import FORMS
from localize.subtitle.text import clean

# A playlist's segments are WebVTT.
_READ_AS = {HLS: "vtt"}
# Centiseconds are half of one off, or a whole one to meet a picture.
_NEAR_MS = 10
# A thousandth of the height is two pixels on a phone.
_NEAR_SHARE = 0.001
_SHOWN = 3

# What a track keeps of markup; of WebVTT also classes, which may be ours.
_KEPT = {
    "srt": re.compile(r"\{\\an\d\}|</?i>", re.IGNORECASE),
    "vtt": re.compile(r"</?i>|</v>|<v[^>]*>|</c>|<c\.(?:box|card|bottom|top)[^>]*>"),
    "ass": re.compile(r"\{(?:\\an?\d|\\i[01])+\}"),
}
_STYLED = {"ass"}

# A cue, its rows as they can be written, and what was read back.
_Pair: TypeAlias = tuple[Cue, tuple[str, ...], Cue]


def losses(track: Track, name: str, layout: Layout) -> Iterator[str]:
    """`exact times in 2 of 24 cues (off by up to 3400 ms)`, `who speaks in 10 of 24 cues`: what a track in
    that format, read back, does not have."""
    form = FORMATS[_READ_AS.get(name, name)]
    text = io.StringIO()
    form.dumps(track, text, layout)
    text.seek(0)
    shown = list(written(track.cues))
    back = [cue for cue, _ in written(form.loads(text, track.language).cues)]
    if len(back) != len(shown):
        yield f"each cue by itself ({len(shown)} become {len(back)})"
        return
    pairs = [(before, rows, after) for (before, rows), after in zip(shown, back, strict=True)]
    yield from _off_times(pairs, _step_ms(track.frames))
    if changed := sum(rows != after.rows for _, rows, after in pairs):
        yield f"the rows {_of(changed, pairs)}"
    for what, is_lost in _FIELDS.items():
        if lost := sum(is_lost(before, after) for before, _, after in pairs):
            yield f"{what} {_of(lost, pairs)}"


def _off_times(pairs: Sequence[_Pair], near_ms: int) -> Iterator[str]:
    if not any(after.end_ms for _, _, after in pairs):
        yield "times"
        return
    off = [ms for before, _, after in pairs if (ms := _off_ms(before, after)) > near_ms]
    if off:
        yield f"exact times {_of(len(off), pairs)} (off by up to {max(off)} ms)"


def unread(path: Path, track: Track) -> Iterator[str]:
    """What stands in a file and not in the `track` that was read from it. Of formats that are only read, and
    so not looked into, nothing."""
    manuscript = read_manuscript(path, track.language)
    form = FORMS.get(manuscript.format)
    if form is None:
        return
    kept = _KEPT[manuscript.format]
    tags = {
        entry.number: [tag for tag in form.pieces(entry.markup)[1::2] if not kept.fullmatch(tag)]
        for entry in manuscript.entries
    }
    if marked := sum(map(bool, tags.values())):
        examples = list(dict.fromkeys(chain.from_iterable(tags.values())))[:_SHOWN]
        yield f"markup {_of(marked, manuscript.entries)} ({' '.join(examples)})"
    if slanted := _slanted_in_part(manuscript, track):
        yield f"italics of a part {_of(slanted, manuscript.entries)}"
    if manuscript.format in _STYLED:
        yield "the fonts and colours of its styles"


def _slanted_in_part(manuscript: Manuscript, track: Track) -> int:
    whole = {cue.start_ms for cue in track.cues if cue.italic}
    return sum(entry.italic and entry.start_ms not in whole for entry in manuscript.entries)


def _of(count: int, all_of: Sequence[_Pair] | Sequence[Entry]) -> str:
    return f"in {count} of {len(all_of)} cues"


def _step_ms(frames: Frames | None) -> int:
    """What no format is finer than: a picture where those of the video are known."""
    return frames.lasting_ms(1) if frames else _NEAR_MS


def _off_ms(before: Cue, after: Cue) -> int:
    return max(abs(before.start_ms - after.start_ms), abs(before.end_ms - after.end_ms))


def _other_edge(before: Cue, after: Cue) -> bool:
    if before.edge is None:
        return False
    return after.edge is None or abs(before.edge - after.edge) > _NEAR_SHARE


# What people call each, and whether a cue has lost it.
_FIELDS: Mapping[str, Callable[[Cue, Cue], bool]] = {
    "the names of cues": lambda before, after: not before.id.isdecimal() and before.id != after.id,
    "the place at the top": lambda before, after: before.place != BOTTOM and before.place != after.place,
    "the height in the picture": _other_edge,
    "who speaks": lambda before, after: clean(before.speaker) not in ("", after.speaker),
    "that they are text on the screen": lambda before, after: before.kind != after.kind,
    "boxes": lambda before, after: before.boxed and not after.boxed,
    "italics": lambda before, after: before.italic and not after.italic,
}
