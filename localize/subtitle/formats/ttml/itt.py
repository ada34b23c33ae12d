"""iTunes Timed Text: TTML1 whose times count pictures, at the top or the bottom, without names."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TextIO

import msgspec

from localize.domain.screen import Frames
from localize.domain.times import hours_minutes_seconds
from localize.domain.track import BOTTOM, TOP, Cue, Track
from localize.profiles import Layout
from localize.subtitle.formats.ttml.document import Dialect, write
from localize.subtitle.formats.ttml.names import ttp, tts


def dumps(track: Track, stream: TextIO, layout: Layout) -> None:
    """At the rate of the video, 25 pictures a second where it is not known; a variable rate as the constant
    one that comes nearest."""
    known = track.frames or Frames()
    frames = Frames(known.numerator, known.denominator)
    a_second = max(1, round(frames.rate))
    slower = Fraction(frames.numerator, frames.denominator) / a_second
    dialect = Dialect(
        root={
            ttp("timeBase"): "smpte",
            ttp("frameRate"): str(a_second),
            ttp("frameRateMultiplier"): f"{slower.numerator} {slower.denominator}",
            ttp("dropMode"): "nonDrop",
        },
        text={tts("fontFamily"): "sansSerif"},
        slant={tts("fontStyle"): "italic"},
        card={},
        clock=lambda ms: _time_code(frames.index(ms), a_second),
        agents=False,
        edges=False,
    )
    cues = tuple(_whole_frames(track, frames))
    write(msgspec.structs.replace(track, cues=cues), stream, layout, dialect)


def _whole_frames(track: Track, frames: Frames) -> Iterator[Cue]:
    """The cues, each shown for at least one picture, and none with the next in its place."""
    free = {BOTTOM: 0, TOP: 0}
    for cue in track.cues:
        start = max(frames.index(max(0, cue.start_ms)), free[cue.place])
        free[cue.place] = end = max(frames.index(max(0, cue.end_ms)), start + 1)
        yield msgspec.structs.replace(cue, start_ms=frames.at_ms(start), end_ms=frames.at_ms(end))


def _time_code(frame: int, a_second: int) -> str:
    whole, frame = divmod(frame, a_second)
    hours, minutes, seconds = hours_minutes_seconds(whole)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}:{frame:02d}"
