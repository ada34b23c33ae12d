from __future__ import annotations

import pytest

from localize.domain.track import Cue, Track
from localize.profiles import load_profile
from localize.subtitle.formats import files, hls
from localize.subtitle.formats.hls import Timeline
from tests.subtitle.lines import loaded

LAYOUT = load_profile("netflix").layout_of("en")
TRACK = Track(
    "en",
    (
        Cue("L1", 1000, 2000, ("one",)),
        Cue("L2", 5000, 13_000, ("two", "rows")),
    ),
)


def written(timeline: Timeline, track: Track = TRACK) -> dict[str, str]:
    return dict(hls.files(track, LAYOUT, "E01.en", timeline))


def test_the_playlist_names_its_segments_and_their_lengths() -> None:
    found = written(Timeline(duration_ms=20_500))
    assert list(found) == [f"E01.en.{number:04d}.vtt" for number in range(1, 5)] + ["E01.en.m3u8"]
    assert found["E01.en.m3u8"] == (
        "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:6\n#EXT-X-MEDIA-SEQUENCE:0\n"
        "#EXT-X-PLAYLIST-TYPE:VOD\n"
        "#EXTINF:6.000,\nE01.en.0001.vtt\n#EXTINF:6.000,\nE01.en.0002.vtt\n"
        "#EXTINF:6.000,\nE01.en.0003.vtt\n#EXTINF:2.500,\nE01.en.0004.vtt\n"
        "#EXT-X-ENDLIST\n"
    )


def test_every_segment_maps_its_clock_to_that_of_the_media() -> None:
    found = written(Timeline(duration_ms=13_000, mpegts=900_000))
    for name in list(found)[:-1]:
        assert found[name].startswith("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\nSTYLE\n")


def test_a_cue_past_an_end_stands_in_both_segments_with_all_its_time() -> None:
    found = written(Timeline(duration_ms=24_000))
    shown = [
        [(cue.id, cue.start_ms, cue.end_ms, cue.rows) for cue in loaded(text, "vtt").cues]
        for name, text in found.items()
        if name.endswith(".vtt")
    ]
    one, two = ("L1", 1000, 2000, ("one",)), ("L2", 5000, 13_000, ("two", "rows"))
    assert shown == [[one, two], [two], [two], []]


@pytest.mark.parametrize("track", [TRACK, Track("en", ())])
def test_without_a_length_it_is_as_long_as_its_subtitles(track: Track) -> None:
    found = written(Timeline(segment_ms=4000), track)
    assert len(found) == (4 if track.cues else 1) + 1


def test_it_is_a_format_of_several_files() -> None:
    assert dict(files(TRACK, "hls", LAYOUT, "E01.en")) == written(Timeline())
