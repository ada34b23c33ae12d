"""Small videos."""

from __future__ import annotations

from pathlib import Path


def film(path: Path, width: int = 64, height: int = 112, *, frames: int = 5, begins_s: int = 0) -> Path:
    """Frames of grey, 25 a second; the clock of a transport stream (`.ts`) begins at `begins_s`."""
    import av

    codec = "mpeg2video" if path.suffix == ".ts" else "mpeg4"
    with av.open(str(path), "w", options={"output_ts_offset": str(begins_s)}) as container:
        stream = container.add_stream(codec, rate=25)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for _ in range(frames):
            container.mux(stream.encode(av.VideoFrame(width, height, "yuv420p")))
        container.mux(stream.encode())
    return path


def beginning(film: Path, path: Path, seconds: float) -> Path:
    """The first seconds of a film, copied as they are; an mp4 can be played before all of it is there."""
    import av

    options = {"movflags": "faststart"} if path.suffix == ".mp4" else {}
    with av.open(str(film)) as whole, av.open(str(path), "w", options=options) as short:
        copies = {stream.index: short.add_stream_from_template(stream) for stream in whole.streams}
        for packet in whole.demux():
            if packet.pts is not None and packet.pts * packet.time_base < seconds:
                packet.stream = copies[packet.stream.index]
                short.mux(packet)
    return path
