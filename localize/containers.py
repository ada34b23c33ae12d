"""Media containers through PyAV: how every room opens them, and how it gets over what is damaged in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from localize.errors import NotMedia


def open_container(path: Path, hint: str = "") -> Any:
    """Raises NotMedia, with the hint, for what is no media."""
    import av

    try:
        # `file:` keeps a colon in a file name from being taken for a protocol.
        return av.open(f"file:{path}", metadata_errors="ignore")
    except (av.FFmpegError, OSError) as error:
        reason = error.strerror or type(error).__name__
        raise NotMedia(f"{path} cannot be read as media: {reason}", hint) from error


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
