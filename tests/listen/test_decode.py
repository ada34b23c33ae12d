"""Any file's sound, on the picture's clock."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from localize.errors import NotMedia
from localize.listen.decode import sound_blocks
from tests.listen.media import Signal, click_times, clicks, write

MOMENTS = [0.5, 1.5, 2.5]


def sound(path: Path) -> Signal:
    return np.concatenate(list(sound_blocks(path)))


@pytest.mark.parametrize(
    ("name", "rate", "layout", "codec", "sample_format"),
    [
        ("a.wav", 8_000, "mono", "pcm_s16le", "s16"),
        ("a.wav", 96_000, "stereo", "pcm_s16le", "s16"),
        ("a.flac", 44_100, "5.1", "flac", "s16"),
        ("a.mp3", 22_050, "stereo", "libmp3lame", "fltp"),
        ("a.m4a", 48_000, "stereo", "aac", "fltp"),
        ("a.mkv", 48_000, "mono", "libopus", "flt"),
        ("a.ts", 48_000, "stereo", "aac", "fltp"),
        ("a.mov", 16_000, "mono", "pcm_f32le", "flt"),
    ],
)
def test_any_rate_layout_and_format(
    tmp_path: Path, name: str, rate: int, layout: str, codec: str, sample_format: str
) -> None:
    signal = clicks(3, MOMENTS, rate)
    path = write(tmp_path / name, signal, rate=rate, layout=layout, codec=codec, sample_format=sample_format)
    heard = sound(path)
    assert heard.dtype == np.float32
    assert len(heard) == pytest.approx(3 * 16_000, abs=2_000)
    assert click_times(heard) == pytest.approx(MOMENTS, abs=0.03)


@pytest.mark.parametrize(
    ("sound_at", "picture_at", "shift"),
    [(1.0, 0.0, 1.0), (0.0, 0.0, 0.0), (0.0, 1.0, -1.0), (2.0, 1.0, 1.0), (1.0, None, 0.0)],
)
def test_times_count_from_the_picture(
    tmp_path: Path, sound_at: float, picture_at: float | None, shift: float
) -> None:
    path = write(tmp_path / "a.mkv", clicks(3, MOMENTS), sound_at=sound_at, picture_at=picture_at)
    expected = [moment + shift for moment in MOMENTS if moment + shift >= 0]
    assert click_times(sound(path)) == pytest.approx(expected, abs=0.03)


def test_damage_in_the_middle_costs_only_what_was_damaged(tmp_path: Path) -> None:
    """Whole packets are gone; what follows keeps its time."""
    path = write(tmp_path / "a.ts", clicks(12, [1.0, 11.0]), codec="aac", sample_format="fltp")
    data = bytearray(path.read_bytes())
    middle = slice(len(data) * 2 // 5, len(data) * 3 // 5)
    data[middle] = b"\x55" * (middle.stop - middle.start)
    path.write_bytes(data)
    first, last = click_times(sound(path))
    assert last - first == pytest.approx(10.0, abs=0.03)


def test_truncated_file_gives_what_is_there(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mkv", clicks(10, [1.0, 9.0]), codec="flac")
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    heard = sound(path)
    assert click_times(heard) == pytest.approx([1.0], abs=0.03)
    assert 2 * 16_000 < len(heard) < 10 * 16_000


def test_a_colon_in_the_name_is_no_protocol(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", clicks(1, [0.5])).rename(tmp_path / "concat:第1集.wav")
    assert click_times(sound(path)) == [0.5]


def test_what_is_not_media(tmp_path: Path) -> None:
    empty, text, silent = tmp_path / "empty.mp4", tmp_path / "notes.mp4", tmp_path / "picture.mkv"
    empty.write_bytes(b"")
    text.write_text("not a video" * 100)
    write(silent, None, picture_at=0.0)
    cut = write(tmp_path / "cut.mp4", clicks(3, MOMENTS), codec="aac", sample_format="fltp", picture_at=0.0)
    cut.write_bytes(cut.read_bytes()[:200])
    no_packets = write(tmp_path / "no_packets.mkv", clicks(0, []), picture_at=0.0)
    for path, said in [
        (tmp_path / "none.mp4", "No such file"),
        (tmp_path, "is a folder"),
        (empty, "is empty"),
        (text, "cannot be read as media"),
        (silent, "no audio stream"),
        (cut, "cannot be read as media"),
        (no_packets, "no sound can be decoded"),
    ]:
        with pytest.raises(NotMedia, match=said) as caught:
            sound(path)
        assert caught.value.hint
        assert "\n" not in str(caught.value)
