"""Subtitles that the user has already: named, embedded, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize import Job
from localize.domain.episode import Media
from localize.errors import BadSubtitles, InputError
from localize.pipeline.given import NOTHING, Given, given_subtitles
from localize.pipeline.job import NO_SUBTITLES, prepare
from localize.pipeline.original import measure
from localize.pipeline.record import SubtitleSource
from localize.store.keys import file_digest
from tests.subtitle.containers import TextTrack, write

SRT = "1\n00:00:01,000 --> 00:00:02,000\n要得\n"
EMBEDDED = TextTrack([(1000, 2000, "走嘛"), (3000, 4000, "等我")])


def given(media: Path, subtitles: Path | None = None) -> tuple[Given, Media]:
    measured = measure(media)
    return given_subtitles(prepare(Job(media, source_subtitles=subtitles)), measured), measured


def texts(found: Given) -> list[str]:
    assert found.seen is not None
    return [line.text for line in found.seen.lines]


def test_a_file_that_is_named_goes_before_what_is_embedded(tmp_path: Path) -> None:
    path = tmp_path / "mine.srt"
    path.write_text(SRT, "utf-8")
    found, _ = given(write(tmp_path / "E01.mkv", EMBEDDED), path)
    assert texts(found) == ["要得"]
    assert found.source == SubtitleSource(str(path), file_digest(path), 1)


def test_an_embedded_track_is_used_unasked(tmp_path: Path) -> None:
    found, media = given(write(tmp_path / "E01.mkv", EMBEDDED))
    assert texts(found) == ["走嘛", "等我"]
    assert found.source == SubtitleSource(media.path, media.digest, 2, track=1, codec="srt")


def test_none_ignores_what_is_embedded(tmp_path: Path) -> None:
    assert given(write(tmp_path / "E01.mkv", EMBEDDED), NO_SUBTITLES)[0] == NOTHING


def test_nothing_is_there(tmp_path: Path) -> None:
    assert given(write(tmp_path / "E01.mkv", TextTrack(EMBEDDED.events, "eng")))[0] == NOTHING


def test_pictures_of_subtitles_are_told(tmp_path: Path) -> None:
    found, media = given(write(tmp_path / "E01.mkv", TextTrack([], codec="dvdsub")))
    assert found == Given(
        None, None, (f"{media.path} holds subtitles as pictures (dvdsub), which are passed over",)
    )


def test_pictures_beside_a_text_track_are_not_worth_a_word(tmp_path: Path) -> None:
    found, _ = given(write(tmp_path / "E01.mkv", TextTrack([], codec="dvdsub"), EMBEDDED))
    assert (len(texts(found)), found.complaints) == (2, ())


def test_a_file_that_is_not_there_is_told_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file"):
        prepare(Job(tmp_path / "E01.mkv", source_subtitles=tmp_path / "mine.srt"))


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "mine.srt"
    path.write_text("prose", "utf-8")
    with pytest.raises(BadSubtitles, match="not a subtitle file"):
        given(write(tmp_path / "E01.mkv"), path)
