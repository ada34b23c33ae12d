"""Small pictures of a video at given moments, as JPEG."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing, suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

from localize.containers import (
    default_of,
    first_moment,
    frames_of,
    open_container,
    pictures_of,
    pixel_aspect,
    quarter_turns,
)

# The long side, in pixels: a phone held upright shows the page's pictures about so large.
LONG_SIDE = 480
# Decoding on is cheaper than seeking to the key frame before, when that is near.
_NEAR_S = 4.0


def stills(video: Path, moments_ms: Collection[int]) -> dict[int, bytes]:
    """The picture shown at each moment, those left out that cannot be decoded. Raises NotMedia."""
    with closing(open_container(video)) as container:
        streams = pictures_of(container)
        if not streams:
            return {}
        stream = default_of(streams)
        zero, reel = first_moment(stream) or 0.0, _Reel(container, stream)
        shown = ((at_ms, reel.at(zero + at_ms / 1000)) for at_ms in sorted(set(moments_ms)))
        return {at_ms: _jpeg(frame, stream) for at_ms, frame in shown if frame is not None}


class _Reel:
    """Decoded frames, asked for in order of time."""

    def __init__(self, container: Any, stream: Any) -> None:
        self._container, self._stream = container, stream
        self._frames: Iterator[Any] = iter(())
        self._last: Any = None
        self._next: Any = None

    def at(self, moment: float) -> Any:
        """The frame shown then, in seconds on the container's clock, None where there is none."""
        if self._next is None or moment - self._next.time > _NEAR_S:
            self._seek(moment)
        while self._next is not None and self._next.time <= moment:
            self._last, self._next = self._next, self._take()
        return self._last or self._next

    def _seek(self, moment: float) -> None:
        import av

        with suppress(av.FFmpegError):  # what cannot seek is read from where it is
            self._container.seek(int(moment / self._stream.time_base), stream=self._stream)
        self._frames = frames_of(self._container, self._stream)
        self._last, self._next = None, self._take()

    def _take(self) -> Any:
        return next((frame for frame in self._frames if frame.time is not None), None)


def _jpeg(frame: Any, stream: Any) -> bytes:
    """Upright, with square pixels."""
    import av

    picture = _upright(frame, stream)
    encoder: Any = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height = picture.width, picture.height
    encoder.pix_fmt, encoder.time_base = "yuvj420p", Fraction(1, 25)
    encoder.options = {"qmin": "4", "qmax": "6"}
    return b"".join(bytes(packet) for packet in [*encoder.encode(picture), *encoder.encode(None)])


def _upright(frame: Any, stream: Any) -> Any:
    import av
    import numpy as np

    aspect = pixel_aspect(stream)
    width, height = frame.width * aspect, frame.height
    scale = min(1.0, LONG_SIDE / max(width, height))
    size = [max(2, round(side * scale) // 2 * 2) for side in (width, height)]
    pixels = frame.to_ndarray(format="rgb24", width=size[0], height=size[1])
    turns = quarter_turns(frame)
    turned = np.ascontiguousarray(np.rot90(pixels, turns))
    return av.VideoFrame.from_ndarray(turned, format="rgb24").reformat(format="yuvj420p")
