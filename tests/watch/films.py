"""Small films made by the tests: moving texture, type over it, known times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import numpy.typing as npt

from localize.domain.seen import Box
from localize.watch.engines.scripted import ScriptedText

Image = npt.NDArray[np.uint8]
Draw = Callable[[Image, int], None]


def film(
    path: Path,
    draw: Draw,
    *,
    size: tuple[int, int] = (360, 640),
    fps: int | Fraction = 25,
    duration_ms: int = 2000,
    pixel_format: str = "yuv420p",
    times_ms: Sequence[int] | None = None,
    options: dict[str, str] | None = None,
    container: dict[str, str] | None = None,
    prepare: Callable[[Any], None] = lambda stream: None,
) -> Path:
    """Writes a film of `size` (width, height); `draw` paints on black at each moment. `times_ms` gives every
    frame its own time (a variable frame rate)."""
    moments = times_ms or [round(at * 1000 / fps) for at in range(round(duration_ms * fps / 1000))]
    with av.open(str(path), "w", options=container or {}) as target:
        stream: Any = target.add_stream(
            "libx264", rate=fps, options={"crf": "20", "preset": "ultrafast", **(options or {})}
        )
        stream.width, stream.height, stream.pix_fmt = *size, pixel_format
        stream.codec_context.time_base = Fraction(1, 1000)
        prepare(stream)
        for at_ms in moments:
            pixels: Image = np.zeros((size[1], size[0], 3), np.uint8)
            draw(pixels, at_ms)
            frame = av.VideoFrame.from_ndarray(pixels, format="bgr24")
            frame.pts, frame.time_base = at_ms, Fraction(1, 1000)
            target.mux(stream.encode(frame))
        target.mux(stream.encode())
    return path


def texture(seed: int = 1, size: tuple[int, int] = (720, 1280)) -> Image:
    """Soft noise, for a camera to move over."""
    noise = np.random.default_rng(seed).integers(0, 255, (size[1] // 8, size[0] // 8, 3), np.uint8)
    scaled: Image = cv2.resize(noise, size, interpolation=cv2.INTER_CUBIC)
    return scaled


def moving(picture: Image, speed: float = 0.05) -> Draw:
    """The picture under a camera that goes `speed` pixels a ms to the right."""

    def draw(pixels: Image, at_ms: int) -> None:
        height, width = pixels.shape[:2]
        left = int(at_ms * speed) % (picture.shape[1] - width)
        pixels[:] = picture[:height, left : left + width]

    return draw


def write(
    pixels: Image, text: str, box: Box, strength: float = 1.0, colour: tuple[int, int, int] = (255, 255, 255)
) -> None:
    """Type with a black outline in the middle of the box, as high as it; `strength` below 1 lets the picture
    shine through. OpenCV brings the font (WenQuanYi Micro Hei)."""
    height, width = pixels.shape[:2]
    face, size = cv2.FontFace("uni"), round((box.bottom - box.top) * height * 0.8)
    left, _, long, _ = cv2.getTextSize((width, height), text, (0, 0), face, size, 600)
    at = (round(box.center[0] * width - long / 2 - left), round(box.bottom * height - 0.25 * size))
    layer = pixels.copy()
    edge = max(1, size // 12)
    for across in (-edge, 0, edge):
        for down in (-edge, 0, edge):
            cv2.putText(layer, text, (at[0] + across, at[1] + down), (0, 0, 0), face, size, 600)
    cv2.putText(layer, text, at, colour, face, size, 600)
    pixels[:] = cv2.addWeighted(layer, strength, pixels, 1 - strength, 0)


def subtitled(lines: Sequence[ScriptedText], background: Draw, fade_ms: int = 0) -> Draw:
    def draw(pixels: Image, at_ms: int) -> None:
        background(pixels, at_ms)
        for line in lines:
            if line.start_ms <= at_ms < line.end_ms:
                nearest = min(at_ms - line.start_ms, line.end_ms - at_ms)
                strength = min(1.0, nearest / fade_ms) if fade_ms else 1.0
                write(pixels, line.text, line.box, strength)

    return draw


LOW = Box(0.2, 0.72, 0.8, 0.77)
