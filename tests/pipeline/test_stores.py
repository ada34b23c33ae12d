"""Where finished parts are kept: who decides, and who is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from localize.errors import ConfigurationError
from localize.events import Event, Warned
from localize.pipeline.season.lanes import Turns
from localize.pipeline.stores import open_store, place_of
from localize.store.shared import SharedStore

SERIES = Path("/series")


def test_nobody_named_one(home: Path) -> None:
    assert place_of("", SERIES) == ""
    assert open_store("").root == home / "store"


@pytest.mark.parametrize(
    ("by_series", "by_user", "place"),
    [
        ("s3://bucket/x", "", "s3://bucket/x"),
        ("parts", "", "/series/parts"),
        ("/mnt/parts", "", "/mnt/parts"),
        ("s3://bucket/x", "/mnt/parts", "/mnt/parts"),
        ("/mnt/parts", "s3://bucket/x", "s3://bucket/x"),
        ("", "file:///mnt/parts", "/mnt/parts"),
        ("", "~/parts", str(Path.home() / "parts")),
    ],
)
def test_the_user_goes_before_the_series(
    by_series: str, by_user: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALIZE_STORE", by_user)
    assert place_of(by_series, SERIES) == place


def test_a_path_of_the_user_is_one_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALIZE_STORE", "parts")
    monkeypatch.chdir(tmp_path)
    assert place_of("", SERIES) == str(tmp_path / "parts")


def test_a_user_who_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALIZE_STORE", "~no-such-user/x")
    with pytest.raises(ConfigurationError, match="no such user"):
        place_of()


def test_a_folder_is_the_store_itself_and_nobody_is_told(home: Path, tmp_path: Path) -> None:
    told: list[Event] = []
    assert open_store(str(tmp_path / "parts"), told.append).root == tmp_path / "parts"
    assert told == []


def test_of_a_place_elsewhere_it_is_told_what_goes_there(home: Path) -> None:
    told: list[Event] = []
    store = open_store("memory://parts/x/", told.append)
    assert isinstance(store, SharedStore)
    assert store.root == home / "store"
    assert told == [
        Warned("finished parts go to memory://parts/x too, with all that is said and written in the episodes")
    ]


def test_others_have_their_turn_while_one_waits_for_the_place(home: Path) -> None:
    turns, during = Turns(), list[bool]()

    @contextmanager
    def away() -> Iterator[None]:
        with turns.away():
            during.append(turns._lock.locked())
            yield

    store = open_store("memory://parts/y", away=away)
    with turns:
        assert store.get_all(["00" * 32], dict) == {}
        assert turns._lock.locked()
    assert during == [False]
