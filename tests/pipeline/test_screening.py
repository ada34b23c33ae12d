from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, cycle, islice
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from localize.domain.screen import UNKNOWN, Burned, Frames
from localize.domain.seen import DIALOGUE, Box, Seen, SeenLine
from localize.domain.times import Span
from localize.errors import NotMedia
from localize.pipeline import screening
from localize.pipeline.screening import screen_of

RATES = ((24000, 1001), (24, 1), (25, 1), (30000, 1001), (30, 1), (50, 1), (60000, 1001), (60, 1))
# A phone that films in bad light.
UNEVEN = tuple(accumulate(islice(cycle((33, 34, 33, 50, 17, 100)), 60), initial=0))


def film(
    path: Path,
    moments_ms: Sequence[float],
    *,
    aspect: Fraction | None = None,
    rotation: int = 0,
    late_ms: int = 0,
    options: dict[str, str] | None = None,
) -> Path:
    """Grey pictures of 64 × 32, each shown at its moment."""
    with av.open(str(path), "w", options=options or {}) as target:
        stream: Any = target.add_stream("libx264", rate=25, options={"preset": "medium", "bf": "2"})
        stream.width, stream.height, stream.pix_fmt = 64, 32, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 120_000)
        if aspect:
            stream.codec_context.sample_aspect_ratio = aspect
        if rotation:
            stream.set_display_rotation(rotation)
        for number, moment in enumerate(moments_ms):
            pixels = np.full((32, 64, 3), 3 * number % 256, np.uint8)
            frame = av.VideoFrame.from_ndarray(pixels, format="bgr24")
            frame.pts, frame.time_base = round((moment + late_ms) * 120), Fraction(1, 120_000)
            target.mux(stream.encode(frame))
        target.mux(stream.encode())
    return path


def at_rate(rate: Fraction, count: int = 60) -> list[float]:
    return [float(number * 1000 / rate) for number in range(count)]


@pytest.mark.parametrize("container", ["mp4", "mkv", "ts"])
@pytest.mark.parametrize("rate", RATES)
def test_a_constant_rate_is_told_exactly(tmp_path: Path, rate: tuple[int, int], container: str) -> None:
    path = film(tmp_path / f"film.{container}", at_rate(Fraction(*rate)))
    assert screen_of(path, None).frames == Frames(*rate)


def test_an_unusual_rate_is_constant_too(tmp_path: Path) -> None:
    frames = screen_of(film(tmp_path / "film.mp4", at_rate(Fraction(15))), None).frames
    assert frames == Frames(15, 1)


@pytest.mark.parametrize("container", ["mp4", "mkv"])
def test_at_a_variable_rate_each_picture_has_its_moment(tmp_path: Path, container: str) -> None:
    frames = screen_of(film(tmp_path / f"film.{container}", UNEVEN), None).frames
    assert frames.shown_ms == UNEVEN


def test_times_count_from_the_first_picture(tmp_path: Path) -> None:
    frames = screen_of(film(tmp_path / "film.mkv", UNEVEN, late_ms=700), None).frames
    assert frames.shown_ms == UNEVEN


def test_a_recording_that_was_not_closed_has_frames(tmp_path: Path) -> None:
    path = film(
        tmp_path / "live.mp4", at_rate(Fraction(30)), options={"movflags": "empty_moov+frag_keyframe"}
    )
    assert screen_of(path, None).frames == Frames(30, 1)


def test_a_recording_that_was_cut_short_has_those_that_are_left(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mkv", UNEVEN)
    path.write_bytes(path.read_bytes()[:-400])
    shown_ms = screen_of(path, None).frames.shown_ms
    assert 2 <= len(shown_ms) < len(UNEVEN)
    assert set(shown_ms) < set(UNEVEN)


def test_the_size_is_that_of_the_displayed_picture(tmp_path: Path) -> None:
    still = at_rate(Fraction(25), 3)
    sizes = {
        "plain": (film(tmp_path / "plain.mp4", still), (64, 32)),
        "anamorphic": (film(tmp_path / "wide.mp4", still, aspect=Fraction(3, 2)), (96, 32)),
        "nonsense": (film(tmp_path / "mad.mp4", still, aspect=Fraction(90, 1)), (64, 32)),
        "turned": (film(tmp_path / "turned.mp4", still, rotation=90), (32, 64)),
        "both": (film(tmp_path / "both.mp4", still, aspect=Fraction(3, 2), rotation=-90), (32, 96)),
        "on its head": (film(tmp_path / "head.mp4", still, rotation=180), (64, 32)),
    }
    for path, size in sizes.values():
        screen = screen_of(path, None)
        assert (screen.width, screen.height) == size


def test_only_the_first_picture_is_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded = []

    def counted(container: Any, stream: Any) -> Any:
        for frame in frames_of(container, stream):
            decoded.append(frame)
            yield frame

    frames_of = screening.frames_of
    monkeypatch.setattr(screening, "frames_of", counted)
    screen_of(film(tmp_path / "film.mp4", at_rate(Fraction(25))), None)
    assert len(decoded) == 1


def test_what_was_seen_belongs_to_it(tmp_path: Path) -> None:
    line = SeenLine("走", 100, 900, DIALOGUE, Box(0.2, 0.7, 0.8, 0.8), 0.9)
    seen = Seen(2400, (line,), cuts=(1000, 2000))
    screen = screen_of(film(tmp_path / "film.mp4", at_rate(Fraction(25))), seen)
    assert screen.cuts == (1000, 2000)
    assert screen.burned == (Burned(Span(100, 900), line.box),)


def test_sound_alone_has_no_screen(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    with av.open(str(path), "w") as target:
        stream: Any = target.add_stream("pcm_s16le", rate=16000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1600), np.int16), format="s16", layout="mono")
        frame.sample_rate = 16000
        target.mux(stream.encode(frame))
        target.mux(stream.encode())
    assert screen_of(path, None) == UNKNOWN


def test_what_is_no_media_is_told(tmp_path: Path) -> None:
    path = tmp_path / "text.mp4"
    path.write_text("not a film")
    with pytest.raises(NotMedia):
        screen_of(path, None)
