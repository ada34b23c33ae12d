"""Small media files with known sound, written by the tests that read them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt

Signal = npt.NDArray[np.float32]
RATE = 16_000


def clicks(seconds: float, at: list[float], rate: int = RATE) -> Signal:
    """Silence, but for a 20 ms burst of 1 kHz at each of `at` (seconds)."""
    signal = np.zeros(int(seconds * rate), dtype=np.float32)
    burst = (0.8 * np.sin(2 * np.pi * 1000 * np.arange(rate // 50) / rate)).astype(np.float32)
    for moment in at:
        start = int(moment * rate)
        signal[start : start + len(burst)] = burst[: len(signal) - start]
    return signal


def click_times(signal: Signal) -> list[float]:
    """Where bursts begin, in seconds at 16 kHz; the inverse of `clicks`."""
    loud = np.flatnonzero(np.abs(signal) > 0.2)
    firsts = loud[np.insert(np.diff(loud) > RATE // 10, 0, True)] if len(loud) else loud
    return [round(float(first) / RATE, 2) for first in firsts]


def write(
    path: Path,
    signal: Signal | None,
    *,
    rate: int = RATE,
    layout: str = "mono",
    codec: str = "pcm_s16le",
    sample_format: str = "s16",
    sound_at: float = 0.0,
    picture_at: float | None = None,
) -> Path:
    """`sound_at` and `picture_at` are when each stream starts, in seconds; no picture for None."""
    with av.open(str(path), "w") as container:
        picture = _picture_stream(container) if picture_at is not None else None
        sound = container.add_stream(codec, rate=rate, layout=layout) if signal is not None else None
        if sound is not None and signal is not None:
            sound.format = sample_format
            _encode_sound(container, sound, signal, rate, layout, sample_format, sound_at)
        if picture is not None:
            _encode_picture(container, picture, picture_at or 0.0)
    return path


def _picture_stream(container: Any) -> Any:
    stream = container.add_stream("mpeg4", rate=25)
    stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
    return stream


def _encode_sound(
    container: Any, stream: Any, signal: Signal, rate: int, layout: str, sample_format: str, start: float
) -> None:
    channels = len(av.AudioLayout(layout).channels)
    samples = np.repeat(signal[None, :], channels, axis=0)
    samples = (samples * 32767).astype(np.int16) if sample_format.startswith("s16") else samples
    for at in range(0, samples.shape[1], 1024):
        block = samples[:, at : at + 1024]
        if not sample_format.endswith("p"):
            block = block.T.reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), sample_format, layout)
        frame.sample_rate, frame.time_base = rate, Fraction(1, rate)
        frame.pts = round(start * rate) + at
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _encode_picture(container: Any, stream: Any, start: float, frames: int = 10) -> None:
    for at in range(frames):
        frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), dtype=np.uint8), "rgb24")
        frame.pts, frame.time_base = round(start * 25) + at, Fraction(1, 25)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
