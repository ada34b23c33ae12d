"""A media file's pictures as they are displayed: upright, square pixels, timed from the first of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from localize.containers import (
    WIDEST_PIXEL,
    default_of,
    frames_of,
    open_container,
    packets_of,
    pictures_of,
    pixel_aspect,
    quarter_turns,
)
from localize.cores import core_count
from localize.domain.seen import Box
from localize.errors import NotMedia
from localize.stage import Picture
from localize.watch.strokes import area_of

if TYPE_CHECKING:
    from localize.stage import Pixels

# The short side of the grey picture in which text is followed: a subtitle's character is then some 20 pixels.
SHORT_SIDE = 360
# No film is that long and thin; what is gets fewer pixels instead of gigabytes.
LONGEST_SIDE = 1440
# For the cut finder: enough to tell two shots apart.
TINY = (36, 64)

PARAMETERS = {
    "short_side": SHORT_SIDE, "longest_side": LONGEST_SIDE, "tiny": TINY, "widest_pixel": WIDEST_PIXEL,
}  # fmt: skip

WHOLE = Box(0.0, 0.0, 1.0, 1.0)
# 8-bit formats whose planes can be read as they lie in memory.
_PLANAR = frozenset(
    {"yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p", "yuv411p", "yuvj411p"}
)
_ONLY_PICTURES = "give a video, for example mp4, mkv or mov"


@dataclass(frozen=True)
class PictureTrack:
    """`duration_ms` is what the file announces, 0 when it does not; `rate` is in frames a second."""

    duration_ms: int
    rate: float


class Frame:
    """One displayed frame, `at_ms` from the first. What is costly is made when it is first asked for."""

    def __init__(self, raw: Any, at_ms: int, pixel_aspect: float = 1.0) -> None:
        """`pixel_aspect` is a stored pixel's width over its height."""
        self._raw, self._pixel_aspect = raw, pixel_aspect
        self.at_ms = at_ms

    @property
    def aspect(self) -> float:
        """The displayed picture's width over its height."""
        height, width = self.luma.shape[:2]
        return float(width / height)

    @cached_property
    def luma(self) -> Pixels:
        """Grey, height × width with the short side of SHORT_SIDE."""
        import cv2

        grey = self._plane(0)
        width, height = self._stored_size(SHORT_SIDE)
        shrinks = grey.shape[1] > width
        scaled = cv2.resize(
            grey, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
        )
        return self._upright(scaled)

    @cached_property
    def tiny(self) -> Pixels:
        """Brightness and colour in three planes of TINY."""
        import cv2
        import numpy as np

        # Colour has no detail that a shot is known by: every fourth pixel is enough.
        planes = (self.luma, self._plane(1)[::4, ::4], self._plane(2)[::4, ::4])
        return np.stack([cv2.resize(plane, TINY, interpolation=cv2.INTER_AREA) for plane in planes])

    @cached_property
    def _colour(self) -> Pixels:
        pixels: Pixels = self._raw.to_ndarray(format="bgr24")
        return self._upright(_square(pixels, self._pixel_aspect))

    def picture(self, box: Box = WHOLE, short_side: int | None = None) -> Picture:
        """The part in `box`, scaled down so that the whole frame's short side would be `short_side`."""
        import cv2

        height, width = self._colour.shape[:2]
        rows, columns = area_of(box, self._colour.shape)
        pixels = self._colour[rows, columns]
        shown = Box(columns.start / width, rows.start / height, columns.stop / width, rows.stop / height)
        scale = short_side / min(height, width) if short_side else 1.0
        if scale < 1.0:
            pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        return Picture(pixels, self.at_ms, shown)

    def grey(self, box: Box) -> Pixels:
        """The brightness in `box`, as fine as it is stored."""
        plane = self._upright(_square(self._plane(0), self._pixel_aspect))
        height, width = plane.shape
        top, left = int(max(box.top, 0.0) * height), int(max(box.left, 0.0) * width)
        bottom, right = max(round(box.bottom * height), top + 1), max(round(box.right * width), left + 1)
        return plane[top:bottom, left:right]

    @cached_property
    def _planes(self) -> Any:
        return self._raw if self._raw.format.name in _PLANAR else self._raw.reformat(format="yuv420p")

    def _plane(self, index: int) -> Pixels:
        import numpy as np

        plane = self._planes.planes[index]
        rows = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)
        return rows[: plane.height, : plane.width]

    def _stored_size(self, short_side: int) -> tuple[int, int]:
        """Width and height, before it is turned, at which the displayed short side is `short_side`."""
        width, height = self._raw.width * self._pixel_aspect, self._raw.height
        scale = min(short_side / min(width, height), LONGEST_SIDE / max(width, height))
        return max(1, round(width * scale)), max(1, round(height * scale))

    def _upright(self, pixels: Pixels) -> Pixels:
        import numpy as np

        turns = quarter_turns(self._raw)
        return np.ascontiguousarray(np.rot90(pixels, turns)) if turns else pixels


def picture_track(path: Path) -> PictureTrack | None:
    """What the file says of its picture; None when it has none (a cover is none). Raises NotMedia."""
    with closing(open_container(path, _ONLY_PICTURES)) as container:
        if not pictures_of(container):
            return None
        stream = _video_stream(container, path)
        rate = float(stream.average_rate or stream.guessed_rate or 25)
        if stream.duration is not None:
            return PictureTrack(round(float(stream.duration * stream.time_base) * 1000), rate)
        announced_ms = round((container.duration or 0) / 1000)
        return PictureTrack(announced_ms or _last_ms(container, stream), rate)


def _last_ms(container: Any, stream: Any) -> int:
    """What a recording that was not closed (a live one) does not announce, from its packets."""
    clock = _Clock(stream)
    return max((clock.at_ms(packet) or 0 for packet in packets_of(container, stream)), default=0)


def frames(path: Path, start_ms: int = 0, end_ms: int | None = None) -> Iterator[Frame]:
    """The frames from `start_ms` up to and without `end_ms`, in order of time.

    Frames that cannot be decoded are left out, what repeats a time is dropped. Raises NotMedia.
    """
    with closing(open_container(path, _ONLY_PICTURES)) as container:
        stream = _video_stream(container, path)
        clock, aspect = _Clock(stream), pixel_aspect(stream)
        before = -1
        for raw in _from(container, stream, clock, start_ms, path):
            at_ms = clock.at_ms(raw)
            if at_ms is None:
                continue
            if end_ms is not None and at_ms >= end_ms:
                return
            if at_ms >= start_ms and at_ms > before:
                before = at_ms
                yield Frame(raw, at_ms, aspect)


# Where a container does not know its key frames (MPEG-TS), decoding begins at the first one after the place
# that was sought, which must then be sought earlier.
_FIRST_STEP_BACK_MS = 2000
# Where nothing at all can be decoded from there on, the file ends there.
_LAST_STEP_BACK_MS = 16_000


def _from(container: Any, stream: Any, clock: _Clock, start_ms: int, path: Path) -> Iterator[Any]:
    """Frames from one at or before `start_ms` on."""
    back_ms = 0
    while True:
        target = max(0, start_ms - back_ms)
        if start_ms > 0:
            _seek(container, stream, clock.stamp(target), path)
        decoded = frames_of(container, stream)
        first = next((raw for raw in decoded if clock.at_ms(raw) is not None), None)
        if first is None and (target == 0 or back_ms >= _LAST_STEP_BACK_MS):
            return
        if first is not None and (target == 0 or (clock.at_ms(first) or 0) <= start_ms):
            yield first
            yield from decoded
            return
        back_ms = back_ms * 2 or _FIRST_STEP_BACK_MS


def _seek(container: Any, stream: Any, stamp: int, path: Path) -> None:
    import av

    try:
        container.seek(stamp, stream=stream, backward=True)
    except (av.FFmpegError, OSError) as error:
        raise NotMedia(
            f"{path} cannot be searched: {error.strerror or type(error).__name__}",
            "put it into a container: ffmpeg -i IN -c copy OUT.mp4",
        ) from error


# Between two key frames lie up to ten seconds, and a sample need not be at its very moment.
_SHORT_CUT_MS = 1500


def sampled(path: Path, moments: Sequence[int]) -> Iterator[Frame]:
    """A frame near each moment (in ms, rising), cheaply: at most 1.5 s of picture is decoded for each, so
    that it may lie before its moment. Never the same frame twice. Raises NotMedia."""
    with closing(open_container(path, _ONLY_PICTURES)) as container:
        stream = _video_stream(container, path)
        stream.codec_context.thread_count = core_count()  # nothing else runs meanwhile in this process
        clock = _Clock(stream)
        before = -1
        for moment in moments:
            _seek(container, stream, clock.stamp(moment), path)
            frame = _near(container, stream, clock, moment, before)
            if frame is not None:
                before = frame.at_ms
                yield frame


def _near(container: Any, stream: Any, clock: _Clock, moment: int, before: int) -> Frame | None:
    """The last frame up to `moment` that can be had cheaply, later than `before`."""
    latest, first = None, None
    for raw in frames_of(container, stream):
        at_ms = clock.at_ms(raw)
        if at_ms is None or at_ms <= before:
            continue
        first = at_ms if first is None else first
        latest = Frame(raw, at_ms, pixel_aspect(stream))
        if at_ms >= min(moment, first + _SHORT_CUT_MS):
            break
    return latest


class _Clock:
    """A stream's time stamps as ms from its first frame, and back."""

    def __init__(self, stream: Any) -> None:
        self._base = float(stream.time_base)
        self._zero = stream.start_time or 0

    def at_ms(self, raw: Any) -> int | None:
        """Of a frame or packet; None where it does not say."""
        stamp = raw.dts if raw.pts is None else raw.pts
        return None if stamp is None else round((stamp - self._zero) * self._base * 1000)

    def stamp(self, ms: int) -> int:
        return int(ms / 1000 / self._base) + int(self._zero)


def _video_stream(container: Any, path: Path) -> Any:
    streams = pictures_of(container)
    if not streams:
        raise NotMedia(f"{path} has no picture", _ONLY_PICTURES)
    stream = default_of(streams)
    # Several parts are decoded side by side: more threads for each would only wait for one another.
    stream.codec_context.thread_count = 1
    return stream


def _square(pixels: Pixels, aspect: float) -> Pixels:
    if aspect == 1.0:
        return pixels
    import cv2

    height, width = pixels.shape[:2]
    square: Pixels = cv2.resize(pixels, (max(1, round(width * aspect)), height))
    return square
