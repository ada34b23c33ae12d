"""A video's clock in a playlist of subtitles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from localize.domain.track import Cue, Track
from localize.errors import NotMedia
from localize.pipeline.timelines import timeline_of
from localize.profiles import load_profile
from localize.subtitle.formats import files
from localize.subtitle.formats.hls import Timeline
from tests.pipeline.films import film

TRACK = Track("en", (Cue("1", 1000, 2000, ("one",)), Cue("2", 5000, 7000, ("two", "rows"))))


def first_packet(video: Path) -> Any:
    import av

    with av.open(str(video)) as container:
        return next(packet.pts for packet in container.demux(container.streams.video[0]))


def test_only_a_transport_stream_has_a_clock_of_its_own(tmp_path: Path) -> None:
    assert timeline_of(film(tmp_path / "E01.mp4", frames=50)) == Timeline(2000)
    stream = film(tmp_path / "E01.ts", frames=50, begins_s=10)
    assert timeline_of(stream) == Timeline(2000, mpegts=first_packet(stream))
    assert first_packet(stream) == 900_000


def test_sound_has_a_length_too(sichuan_clip: Path) -> None:
    timeline = timeline_of(sichuan_clip)
    assert timeline.duration_ms is not None
    assert timeline.duration_ms > 9000
    assert timeline.mpegts == 0


def test_what_is_no_media(tmp_path: Path) -> None:
    (tmp_path / "E01.mp4").write_text("no")
    with pytest.raises(NotMedia):
        timeline_of(tmp_path / "E01.mp4")


def test_ffmpeg_plays_as_long_as_the_video_and_shows_every_cue_once(tmp_path: Path) -> None:
    """Also the one that stands in two segments."""
    import av

    timeline = timeline_of(film(tmp_path / "E01.mp4", frames=25 * 20))
    for name, text in files(TRACK, "hls", load_profile("vertical").layout_of("en"), "E01.en", timeline):
        (tmp_path / name).write_text(text, "utf-8")
    with av.open(str(tmp_path / "E01.en.m3u8")) as container:
        shown = [(packet.pts, packet.duration, bytes(packet).decode()) for packet in container.demux()]
        length_us = container.duration
    assert length_us == 20_000_000
    assert list(dict.fromkeys(shown[:-1])) == [(1000, 1000, "one"), (5000, 2000, "two\nrows")]
