"""Mirrors, addresses and folders, with what goes wrong on the way."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.errors import WeightsMissing
from localize.events import Event, PullDone, PullProgress, PullStarted, Warned
from localize.weights.catalogue import Url
from localize.weights.shelf import Shelf
from tests.weights.served import Served, model_of, serving

DATA = bytes(range(256)) * 12_000  # 3 MB
CONTENTS = {"model.bin": DATA, "sub/config.json": b"{}"}
MODEL = model_of(CONTENTS)


@pytest.fixture
def mirror(server: Served, monkeypatch: pytest.MonkeyPatch) -> Served:
    server.files = {f"tiny/{path}": data for path, data in CONTENTS.items()}
    monkeypatch.setenv("LOCALIZE_MIRROR", server.address + "/")
    return server


def test_a_mirror_gives_all_files_and_says_how_far_it_is(mirror: Served, empty_shelf: Shelf) -> None:
    events: list[Event] = []
    folder = empty_shelf.ensure(MODEL, events.append)
    assert {path: (folder / path).read_bytes() for path in CONTENTS} == CONTENTS
    assert events[0] == PullStarted("tiny", f"mirror {mirror.address}/", MODEL.bytes)
    progress = [event.bytes for event in events if isinstance(event, PullProgress)]
    assert progress == sorted(progress)
    assert len(progress) >= 3
    assert progress[-1] == MODEL.bytes
    assert events[-1] == PullDone("tiny", str(folder))
    assert not (folder / ".partial").exists()


def test_what_is_here_is_not_asked_for(mirror: Served, empty_shelf: Shelf) -> None:
    empty_shelf.ensure(MODEL)
    mirror.asked.clear()
    (empty_shelf.path(MODEL) / "sub/config.json").unlink()
    empty_shelf.ensure(MODEL)
    assert mirror.asked == [("tiny/sub/config.json", "")]


def test_a_dropped_connection_is_carried_on_with(mirror: Served, empty_shelf: Shelf) -> None:
    mirror.drops = [1_000_000, 500_000, 700_000]
    folder = empty_shelf.ensure(MODEL)
    assert (folder / "model.bin").read_bytes() == DATA
    ranges = [asked for path, asked in mirror.asked if path == "tiny/model.bin"]
    assert ranges == ["", "bytes=1000000-", "bytes=1500000-", "bytes=2200000-"]


def test_a_server_without_ranges_is_read_from_the_start(mirror: Served, empty_shelf: Shelf) -> None:
    mirror.ranges, mirror.drops = False, [1_000_000]
    assert (empty_shelf.ensure(MODEL) / "model.bin").read_bytes() == DATA


@settings(deadline=None, max_examples=25)
@given(data=st.binary(min_size=1, max_size=400), drops=st.lists(st.integers(1, 100), max_size=5))
def test_wherever_it_drops_the_file_is_the_same(data: bytes, drops: list[int]) -> None:
    with serving({"file": data}) as served, tempfile.TemporaryDirectory() as root:
        served.drops = drops
        model = model_of({"file": data}, Url(f"{served.address}/file"))
        assert (Shelf(Path(root)).ensure(model) / "file").read_bytes() == data


def test_a_server_that_only_drops_is_given_up(mirror: Served, empty_shelf: Shelf) -> None:
    mirror.drops = [1000, *[0] * 10]
    with pytest.raises(WeightsMissing, match="cannot be reached"):
        empty_shelf.ensure(MODEL)
    assert empty_shelf.state(MODEL) == "partial"
    mirror.drops.clear()
    mirror.asked.clear()
    empty_shelf.ensure(MODEL)
    assert mirror.asked[0] == ("tiny/model.bin", "bytes=1000-")


def test_a_wrong_hash_is_refused_and_said(mirror: Served, empty_shelf: Shelf) -> None:
    mirror.files["tiny/model.bin"] = DATA[:-1] + b"!"
    with pytest.raises(WeightsMissing, match=r"model\.bin has SHA-256 .*: refused"):
        empty_shelf.ensure(MODEL)
    folder = empty_shelf.path(MODEL)
    assert not (folder / "model.bin").exists()
    assert not list(folder.rglob("*.part"))
    assert empty_shelf.state(MODEL) == "missing"


@pytest.mark.parametrize("other", [DATA + b"more", b"<html>please log in</html>"])
def test_another_length_is_refused_before_it_is_read(
    mirror: Served, empty_shelf: Shelf, other: bytes
) -> None:
    mirror.files["tiny/model.bin"] = other
    with pytest.raises(WeightsMissing, match=f"has {len(other)} bytes, not the catalogue's {len(DATA)}"):
        empty_shelf.ensure(MODEL)


def test_what_lay_there_wrong_is_fetched_anew(mirror: Served, empty_shelf: Shelf) -> None:
    """Half a file of another version: the whole has a wrong hash, so it begins again."""
    part = empty_shelf.path(MODEL) / ".partial" / "model.bin.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"?" * 1000)
    assert (empty_shelf.ensure(MODEL) / "model.bin").read_bytes() == DATA
    assert [asked for path, asked in mirror.asked if path == "tiny/model.bin"] == ["bytes=1000-", ""]


def test_an_error_of_the_mirror_leads_to_the_next_source(mirror: Served, empty_shelf: Shelf) -> None:
    data = {"model.bin": b"small"}
    mirror.files["elsewhere/m"] = data["model.bin"]
    mirror.redirects["moved"] = f"{mirror.address}/elsewhere/m"
    model = model_of(data, Url(f"{mirror.address}/moved"), name="other")
    events: list[Event] = []
    assert (empty_shelf.ensure(model, events.append) / "model.bin").read_bytes() == b"small"
    warned = [event.message for event in events if isinstance(event, Warned)]
    assert len(warned) == 1
    assert "answers HTTP 404 for model.bin" in warned[0]


def test_when_nothing_answers_every_source_is_named(
    empty_shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALIZE_MIRROR", "http://127.0.0.1:9")
    model = model_of({"model.bin": b"x"}, Url("http://127.0.0.1:9/x"))
    with pytest.raises(WeightsMissing) as caught:
        empty_shelf.ensure(model)
    assert "mirror http://127.0.0.1:9: 127.0.0.1:9 cannot be reached" in caught.value.message
    assert "; 127.0.0.1:9 cannot be reached" in caught.value.message
    assert "LOCALIZE_MIRROR" in caught.value.hint
    folder = empty_shelf.path(model)
    assert f"copy into {folder}: model.bin (1 byte), from http://127.0.0.1:9/x" in caught.value.hint
    assert empty_shelf.state(model) == "missing"


@pytest.mark.parametrize("variable", ["ALL_PROXY", "HTTPS_PROXY"])
def test_proxies_that_cannot_be_used_are_a_reason_not_a_crash(
    empty_shelf: Shelf, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "socks9://127.0.0.1:1")
    with pytest.raises(WeightsMissing, match="proxy settings"):
        empty_shelf.ensure(model_of({"x": b"x"}, Url("https://localhost/x")))


def test_an_address_that_is_none_is_a_reason_not_a_crash(empty_shelf: Shelf) -> None:
    with pytest.raises(WeightsMissing, match="cannot be reached"):
        empty_shelf.ensure(model_of({"x": b"x"}, Url("http://[::bad/x")))


@pytest.mark.parametrize("as_url", [False, True])
def test_a_folder_is_a_mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_url: bool) -> None:
    disk = tmp_path / "USB disk"
    for path, data in CONTENTS.items():
        (disk / "tiny" / path).parent.mkdir(parents=True, exist_ok=True)
        (disk / "tiny" / path).write_bytes(data)
    monkeypatch.setenv("LOCALIZE_MIRROR", disk.as_uri() if as_url else str(disk))
    shelf = Shelf(tmp_path / "weights")
    assert (shelf.ensure(MODEL) / "model.bin").read_bytes() == DATA


def test_a_shelf_is_a_mirror_of_another(
    mirror: Served, empty_shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty_shelf.ensure(MODEL)
    monkeypatch.setenv("LOCALIZE_MIRROR", str(empty_shelf.root))
    assert (Shelf(tmp_path / "second").ensure(MODEL) / "model.bin").read_bytes() == DATA


@pytest.mark.parametrize(("data", "told"), [(None, "No such file"), (DATA[:-1], "shorter than")])
def test_a_folder_without_the_right_file_is_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes | None, told: str
) -> None:
    (tmp_path / "disk" / "tiny").mkdir(parents=True)
    if data is not None:
        (tmp_path / "disk" / "tiny" / "model.bin").write_bytes(data)
    monkeypatch.setenv("LOCALIZE_MIRROR", str(tmp_path / "disk"))
    with pytest.raises(WeightsMissing, match=told):
        Shelf(tmp_path / "weights").ensure(MODEL)


def test_files_get_the_rights_that_others_of_the_user_have(mirror: Served, empty_shelf: Shelf) -> None:
    old = os.umask(0o027)
    try:
        folder = empty_shelf.ensure(MODEL)
    finally:
        os.umask(old)
    assert (folder / "model.bin").stat().st_mode & 0o777 == 0o640
