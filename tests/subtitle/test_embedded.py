"""Text tracks inside media files."""

from __future__ import annotations

from pathlib import Path

import pytest
from av.stream import Disposition

from localize.domain.seen import CARD, DIALOGUE
from localize.subtitle.embedded import read_embedded
from tests.subtitle.containers import TextTrack, write

CHINESE = [(1000, 2500, r"{\i1}等我{\i0}\N一哈"), (3000, 4000, "走嘛")]
ENGLISH = [(1000, 2500, "Wait for me"), (3000, 4000, "Go")]


def taken(path: Path, language: str = "zh") -> int | None:
    track = read_embedded(path, language).track
    return track.stream if track else None


@pytest.mark.parametrize(
    ("name", "codec", "read_as"),
    [
        ("e.mkv", "subrip", "srt"),
        ("e.mkv", "ass", "ssa"),
        ("e.mkv", "webvtt", "webvtt"),
        ("e.mp4", "mov_text", "mov_text"),
    ],
)
def test_every_text_format_on_the_clock_of_the_picture(
    tmp_path: Path, name: str, codec: str, read_as: str
) -> None:
    path = write(tmp_path / name, TextTrack(CHINESE, codec=codec), picture_at=0.4)
    found = read_embedded(path, "zh")
    assert [(line.id, line.text, line.start_ms, line.end_ms) for line in found.transcript.lines] == [
        ("L0001", "等我一哈", 600, 2100),
        ("L0002", "走嘛", 2600, 3600),
    ]
    assert found.track == (1, read_as, "zh")


def test_what_is_over_before_the_picture_is_left_out(tmp_path: Path) -> None:
    path = write(tmp_path / "e.mkv", TextTrack([(0, 900, "一"), (500, 1500, "二")]), picture_at=1.0)
    (line,) = read_embedded(path, "zh").transcript.lines
    assert (line.text, line.start_ms, line.end_ms) == ("二", 0, 500)


def test_a_sign_over_dialogue_is_a_card(tmp_path: Path) -> None:
    events = [(1000, 3000, "走嘛"), (1500, 2500, r"{\an8}三年后"), (4000, 5000, r"{\p1}m 0 0 l 9 9{\p0}")]
    lines = read_embedded(write(tmp_path / "e.mkv", TextTrack(events, codec="ass")), "zh").transcript.lines
    assert [(line.text, line.kind) for line in lines] == [("走嘛", DIALOGUE), ("三年后", CARD)]


def test_who_speaks_is_read_from_a_track_that_tells(tmp_path: Path) -> None:
    events = [(1000, 2000, "走嘛"), (3000, 4000, "不走")]
    path = write(tmp_path / "e.mkv", TextTrack(events, codec="ass", names=("苏小满", "")))
    assert [line.speaker for line in read_embedded(path, "zh").transcript.lines] == ["苏小满", ""]


FORCED, DEAF, DEFAULT = Disposition.forced, Disposition.hearing_impaired, Disposition.default


@pytest.mark.parametrize(
    ("tracks", "wanted"),
    [
        ([TextTrack(ENGLISH, "eng"), TextTrack(CHINESE, "chi")], 2),
        ([TextTrack(CHINESE, "zho", disposition=FORCED), TextTrack(CHINESE, "zho")], 2),
        ([TextTrack(CHINESE, title="Forced"), TextTrack(CHINESE, title="Full")], 2),
        ([TextTrack(CHINESE, disposition=DEAF | DEFAULT), TextTrack(CHINESE)], 2),
        ([TextTrack(CHINESE, title="SDH")], 1),
        (
            [TextTrack(CHINESE, title="繁體中文", disposition=DEFAULT), TextTrack(CHINESE, title="简体中文")],
            2,
        ),
        ([TextTrack(CHINESE), TextTrack(CHINESE, disposition=DEFAULT)], 2),
        ([TextTrack(CHINESE, "und", disposition=DEFAULT), TextTrack(CHINESE, "cmn")], 2),
        ([TextTrack(ENGLISH, "und"), TextTrack(CHINESE, "und")], 2),
        ([TextTrack([]), TextTrack(CHINESE)], 2),
        ([TextTrack(CHINESE, disposition=FORCED)], None),
        ([TextTrack(ENGLISH, "eng"), TextTrack(ENGLISH, "und")], None),
        ([TextTrack([(1000, 2000, "私は知らない"), (3000, 4000, "今日は")], "und")], None),
        ([], None),
    ],
)
def test_the_track_that_says_what_is_spoken(
    tmp_path: Path, tracks: list[TextTrack], wanted: int | None
) -> None:
    assert taken(write(tmp_path / "e.mkv", *tracks)) == wanted


def test_other_languages_take_only_their_own(tmp_path: Path) -> None:
    path = write(tmp_path / "e.mkv", TextTrack(ENGLISH, "und"), TextTrack(ENGLISH, "eng"))
    assert (taken(path, "en-GB"), taken(path, "fr")) == (2, None)


def test_pictures_of_text_are_told(tmp_path: Path) -> None:
    tracks = [TextTrack([], codec="dvdsub"), TextTrack([], "eng", codec="dvdsub")]
    found = read_embedded(write(tmp_path / "e.mkv", *tracks), "zh")
    assert (found.track, found.pictures) == (None, ("dvdsub",))


@pytest.mark.parametrize("data", [b"", b"not media"])
def test_what_is_no_media_has_no_tracks(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "e.mkv"
    path.write_bytes(data)
    assert taken(path) is None


def test_a_file_cut_short_gives_what_is_there(tmp_path: Path) -> None:
    path = write(
        tmp_path / "e.mkv", TextTrack([(at * 1000, at * 1000 + 900, f"走嘛{at}") for at in range(200)])
    )
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert 0 < len(read_embedded(path, "zh").transcript.lines) < 200
