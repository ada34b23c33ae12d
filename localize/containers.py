"""Media containers through PyAV: how every room opens them, and how it gets over what is damaged in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from localize.errors import NotMedia

# Anamorphic film squeezes its pictures to a half; a pixel wider or narrower than that is a wrong number.
WIDEST_PIXEL = 4.0
_TICKS = 1000  # a millisecond: containers tell their length in microseconds


class Displayed(NamedTuple):
    """A picture in pixels, upright: as it is displayed, where pixels are squares, and as it is stored."""

    width: int
    height: int
    stored_width: int
    stored_height: int


def open_container(path: Path, hint: str = "") -> Any:
    """Raises NotMedia, with the hint, for what is no media."""
    import av

    try:
        # `file:` keeps a colon in a file name from being taken for a protocol.
        return av.open(f"file:{path}", metadata_errors="ignore")
    except (av.FFmpegError, OSError) as error:
        reason = error.strerror or type(error).__name__
        raise NotMedia(f"{path} cannot be read as media: {reason}", hint) from error


def length_ms(path: Path) -> int:
    """By what its container says; 0 where that says nothing. Raises NotMedia."""
    with closing(open_container(path)) as container:
        return (container.duration or 0) // _TICKS


def default_of(streams: list[Any]) -> Any:
    """The one that the container marks as such, else the first."""
    default = [stream for stream in streams if stream.disposition & stream.disposition.default]
    return (default or streams)[0]


def pictures_of(container: Any) -> list[Any]:
    """The video streams, without covers."""
    return [
        stream
        for stream in container.streams.video
        if stream.codec_context is not None and not stream.disposition & stream.disposition.attached_pic
    ]


def first_moment(stream: Any) -> float | None:
    """In seconds on the container's clock; None where the stream does not say."""
    return None if stream.start_time is None else float(stream.start_time * stream.time_base)


def quarter_turns(frame: Any) -> int:
    """By how many right angles a decoded frame is turned for display, 0 to 3; telephones tell with each."""
    return round(getattr(frame, "rotation", 0) / 90) % 4


def pixel_aspect(stream: Any) -> float:
    """Width over height of a stored pixel as it is displayed; 1 where nothing is said, or what no picture
    has: a wrong number would make a frame of gigabytes."""
    ratio = float(stream.sample_aspect_ratio or 1)
    return ratio if 1 / WIDEST_PIXEL <= ratio <= WIDEST_PIXEL else 1.0


def displayed(stream: Any, frame: Any | None) -> Displayed:
    """By a decoded frame, which alone knows what is cropped and how it is turned; None: there is none."""
    stored = stream if frame is None else frame
    width, height = max(1, round(stored.width * pixel_aspect(stream))), stored.height
    if frame is not None and quarter_turns(frame) % 2:
        return Displayed(height, width, stored.height, stored.width)
    return Displayed(width, height, stored.width, stored.height)


def packets_of(container: Any, stream: Any) -> Iterator[Any]:
    """A damaged container ends the stream."""
    import av

    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except (av.FFmpegError, OSError):
            return
        if packet is None:
            return
        yield packet


def frames_of(container: Any, stream: Any) -> Iterator[Any]:
    """Every frame that can be decoded: a bad packet is passed over."""
    import av

    for packet in packets_of(container, stream):
        try:
            yield from packet.decode()
        except av.FFmpegError:
            continue
