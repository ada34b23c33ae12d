"""Films to draw on, and what became of them."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import msgspec
import numpy as np
import numpy.typing as npt

from localize.deliver.burning import Burning, burn
from localize.deliver.covering import Cover, covered
from localize.deliver.encoders import encoder_options
from localize.deliver.picture import picture_of
from localize.domain.screen import Burned
from localize.domain.track import Cue, Track
from localize.events import Listener, ignore
from localize.fonts import Typeface, find_typeface
from localize.pipeline.lettering import drawn_on, shifted
from localize.profiles import Layout, load_profile
from localize.subtitle.formats import ass

Grey = npt.NDArray[np.uint8]
SIZE = (360, 640)
BACK = 90  # of 255


def clip(
    path: Path,
    *,
    size: tuple[int, int] = SIZE,
    seconds: float = 2.0,
    begins: float = 0.0,
    aspect: Fraction = Fraction(1),
    white: tuple[slice, slice] | None = None,
    sounds: bool = True,
) -> Path:
    """A grey picture and a tone beside it; `begins` is when the first frame is shown, `white` the rows and
    columns of a bar in it."""
    with av.open(str(path), "w") as target:
        picture: Any = target.add_stream("libx264", rate=25, options={"preset": "ultrafast", "crf": "10"})
        picture.width, picture.height, picture.pix_fmt = *size, "yuv420p"
        picture.codec_context.sample_aspect_ratio = aspect
        if sounds:
            sound: Any = target.add_stream("aac", rate=16000, layout="mono")
            _write_tone(target, sound, seconds + begins)
        pixels = np.full((size[1], size[0], 3), BACK, np.uint8)
        if white is not None:
            pixels[white] = 255
        for at in range(round(seconds * 25)):
            frame = av.VideoFrame.from_ndarray(pixels, "rgb24")
            frame.pts, frame.time_base = round(begins * 25) + at, Fraction(1, 25)
            target.mux(picture.encode(frame))
        target.mux(picture.encode())
    return path


def _write_tone(target: Any, sound: Any, seconds: float) -> None:
    for at in range(0, int(seconds * 16000), 1024):
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        frame.sample_rate, frame.pts, frame.time_base = 16000, at, Fraction(1, 16000)
        target.mux(sound.encode(frame))
    target.mux(sound.encode())


def typeface(language: str, fonts: Path) -> Typeface:
    found = find_typeface(language, [fonts])
    assert found is not None
    return found


def layout(language: str) -> Layout:
    return load_profile("vertical").layout_of(language)


def burned(
    video: Path,
    rows: tuple[str, ...],
    language: str,
    fonts: Path,
    *,
    start_ms: int = 500,
    end_ms: int = 1500,
    cover: Cover = "none",
    old: tuple[Burned, ...] = (),
    out: Path | None = None,
    listener: Listener = ignore,
) -> Path:
    """The film with one cue drawn into it, as the pipeline would."""
    picture = picture_of(video)
    track = shifted(Track(language, (Cue("1", start_ms, end_ms, rows),)), picture.begins_ms)
    letters = typeface(language, fonts)
    script = io.StringIO()
    ass.dumps(track, script, drawn_on(layout(language), letters, picture.width, picture.height))
    hidden = covered(
        [msgspec.structs.replace(one, span=one.span.shifted(picture.begins_ms)) for one in old],
        picture.stored_width,
        picture.stored_height,
    )
    out = out or video.with_name(f"{video.stem}.{language}.mp4")
    encoder = encoder_options("libx264", "ultrafast")
    burning = Burning(video, picture, script.getvalue(), letters, cover, hidden, encoder)
    burn(burning, out, f"burn {language}", listener)
    return out


def grey_frames(path: Path) -> list[tuple[float, Grey]]:
    """Every frame with its time in seconds."""
    with av.open(str(path)) as container:
        return [
            (float(frame.time or 0), frame.to_ndarray(format="gray")) for frame in container.decode(video=0)
        ]


def at(path: Path, seconds: float) -> Grey:
    return next(pixels for time, pixels in grey_frames(path) if time >= seconds - 0.001)


def ink(pixels: Grey) -> npt.NDArray[np.bool_]:
    """Where it is the white of letters."""
    return pixels > 200


def touched(pixels: Grey) -> npt.NDArray[np.bool_]:
    """Where it differs from the background by more than encoding does."""
    return np.abs(pixels.astype(int) - BACK) > 40


def box_of(mask: npt.NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is set."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
