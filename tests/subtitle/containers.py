"""Small media files that hold subtitles, written by the tests that read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.stream import Disposition
from av.subtitles.subtitle import SubtitleSet

# What libavcodec wants to know of its events before it encodes them.
HEADER = b"""[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, \
Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, \
MarginR, MarginV, Encoding
Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
NOTHING_SPECIAL = Disposition(0)


@dataclass(frozen=True)
class TextTrack:
    """`events` are start and end in ms and the text as SubStation Alpha writes it, `names` who says each."""

    events: Sequence[tuple[int, int, str]]
    language: str = "chi"
    codec: str = "subrip"
    title: str = ""
    disposition: Disposition = NOTHING_SPECIAL
    names: Sequence[str] = ()


def write(path: Path, *tracks: TextTrack, picture_at: float = 0.0) -> Path:
    """A black picture that starts at `picture_at` seconds, as stream 0, and the tracks after it."""
    with av.open(str(path), "w") as container:
        picture = container.add_stream("mpeg4", rate=25)
        picture.width, picture.height, picture.pix_fmt = 64, 64, "yuv420p"
        streams = [_stream(container, track) for track in tracks]
        _encode_picture(container, picture, picture_at)
        for track, stream in zip(tracks, streams, strict=True):
            for event, name in zip_longest(track.events, track.names, fillvalue=""):
                container.mux(_packet(stream, *event, name))
    return path


def _stream(container: Any, track: TextTrack) -> Any:
    stream = container.add_stream(track.codec)
    stream.metadata["language"] = track.language
    if track.title:
        stream.metadata["title"] = track.title
    stream.disposition = track.disposition
    stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
    stream.codec_context.subtitle_header = HEADER
    return stream


def _packet(stream: Any, start: int, end: int, text: str, name: str) -> Any:
    event = f"0,0,Default,{name},0,0,0,,{text}".encode()
    subtitle = SubtitleSet.create(text=event, start=0, end=end - start, pts=start * 1000)
    packet = stream.codec_context.encode_subtitle(subtitle)
    packet.stream, packet.time_base = stream, Fraction(1, 1000)
    packet.pts = packet.dts = start
    packet.duration = end - start
    return packet


def _encode_picture(container: Any, stream: Any, start: float) -> None:
    for at in range(10):
        frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), dtype=np.uint8), "rgb24")
        frame.pts, frame.time_base = round(start * 25) + at, Fraction(1, 25)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
