from __future__ import annotations

import os
import resource
import shutil
from collections import namedtuple
from pathlib import Path

import msgspec
import pytest

from localize.errors import ConfigurationError, StoreError, UnknownName, WeightsCorrupt, WeightsMissing
from localize.events import Event, Warned
from localize.weights import stamps
from localize.weights.catalogue import digest_of, find_model
from localize.weights.shelf import Shelf
from tests.weights.served import Served, model_of

DATA = b"weights" * 1000
CONTENTS = {"model.bin": DATA, "config.json": b"{}"}
MODEL = model_of(CONTENTS)


@pytest.fixture
def filled(empty_shelf: Shelf) -> Shelf:
    """A model that someone copied there."""
    for path, data in CONTENTS.items():
        (empty_shelf.path(MODEL) / path).parent.mkdir(parents=True, exist_ok=True)
        (empty_shelf.path(MODEL) / path).write_bytes(data)
    return empty_shelf


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are hashed from now on."""
    names: list[str] = []
    real = stamps.hashed

    def counting(path: Path) -> stamps.Stamp:
        names.append(path.name)
        return real(path)

    monkeypatch.setattr(stamps, "hashed", counting)
    return names


def change(path: Path, data: bytes, *, keep_time: bool = False) -> None:
    status = path.stat()
    path.write_bytes(data)
    later = status.st_mtime_ns + (0 if keep_time else 1_000_000_000)
    os.utime(path, ns=(later, later))


def test_files_without_a_stamp_are_hashed_once(filled: Shelf, hashes: list[str]) -> None:
    assert filled.state(MODEL) == "here"
    filled.ensure(MODEL)
    assert sorted(hashes) == ["config.json", "model.bin"]
    hashes.clear()
    assert filled.ensure(MODEL) == filled.path(MODEL)
    assert hashes == []


def test_files_copied_here_end_a_pull_that_was_given_up(filled: Shelf) -> None:
    part = filled.path(MODEL) / ".partial" / "model.bin.part"
    part.parent.mkdir()
    part.write_bytes(DATA[:100])
    assert not (filled.ensure(MODEL) / ".partial").exists()


def test_a_touched_file_is_hashed_again(filled: Shelf, hashes: list[str]) -> None:
    folder = filled.ensure(MODEL)
    change(folder / "config.json", b"{}")
    hashes.clear()
    assert filled.state(MODEL) == "changed"
    filled.ensure(MODEL)
    assert hashes == ["config.json"]
    assert filled.state(MODEL) == "here"


def test_a_changed_file_is_corrupt_and_named(filled: Shelf) -> None:
    folder = filled.ensure(MODEL)
    change(folder / "model.bin", DATA[:-1] + b"!")
    with pytest.raises(WeightsCorrupt, match=r"tiny: model\.bin in .* not the catalogue's") as caught:
        filled.ensure(MODEL)
    assert "localize models pull tiny --force" in caught.value.hint
    assert filled.state(MODEL) == "changed"


def test_verify_finds_what_stamps_cannot(filled: Shelf) -> None:
    folder = filled.ensure(MODEL)
    change(folder / "model.bin", DATA[:-1] + b"!", keep_time=True)
    assert filled.ensure(MODEL) == folder
    for _ in range(2):
        with pytest.raises(WeightsCorrupt, match=r"model\.bin"):
            filled.verify(MODEL)
    with pytest.raises(WeightsCorrupt):
        filled.ensure(MODEL)


def test_verify_names_what_is_absent(filled: Shelf) -> None:
    filled.verify(MODEL)
    (filled.path(MODEL) / "config.json").unlink()
    with pytest.raises(WeightsMissing, match=r"tiny lacks config\.json"):
        filled.verify(MODEL)


def test_states(filled: Shelf) -> None:
    folder = filled.path(MODEL)
    assert filled.state(MODEL) == "here"
    (folder / "config.json").unlink()
    assert filled.state(MODEL) == "partial"
    (folder / "model.bin").write_bytes(b"short")
    assert filled.state(MODEL) == "changed"
    shutil.rmtree(folder)
    assert filled.state(MODEL) == "missing"


def test_a_pull_is_begun_with_its_first_byte(empty_shelf: Shelf) -> None:
    part = empty_shelf.path(MODEL) / ".partial" / "archive" / ".partial" / "packed.part"
    part.parent.mkdir(parents=True)
    assert empty_shelf.state(MODEL) == "missing"
    part.touch()
    assert empty_shelf.state(MODEL) == "missing"
    part.write_bytes(b"1")
    assert empty_shelf.state(MODEL) == "partial"


def test_what_is_missing_is_told_with_its_name_at_the_source(empty_shelf: Shelf) -> None:
    file = msgspec.structs.replace(MODEL.files[0], remote="tiny-q4.bin")
    with pytest.raises(WeightsMissing) as caught:
        empty_shelf.ensure(msgspec.structs.replace(MODEL, files=(file,)))
    assert caught.value.hint.endswith(": model.bin (7.0 kB, at the source tiny-q4.bin)")


def test_pull_again_replaces_what_is_corrupt(
    filled: Shelf, server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = filled.ensure(MODEL)
    change(folder / "model.bin", b"corrupt")
    server.files = {f"tiny/{path}": data for path, data in CONTENTS.items()}
    monkeypatch.setenv("LOCALIZE_MIRROR", server.address)
    filled.pull_again(MODEL)
    assert (folder / "model.bin").read_bytes() == DATA
    assert filled.state(MODEL) == "here"


def test_pull_again_keeps_what_is_here_when_no_source_answers(filled: Shelf) -> None:
    folder = filled.ensure(MODEL)
    with pytest.raises(WeightsMissing, match="no source could give it: it has none"):
        filled.pull_again(MODEL)
    assert (folder / "model.bin").read_bytes() == DATA
    assert filled.state(MODEL) == "here"


def test_new_pins_are_not_met_by_old_files(filled: Shelf) -> None:
    filled.ensure(MODEL)
    repinned = model_of({**CONTENTS, "config.json": b"[]"})
    with pytest.raises(WeightsCorrupt, match=r"config\.json"):
        filled.ensure(repinned)


@pytest.mark.parametrize("garbage", [b"", b"{", b'{"model.bin": 1}', b"[]"])
def test_a_broken_stamp_file_means_hashing_again(filled: Shelf, garbage: bytes) -> None:
    folder = filled.ensure(MODEL)
    (folder / ".pulled.json").write_bytes(garbage)
    assert filled.ensure(MODEL) == folder
    assert set(msgspec.json.decode((folder / ".pulled.json").read_bytes())) == set(CONTENTS)


def test_a_licence_without_commercial_use_is_said_when_pulled(
    empty_shelf: Shelf, server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = model_of(CONTENTS, licence="CC-BY-NC-4.0", commercial=False)
    server.files = {f"tiny/{path}": data for path, data in CONTENTS.items()}
    monkeypatch.setenv("LOCALIZE_MIRROR", server.address)
    events: list[Event] = []
    empty_shelf.ensure(model, events.append)
    assert events[0] == Warned("tiny: its licence, CC-BY-NC-4.0, forbids commercial use")


# ── the disk ────────────────────────────────────────────────────────────────────────────────────────


def test_a_disk_without_room_is_told_before_anything_is_pulled(
    empty_shelf: Shelf, server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10_000, 5_000, 5_000))
    monkeypatch.setenv("LOCALIZE_MIRROR", server.address)
    with pytest.raises(StoreError, match=r"tiny needs 7\.0 kB more .* 5\.0 kB are free") as caught:
        empty_shelf.ensure(MODEL)
    assert "LOCALIZE_HOME" in caught.value.hint
    assert server.asked == []


def test_a_disk_that_fills_up_is_a_store_error_and_no_half_file(
    empty_shelf: Shelf, server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel's limit on a file's size stands in for a full disk."""
    server.files = {f"tiny/{path}": data for path, data in CONTENTS.items()}
    monkeypatch.setenv("LOCALIZE_MIRROR", server.address)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    try:
        with pytest.raises(StoreError, match="File too large"):
            empty_shelf.ensure(MODEL)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not (empty_shelf.path(MODEL) / "model.bin").exists()
    empty_shelf.ensure(MODEL)


@pytest.mark.parametrize("under", ["", "weights"])
def test_a_shelf_that_cannot_be_made_is_a_store_error(tmp_path: Path, under: str) -> None:
    (tmp_path / "file").write_text("not a folder", "utf-8")
    with pytest.raises(StoreError, match="cannot write"):
        Shelf(tmp_path / "file" / under).ensure(MODEL)


# ── names and paths ─────────────────────────────────────────────────────────────────────────────────


def test_a_name_of_the_catalogue_is_resolved_without_pulling(empty_shelf: Shelf) -> None:
    model = find_model("whisper-base")
    assert empty_shelf.resolve("whisper-base") == (empty_shelf.root / "whisper-base", model.digest, model)
    assert not empty_shelf.root.exists()


def test_a_folder_of_ones_own_is_hashed_once_and_left_alone(
    empty_shelf: Shelf, tmp_path: Path, hashes: list[str]
) -> None:
    own = tmp_path / "own"
    (own / "sub").mkdir(parents=True)
    (own / "sub" / "model.bin").write_bytes(DATA)
    (own / ".DS_Store").write_bytes(b"noise")
    folder, digest, model = empty_shelf.resolve(str(own))
    assert (folder, model) == (own, None)
    assert digest == digest_of([("sub/model.bin", model_of({"x": DATA}).files[0].sha256)])
    assert hashes == ["model.bin"]
    assert empty_shelf.resolve(str(own)).digest == digest
    assert hashes == ["model.bin"]
    assert sorted(path.name for path in own.iterdir()) == [".DS_Store", "sub"]
    change(own / "sub" / "model.bin", b"retrained")
    assert empty_shelf.resolve(str(own)).digest != digest


def test_the_same_files_elsewhere_have_the_same_digest(empty_shelf: Shelf, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "model.bin").write_bytes(DATA)
    digests = {empty_shelf.resolve(str(tmp_path / name)).digest for name in ("a", "b")}
    assert len(digests) == 1


def test_what_is_neither_name_nor_folder_is_refused(empty_shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="did you mean 'whisper-base'"):
        empty_shelf.resolve("whisper-bass")
    with pytest.raises(UnknownName, match=r"'resemblizer' \(did you mean 'resemblyzer'"):
        empty_shelf.resolve("resemblizer", ("*.pt",), "ge2e")
    with pytest.raises(UnknownName, match=r"'voice' \(known: resemblyzer\)"):
        empty_shelf.resolve("voice", ("*.pt",), "ge2e")
    with pytest.raises(ConfigurationError, match=r"there is no .*nowhere \(name a file \*\.pt"):
        empty_shelf.resolve(str(tmp_path / "nowhere"), ("*.pt",))
    with pytest.raises(ConfigurationError, match=f"there is no my/voice.pt in {Path.cwd()}"):
        empty_shelf.resolve("my/voice.pt")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigurationError, match="no files in"):
        empty_shelf.resolve(str(tmp_path / "empty"))
    with pytest.raises(ConfigurationError, match="no such user"):
        empty_shelf.resolve("~no-such-user/model")
    with pytest.raises(ConfigurationError, match="is not UTF-8"):
        empty_shelf.resolve(os.fsdecode(bytes(tmp_path) + b"/\xff"))


def test_what_is_no_model_of_the_engine_is_refused_before_it_is_read(
    empty_shelf: Shelf, tmp_path: Path, hashes: list[str]
) -> None:
    (tmp_path / "model.bin").write_bytes(DATA)
    (tmp_path / "film.mkv").write_bytes(DATA)
    with pytest.raises(ConfigurationError, match=r"no tokenizer\.json, vocabulary\.\* in"):
        empty_shelf.resolve(str(tmp_path), ("model.bin", "tokenizer.json", "vocabulary.*"))
    with pytest.raises(ConfigurationError, match=r"is no model .*that holds model\.bin, tokenizer\.json"):
        empty_shelf.resolve(str(tmp_path / "model.bin"), ("model.bin", "tokenizer.json"))
    with pytest.raises(ConfigurationError, match=r"is no model .*name a file \*\.gguf"):
        empty_shelf.resolve(str(tmp_path / "film.mkv"), ("*.gguf",))
    assert hashes == []


def test_a_model_that_is_one_file_may_be_named_by_it(
    empty_shelf: Shelf, tmp_path: Path, hashes: list[str]
) -> None:
    for name in ("a.gguf", "notes.txt"):
        (tmp_path / name).write_bytes(DATA)
    by_folder = empty_shelf.resolve(str(tmp_path), ("*.gguf",))
    by_file = empty_shelf.resolve(str(tmp_path / "a.gguf"), ("*.gguf",))
    assert (by_folder.path, by_file.path) == (tmp_path, tmp_path / "a.gguf")
    assert by_folder.digest == by_file.digest
    assert set(hashes) == {"a.gguf"}
    (tmp_path / "b.gguf").write_bytes(DATA)
    with pytest.raises(ConfigurationError, match=r"holds 2 models \(a\.gguf …\)"):
        empty_shelf.resolve(str(tmp_path), ("*.gguf",))
