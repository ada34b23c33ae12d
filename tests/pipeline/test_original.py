"""A file that is replaced, written on or taken away while it is worked on."""

from __future__ import annotations

import os
import time
import unittest.mock
from pathlib import Path

import pytest

from localize.domain.episode import Media
from localize.errors import InputError
from localize.pipeline import original
from localize.pipeline.original import Original, measure_since
from localize.store.keys import file_digest
from tests.pipeline.records import record_with


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "E01.mp4"
    path.write_bytes(b"as it was")
    os.utime(path, ns=(10**18, 10**18))
    return path


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything was written a while ago."""
    now = time.time_ns() + 10**10
    monkeypatch.setattr(time, "time_ns", lambda: now)


def test_a_file_that_is_left_alone_is_read_once(film: Path) -> None:
    watched = Original.of(film)
    with unittest.mock.patch.object(original, "file_digest") as read:
        watched.require()
    read.assert_not_called()


def test_a_touch_changes_nothing(film: Path) -> None:
    watched = Original.of(film)
    film.touch()
    watched.require()
    with unittest.mock.patch.object(original, "file_digest") as read:
        watched.require()
    read.assert_not_called()


@pytest.mark.parametrize("other", [b"as it was, and more", b"as it not", b""])
def test_other_content_is_noticed_whatever_its_times_say(film: Path, other: bytes) -> None:
    watched = Original.of(film)
    beside = film.with_name("new")
    beside.write_bytes(other)
    os.utime(beside, ns=(10**18, 10**18))
    beside.replace(film)
    with pytest.raises(InputError, match="changed while it was being worked on"):
        watched.require()


def test_a_file_that_is_taken_away_is_noticed(film: Path) -> None:
    watched = Original.of(film)
    film.unlink()
    with pytest.raises(InputError, match="no longer there"):
        watched.require()


def test_a_file_that_grows_while_it_is_first_read_is_noticed(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(path: Path) -> str:
        found = file_digest(path)
        with path.open("ab") as file:
            file.write(b"more")
        return found

    monkeypatch.setattr(original, "file_digest", slowly)
    with pytest.raises(InputError, match="changed while"):
        Original.of(film)


def test_a_link_is_followed(film: Path) -> None:
    link = film.with_name("E02.mp4")
    link.symlink_to(film)
    assert Original.of(link).media.path == str(film)
    film.unlink()
    with pytest.raises(InputError, match=r"E02\.mp4 links to .*E01\.mp4, which is not there"):
        Original.of(link)


def known(film: Path, watched: Original) -> Media:
    """As a later run measures it."""
    return measure_since(film, record_with(media=watched.media, stamp=watched.stamp))


@pytest.mark.usefixtures("settled")
def test_a_file_that_nobody_touched_is_not_read_again(film: Path) -> None:
    watched = Original.of(film)
    with unittest.mock.patch.object(original, "file_digest") as read:
        assert known(film, watched) == watched.media
    read.assert_not_called()


@pytest.mark.usefixtures("settled")
def test_one_that_was_written_on_is_read_though_its_times_were_set_back(film: Path) -> None:
    watched = Original.of(film)
    film.write_bytes(b"as it isn't")
    os.utime(film, ns=(10**18, 10**18))
    assert known(film, watched).digest == file_digest(film) != watched.media.digest


def test_one_that_is_new_is_read_again(film: Path) -> None:
    watched = Original.of(film)
    assert watched.stamp is None
    with unittest.mock.patch.object(original, "file_digest", return_value="read") as read:
        assert known(film, watched).digest == "read"
    read.assert_called_once()
