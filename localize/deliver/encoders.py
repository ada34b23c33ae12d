"""What encodes the picture: the first that works on this machine."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from localize.deliver.ffmpeg import FfmpegFailed, run
from localize.errors import EngineUnavailable, UnknownName

AUTO = "auto"
SOFTWARE = "libx264"
PRESET = "medium"

# Constant quality that a viewer does not tell from the source: CRF 17 to 18 for libx264 (FFmpeg's wiki on
# H.264); the nearest that each of the others has, by its own documentation, measured on none of them.
_QUALITY = {
    "h264_nvenc": ("-rc", "vbr", "-cq", "19", "-b:v", "0"),
    "h264_videotoolbox": ("-q:v", "65"),
    "h264_qsv": ("-global_quality", "19"),
    "h264_amf": ("-rc", "cqp", "-qp_i", "19", "-qp_p", "21"),
    SOFTWARE: ("-crf", "18"),
}
ENCODERS = (AUTO, *_QUALITY)
_TRY = ("-f", "lavfi", "-i", "color=size=256x256:rate=25:duration=0.2", "-pix_fmt", "yuv420p")


def encoder_options(name: str, preset: str = PRESET) -> list[str]:
    """ffmpeg's options for the encoder `name`, or for the first that works here with `auto`; `preset` is
    libx264's. Raises UnknownName, EngineUnavailable."""
    if name not in ENCODERS:
        raise UnknownName.of("encoder", name, ENCODERS)
    if name == AUTO:
        name = next((one for one in _QUALITY if one != SOFTWARE and not _failure(one)), SOFTWARE)
    elif name != SOFTWARE and (why := _failure(name)):
        raise EngineUnavailable(
            f"{name} does not work here: {why}", f"leave out --encoder, or use {SOFTWARE}"
        )
    return ["-c:v", name, *_QUALITY[name], *(("-preset", preset) if name == SOFTWARE else ())]


@cache
def _failure(name: str) -> str:
    """Why it does not encode a fifth of a second; empty where it does. That it is listed proves nothing."""
    try:
        run([*_TRY, "-c:v", name, *_QUALITY[name], "-f", "null", "-"], Path(tempfile.gettempdir()))
    except FfmpegFailed as failure:
        return str(failure)
    return ""
