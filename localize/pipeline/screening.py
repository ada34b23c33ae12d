"""What subtitles must know of a video's picture: its size, its frames, its shots, what is burned in."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from localize.containers import default_of, open_container, pictures_of
from localize.domain.screen import UNKNOWN, Burned, Frames, Screen
from localize.domain.seen import Seen


def screen_of(path: Path, seen: Seen | None) -> Screen:
    """UNKNOWN for a file without a picture. Raises NotMedia."""
    with closing(open_container(path)) as container:
        streams = pictures_of(container)
        if not streams:
            return UNKNOWN
        stream = default_of(streams)
        return Screen(
            width=stream.width,
            height=stream.height,
            frames=_frames(stream),
            cuts=seen.cuts if seen else (),
            burned=tuple(Burned(line.span, line.box) for line in seen.lines) if seen else (),
        )


def _frames(stream: Any) -> Frames:
    rate = stream.average_rate or stream.guessed_rate
    return Frames(rate.numerator, rate.denominator) if rate else Frames()
