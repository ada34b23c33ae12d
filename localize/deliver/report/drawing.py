"""Small pictures of a video → the same with its subtitles, drawn by what burns them in."""

from __future__ import annotations

import io
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from localize.deliver.ffmpeg import FfmpegFailed, run
from localize.deliver.filters import RESULT, graph
from localize.deliver.lettering import write_script
from localize.deliver.picture import PictureStream
from localize.errors import EngineUnavailable
from localize.fonts import Typeface

_REEL = "pictures.nut"
# Without the times of the pictures ffmpeg would draw what is said at other moments.
_TIMES = ("-copyts", "-fps_mode", "passthrough")
# Of 2 to 31, the best first: letters stay clear, and a picture of 270 × 480 pixels has about 15 kB.
_QUALITY = "5"


class Lettering(NamedTuple):
    """`script` is the subtitles as ASS for a picture of `width` × `height` pixels, displayed."""

    script: str
    typeface: Typeface
    width: int
    height: int


def drawn(pictures: Mapping[int, bytes], lettering: Lettering) -> dict[int, bytes]:
    """JPEG by moment → the same with what is shown then. Raises EngineUnavailable."""
    moments = sorted(pictures)
    with TemporaryDirectory(prefix="localize-") as scratch:
        folder = Path(scratch)
        environment = write_script(folder, lettering.script, lettering.typeface)
        (folder / _REEL).write_bytes(_reel({at_ms: pictures[at_ms] for at_ms in moments}))
        try:
            run(_arguments(lettering), folder, environment)
        except FfmpegFailed as failure:
            raise EngineUnavailable(f"ffmpeg cannot draw: {failure}") from failure
        return {at_ms: (folder / f"{number}.jpg").read_bytes() for number, at_ms in enumerate(moments, 1)}


def _arguments(lettering: Lettering) -> list[str]:
    sizes = (lettering.width, lettering.height) * 2
    filters = graph(PictureStream(0, *sizes, begins_ms=0, duration_ms=0), "none", ())
    drawing = ["-i", _REEL, "-filter_complex", filters, "-map", RESULT]
    return [*_TIMES[:1], *drawing, *_TIMES[1:], "-pix_fmt", "yuvj420p", "-q:v", _QUALITY, "%d.jpg"]


def _reel(pictures: Mapping[int, bytes]) -> bytes:
    """The pictures as a video, each at its moment."""
    import av

    data, step = io.BytesIO(), Fraction(1, 1000)
    with av.open(data, "w", format="nut") as container:
        stream: Any = container.add_stream("mjpeg", rate=25)
        stream.width, stream.height = _size(next(iter(pictures.values())))
        stream.pix_fmt, stream.time_base = "yuvj420p", step
        for at_ms, jpeg in pictures.items():
            packet = av.Packet(jpeg)
            packet.pts = packet.dts = at_ms
            packet.time_base, packet.stream, packet.is_keyframe = step, stream, True
            container.mux(packet)
    return data.getvalue()


def _size(jpeg: bytes) -> tuple[int, int]:
    import av

    with av.open(io.BytesIO(jpeg)) as container:
        picture: Any = container.streams.video[0]
        return picture.width, picture.height
