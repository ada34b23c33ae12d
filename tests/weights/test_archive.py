"""Models that are published as one packed folder."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping
from hashlib import sha256

import pytest

from localize.errors import WeightsMissing
from localize.events import Event, PullProgress, PullStarted
from localize.weights.catalogue import Archive, Model
from localize.weights.shelf import Shelf
from tests.weights.served import Served, model_of

CONTENTS = {"model.onnx": bytes(range(256)) * 9_000, "tokenizer/vocab.json": b"{}"}
BESIDES = {"test_wavs/0.wav": b"sound", "../outside": b"not ours"}


def packed(contents: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:bz2") as archive:
        for path, data in contents.items():
            member = tarfile.TarInfo(f"top/{path}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return file.getvalue()


def published(server: Served, data: bytes, told: bytes | None = None) -> Model:
    server.files["m.tar.bz2"] = data
    told = told or data
    url = f"{server.address}/m.tar.bz2"
    return model_of(CONTENTS, Archive(url, len(told), sha256(told).hexdigest(), "top"))


def test_the_files_are_taken_out_and_nothing_else(server: Served, empty_shelf: Shelf) -> None:
    model = published(server, packed(BESIDES | CONTENTS))
    events: list[Event] = []
    folder = empty_shelf.ensure(model, events.append)
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == {*CONTENTS, ".pulled.json"}
    assert {path: (folder / path).read_bytes() for path in CONTENTS} == CONTENTS
    assert not (empty_shelf.root / "outside").exists()
    assert PullStarted("tiny", server.address.removeprefix("http://"), model.bytes) in events
    progress = [event.bytes for event in events if isinstance(event, PullProgress)]
    assert progress == sorted(progress)
    assert progress[-1] == model.bytes


def test_it_is_carried_on_with(server: Served, empty_shelf: Shelf) -> None:
    data = packed(CONTENTS)
    model = published(server, data)
    server.drops = [len(data) // 2]
    folder = empty_shelf.ensure(model)
    assert (folder / "model.onnx").read_bytes() == CONTENTS["model.onnx"]
    assert [asked for _, asked in server.asked] == ["", f"bytes={len(data) // 2}-"]


def test_one_that_is_whole_is_not_fetched_twice(server: Served, empty_shelf: Shelf) -> None:
    """The first time one of its files was another than the catalogue's: the source is asked again at once."""
    model = published(server, packed(CONTENTS | {"model.onnx": b"?" * len(CONTENTS["model.onnx"])}))
    with pytest.raises(WeightsMissing, match=r"model\.onnx has SHA-256 .*: refused"):
        empty_shelf.ensure(model)
    assert not (empty_shelf.path(model) / "model.onnx").exists()
    assert len(server.asked) == 1


def test_a_pull_that_never_connected_leaves_nothing_and_tells_the_address_once(empty_shelf: Shelf) -> None:
    model = model_of(CONTENTS, Archive("http://127.0.0.1:9/m.tar.bz2", 1, "0" * 64, "top"))
    events: list[Event] = []
    with pytest.raises(WeightsMissing) as caught:
        empty_shelf.ensure(model, events.append)
    told = [str(event) for event in events] + [caught.value.message, caught.value.hint]
    assert "\n".join(told).count("http://127.0.0.1:9/m.tar.bz2") == 1
    assert caught.value.message.endswith(
        "could give it: 127.0.0.1:9 cannot be reached: [Errno 111] Connection refused"
    )
    assert "tiny: model.onnx (2.3 MB), tokenizer/vocab.json (2 bytes), from http" in caught.value.hint
    assert not empty_shelf.path(model).exists()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"<html>log in</html>", "has 19 bytes, not the catalogue's"),
        (packed(CONTENTS)[:-1] + b"!", "packed-[0-9a-f]* has SHA-256 .*: refused"),
    ],
)
def test_another_archive_is_refused(server: Served, empty_shelf: Shelf, data: bytes, told: str) -> None:
    with pytest.raises(WeightsMissing, match=told):
        empty_shelf.ensure(published(server, data, packed(CONTENTS)))


def test_what_is_no_archive_is_a_reason_not_a_crash(server: Served, empty_shelf: Shelf) -> None:
    with pytest.raises(WeightsMissing, match="cannot be unpacked"):
        empty_shelf.ensure(published(server, b"no archive at all"))


def test_one_that_was_pulled_for_another_pin_is_not_taken(server: Served, empty_shelf: Shelf) -> None:
    with pytest.raises(WeightsMissing):
        empty_shelf.ensure(published(server, packed(CONTENTS | {"model.onnx": b"?" * 99})))
    folder = empty_shelf.ensure(published(server, packed(CONTENTS)))
    assert (folder / "model.onnx").read_bytes() == CONTENTS["model.onnx"]


def linked(target: str) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        member = tarfile.TarInfo("top/model.onnx")
        member.type, member.linkname = tarfile.LNKTYPE, target
        archive.addfile(member)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [linked("top/nowhere"), linked("top/model.onnx"), packed(CONTENTS)[:60] + bytes(400)],
    ids=["a link to nowhere", "a link to itself", "damaged within"],
)
def test_a_damaged_archive_is_a_reason_not_a_crash(server: Served, empty_shelf: Shelf, data: bytes) -> None:
    with pytest.raises(WeightsMissing, match="cannot be unpacked"):
        empty_shelf.ensure(published(server, data))


def test_an_archive_without_the_file_is_refused(server: Served, empty_shelf: Shelf) -> None:
    with pytest.raises(WeightsMissing, match=r"does not hold model\.onnx"):
        empty_shelf.ensure(published(server, packed({"tokenizer/vocab.json": b"{}"})))
