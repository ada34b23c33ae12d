"""The episodes in a folder that holds all kinds of things."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import msgspec
import pytest

from localize.domain.episode import Media
from localize.errors import ConfigurationError, InputError
from localize.pipeline.record import Output
from localize.pipeline.season.finding import Found, find
from tests.cli.records import write_record


def found_in(folder: Path, *names: str) -> Found:
    for name in names:
        (folder / name).write_bytes(b"")
    return find(folder)


def names(found: Found) -> list[str]:
    return [path.name for path in found.episodes]


@pytest.mark.parametrize(
    "ordered",
    [
        ["E1.mp4", "E2.mp4", "E10.mp4"],
        ["trailer.mp4", "第二集.mp4", "第十集.mp4", "第十二集.mp4", "第一百集.mp4"],
        ["S01E01.mp4", "S01E10.mkv", "S02E01.mp4"],
        ["-E01.mp4", "🐼02.MP4", "E03\n.mov", "E04 .ts", "E05..mp4"],
    ],
)
def test_the_order_is_that_of_the_numbers(tmp_path: Path, ordered: list[str]) -> None:
    assert names(found_in(tmp_path, *reversed(ordered))) == ordered


def test_what_we_made_is_no_episode(tmp_path: Path) -> None:
    write_record(tmp_path, delivered=(Output("E01.vn.mp4", "vi", "mp4", ""),))
    ours = ["E01.en.burned.mp4", "E01.en+zh.box.burned.mp4", "E01.muxed.mkv", "E01.vn.mp4"]
    assert names(found_in(tmp_path, "E01.mp4", *ours, "._E01.mp4", ".E02.mp4", "E01.en.srt")) == ["E01.mp4"]


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "E02.mp4").mkdir()
    os.mkfifo(tmp_path / "E03.mp4")
    (tmp_path / "E04.mp4").symlink_to("nowhere.mp4")
    (tmp_path / "E05.mp4").symlink_to("E01.mp4")
    found = found_in(tmp_path, "E01.mp4", "E06.mp4.part", "E07.mp4")
    # What should be there is an episode that fails, and no gap that is passed over.
    assert names(found) == ["E01.mp4", "E04.mp4", "E05.mp4", "E07.mp4"]
    assert found.remarks == (
        "no episodes 2–3 between E01 and E04, no episode 6 between E05 and E07",
        "still being copied, as it seems: E06.mp4.part",
        "named like an episode, but no file: E02.mp4, E03.mp4",
    )


def test_gaps_are_counted_by_season(tmp_path: Path) -> None:
    found = found_in(tmp_path, "E01.mp4", "S01E03.mp4", "S02E01.mp4", "S02E05.mp4", "trailer.mp4")
    assert found.remarks == (
        "no episode 2 between E01 and S01E03, no episodes 2–4 between S02E01 and S02E05",
        "no number in the name of trailer.mp4",
    )


def test_of_two_files_with_one_name_one_is_set_aside(tmp_path: Path) -> None:
    found = found_in(tmp_path, "E01.mp4", "E01.mkv", "E1.mp4")
    assert names(found) == ["E01.mkv", "E1.mp4"]
    assert [path.name for path in found.doubles] == ["E01.mp4"]
    assert found.remarks == ("episode 1 is there 3 times: E01.mkv, E01.mp4, E1.mp4",)


def test_the_one_that_has_subtitles_is_no_double(tmp_path: Path) -> None:
    write_record(tmp_path, media=Media(str((tmp_path / "E01.mp4").resolve()), "", 0))
    found = found_in(tmp_path, "E01.mp4", "E01.mkv")
    assert names(found) == ["E01.mp4"]


def test_names_of_any_bytes(tmp_path: Path) -> None:
    """Two that look alike are two; what no JSON holds is told in words that it does."""
    os.close(os.open(os.fsencode(tmp_path) + b"/E03\xff.mp4", os.O_CREAT))
    twins = [unicodedata.normalize(form, "éE01.mp4") for form in ("NFC", "NFD")]
    found = found_in(tmp_path, *twins, "E04.mp4", "E05\n.mp4")
    assert len(found.episodes) == 5
    assert found.remarks[0].startswith("no episode 2 between ")
    assert found.remarks[1].startswith("episode 1 is there 2 times")
    assert msgspec.json.encode(found.remarks)


def test_sound_where_there_are_no_videos(tmp_path: Path) -> None:
    assert names(found_in(tmp_path, "E02.wav", "E01.mp3", "E01.zh.srt")) == ["E01.mp3", "E02.wav"]
    assert names(found_in(tmp_path, "E01.mp4")) == ["E01.mp4"]


def test_nothing_to_find(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no videos"):
        found_in(tmp_path, "notes.txt")
    with pytest.raises(InputError, match="no folder"):
        find(tmp_path / "nowhere")
    with pytest.raises(InputError, match="no folder"):
        find(tmp_path / "notes.txt")


def test_thousands_of_files(tmp_path: Path) -> None:
    found = found_in(tmp_path, *(f"E{number:04d}.mp4" for number in range(1, 3001)))
    assert len(found.episodes) == 3000
    assert found.remarks == ()
    assert len(found.only(["7-2000", "E0007", "2500"])) == 1995


def test_only_what_is_asked_for(tmp_path: Path) -> None:
    found = found_in(tmp_path, "E01.mp4", "E02.mp4", "E03.mp4")
    assert [path.stem for path in found.only(["E03", "1"])] == ["E01", "E03"]
    assert found.only([]) == list(found.episodes)
    with pytest.raises(InputError, match="there is no episode E04, x") as told:
        found.only(["E02", "E04", "x"])
    assert told.value.hint == "there are E01–E03"
    with pytest.raises(ConfigurationError, match="is no range"):
        found.only(["3-1"])


@pytest.mark.parametrize(
    ("there", "told"),
    [
        (["E01", "E02", "E03", "E05"], "E01–E03, E05"),
        (["E01", "E01.cut", "E02", "trailer"], "trailer, E01.cut–E02"),
        (["S01E01", "S01E02", "S02E01"], "S01E01–S01E02, S02E01"),
    ],
)
def test_which_there_are_is_told_with_their_gaps(tmp_path: Path, there: list[str], told: str) -> None:
    found = found_in(tmp_path, *(f"{stem}.mp4" for stem in there))
    with pytest.raises(InputError) as refused:
        found.only(["99"])
    assert refused.value.hint == f"there are {told}"
