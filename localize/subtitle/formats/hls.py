"""A track as HTTP Live Streaming (RFC 8216) wants it: a media playlist, and WebVTT in segments."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import NamedTuple

from localize.domain.track import Track
from localize.profiles import Layout
from localize.subtitle.formats.clocks import clock
from localize.subtitle.formats.vtt.writing import blocks, styles

PLAYLIST = "m3u8"
# RFC 8216 6.2.2 leaves it open; Apple's authoring specification asks for six seconds.
SEGMENT_MS = 6000


class Timeline(NamedTuple):
    """How long the media is, None for as long as its subtitles, in segments of `segment_ms`; `mpegts` is what
    its clock of 90 kHz and 33 bits shows at the first picture: 0 in fragmented MP4, often more in transport
    streams. Subtitles that outlast the media are not cut off."""

    duration_ms: int | None = None
    segment_ms: int = SEGMENT_MS
    mpegts: int = 0


# Nobody knows the media.
UNKNOWN = Timeline()


def files(track: Track, layout: Layout, stem: str, timeline: Timeline = UNKNOWN) -> Iterator[tuple[str, str]]:
    """File names and their text, the playlist last, when all that it names is there."""
    duration = max([timeline.duration_ms or 1, *(cue.end_ms for cue in track.cues)])
    starts = range(0, duration, timeline.segment_ms)
    names = [f"{stem}.{number:04d}.vtt" for number in range(1, len(starts) + 1)]
    for name, start in zip(names, starts, strict=True):
        yield name, _segment(track, layout, start, start + timeline.segment_ms, timeline.mpegts)
    lengths = [min(timeline.segment_ms, duration - start) for start in starts]
    yield f"{stem}.{PLAYLIST}", _playlist(names, lengths)


def _segment(track: Track, layout: Layout, start_ms: int, end_ms: int, mpegts: int) -> str:
    """A cue that goes on past an end stands in both segments, with all of its time: players show it once."""
    text = io.StringIO()
    text.write(f"WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:{mpegts},LOCAL:{clock(0)}\n")
    text.write(styles(layout))
    shown = (cue for cue in track.cues if cue.start_ms < end_ms and cue.end_ms > start_ms)
    for block in blocks(shown, layout):
        text.write(f"\n{block}\n")
    text.write("\n")  # ffmpeg reads one segment behind the other: without it the next one's head is a row
    return text.getvalue()


def _playlist(names: list[str], lengths_ms: list[int]) -> str:
    longest = -(-max(lengths_ms) // 1000)
    segments = "".join(
        f"#EXTINF:{ms / 1000:.3f},\n{name}\n" for name, ms in zip(names, lengths_ms, strict=True)
    )
    return (
        "#EXTM3U\n#EXT-X-VERSION:3\n"
        f"#EXT-X-TARGETDURATION:{longest}\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n"
        f"{segments}#EXT-X-ENDLIST\n"
    )
