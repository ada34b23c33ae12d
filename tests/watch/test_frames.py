from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from localize.domain.seen import Box
from localize.errors import NotMedia
from localize.watch.frames import SHORT_SIDE, frames, picture_track, sampled
from tests.watch.films import Image, film


def corner(pixels: Image, at_ms: int) -> None:
    """White in the upper left quarter, red in the lower right one."""
    height, width = pixels.shape[:2]
    pixels[: height // 2, : width // 2] = 255
    pixels[height // 2 :, width // 2 :] = (0, 0, 255)


def test_frames_come_with_their_times(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", corner, duration_ms=400)
    assert [frame.at_ms for frame in frames(path)] == [0, 40, 80, 120, 160, 200, 240, 280, 320, 360]


def test_a_stretch_is_cut_out_exactly_although_it_begins_between_key_frames(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", corner, duration_ms=2000)
    assert [frame.at_ms for frame in frames(path, 1000, 1200)] == [1000, 1040, 1080, 1120, 1160]


def test_a_variable_frame_rate_keeps_its_times(tmp_path: Path) -> None:
    times = [0, 33, 50, 150, 151, 700]
    path = film(tmp_path / "a.mkv", corner, times_ms=times)
    assert [frame.at_ms for frame in frames(path)] == times


@pytest.mark.parametrize("fps", [15, Fraction(24000, 1001), 30, 50, 60])
def test_every_frame_rate_is_timed_to_the_millisecond(tmp_path: Path, fps: int | Fraction) -> None:
    path = film(tmp_path / "a.mp4", corner, fps=fps, duration_ms=1000)
    expected = [round(at * 1000 / fps) for at in range(round(fps))]
    got = [frame.at_ms for frame in frames(path)]
    assert len(got) == len(expected)
    assert all(abs(one - other) <= 1 for one, other in zip(got, expected, strict=True))


@pytest.mark.parametrize("size", [(180, 320), (360, 640), (720, 1280), (640, 360)])
def test_the_grey_picture_has_one_size(tmp_path: Path, size: tuple[int, int]) -> None:
    path = film(tmp_path / "a.mp4", corner, size=size, duration_ms=120)
    frame = next(frames(path))
    assert min(frame.luma.shape) == SHORT_SIDE
    assert frame.luma[10, 10] > 200 > frame.luma[-10, -10]


def test_four_thousand_pixels_and_ten_bits(tmp_path: Path) -> None:
    path = film(
        tmp_path / "a.mp4", corner, size=(2160, 3840), duration_ms=120, pixel_format="yuv420p10le",
        options={"preset": "ultrafast"},
    )  # fmt: skip
    frame = next(frames(path))
    assert frame.luma.shape == (640, 360)
    assert frame.luma[10, 10] > 200 > frame.luma[-10, -10]
    assert frame.picture(short_side=90).pixels.shape == (160, 90, 3)


def test_wide_pixels_are_made_square(tmp_path: Path) -> None:
    def wide(stream: Any) -> None:
        stream.codec_context.sample_aspect_ratio = Fraction(2, 1)

    path = film(tmp_path / "a.mp4", corner, size=(320, 640), duration_ms=120, prepare=wide)
    frame = next(frames(path))
    assert frame.luma.shape == (360, 360)
    assert frame.picture().pixels.shape == (640, 640, 3)


def test_pixels_of_an_impossible_shape_are_taken_for_square(tmp_path: Path) -> None:
    def flat(stream: Any) -> None:
        stream.codec_context.sample_aspect_ratio = Fraction(200, 1)

    frame = next(frames(film(tmp_path / "a.mp4", corner, duration_ms=120, prepare=flat)))
    assert frame.picture().pixels.shape == (640, 360, 3)


def test_a_thread_of_a_picture_takes_no_gigabytes(tmp_path: Path) -> None:
    frame = next(frames(film(tmp_path / "a.mkv", corner, size=(2000, 4), duration_ms=120)))
    assert max(frame.luma.shape) == 1440


def test_a_turned_picture_is_set_upright(tmp_path: Path) -> None:
    """What telephones write: the frame lies on its side, and a matrix says so."""
    lying = film(tmp_path / "a.mp4", corner, size=(640, 360), duration_ms=400)
    turned = _with_rotation(lying, tmp_path / "turned.mp4")
    frame = next(frames(turned))
    assert frame.luma.shape == (640, 360)
    corners = {
        "upper left": frame.luma[10, 10], "upper right": frame.luma[10, -10],
        "lower left": frame.luma[-10, 10], "lower right": frame.luma[-10, -10],
    }  # fmt: skip
    # By the matrix a point (right, down) of the stored frame is displayed at (-down, right): its upper edge
    # becomes the right one. ffmpeg, which turns pictures by itself, shows the same.
    assert max(corners, key=lambda name: corners[name]) == "upper right"


def _with_rotation(source: Path, target: Path) -> Path:
    """A quarter turn, written into the track's matrix (ISO 14496-12, 8.3.2), as cameras do."""
    data = bytearray(source.read_bytes())
    at = data.index(b"tkhd") + 4
    matrix = at + (40 if data[at] == 0 else 52)
    quarter = [0, 0x10000, 0, -0x10000 & 0xFFFFFFFF, 0, 0, 0, 0, 0x40000000]
    for index, value in enumerate(quarter):
        data[matrix + 4 * index : matrix + 4 * index + 4] = value.to_bytes(4, "big")
    target.write_bytes(data)
    return target


def test_a_part_of_a_frame_says_what_it_shows(tmp_path: Path) -> None:
    frame = next(frames(film(tmp_path / "a.mp4", corner, duration_ms=120)))
    picture = frame.picture(Box(0.5, 0.5, 1.0, 1.0))
    assert picture.box == Box(0.5, 0.5, 1.0, 1.0)
    assert picture.pixels.shape == (320, 180, 3)
    blue, green, red = picture.pixels.reshape(-1, 3).mean(axis=0)
    assert red > 200 > 60 > max(blue, green)
    assert frame.grey(Box(0, 0, 0.5, 0.5)).mean() > 200


def test_sound_without_a_picture_has_none(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=16000)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 16000), np.int16), format="s16", layout="mono")
        frame.sample_rate = 16000
        container.mux(stream.encode(frame))
    assert picture_track(path) is None
    with pytest.raises(NotMedia, match="has no picture"):
        next(frames(path))


@pytest.mark.parametrize("data", [b"", b"not a film at all" * 100])
def test_what_is_no_film_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(data)
    with pytest.raises(NotMedia, match="cannot be read as media"):
        picture_track(path)


def test_frames_that_cannot_be_decoded_are_passed_over(tmp_path: Path) -> None:
    whole = film(tmp_path / "a.mkv", corner, duration_ms=3000, options={"g": "10"})
    data = bytearray(whole.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 200] = bytes(200)
    broken = tmp_path / "broken.mkv"
    broken.write_bytes(data)
    got = [frame.at_ms for frame in frames(broken)]
    assert got == sorted(set(got))
    assert len(got) > 20
    assert got[0] == 0


def test_one_frame_is_a_film(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", corner, duration_ms=40)
    assert [frame.at_ms for frame in frames(path)] == [0]
    assert [frame.at_ms for frame in sampled(path, [0, 100, 500])] == [0]


def test_samples_are_different_frames_in_order(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", corner, duration_ms=4000)
    got = [frame.at_ms for frame in sampled(path, [250, 750, 1250, 3900])]
    assert got == sorted(set(got))
    assert len(got) == 4
