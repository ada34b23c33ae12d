"""A store that several machines share: against S3 what depends on it, in memory what does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import fsspec
import pytest

from localize.domain.heard import HeardLine, HeardWindow
from localize.errors import StoreUnreachable
from localize.store.keys import digest
from localize.store.remote import AT_ONCE, Remote
from localize.store.shared import SharedStore
from tests.s3 import S3

WINDOW = HeardWindow((HeardLine("你好。", 0, 900, (), -0.2, 0.01, 0.9),))
OTHER = HeardWindow(())
KEY = digest(b"key")
KEYS = [digest(str(number).encode()) for number in range(AT_ONCE + 8)]
URL = "s3://dramas/finished"

Machine = Callable[[str], SharedStore]


@pytest.fixture
def machine(tmp_path: Path, s3: S3) -> Machine:
    """Several with one S3."""
    remote = Remote(URL)
    return lambda name: SharedStore(tmp_path / name, remote)


@pytest.fixture
def place(tmp_path: Path) -> str:
    """One in memory that nobody else has."""
    return f"memory://{digest(str(tmp_path).encode())}"


def put_all(store: SharedStore) -> None:
    for key in KEYS:
        store.put(key, HeardWindow((HeardLine(key, 0, 1, (), -0.2, 0.01, 0.9),)), {}, 0)


def there(s3: S3, folder: str) -> list[str]:
    return [name for name in s3.objects("dramas") if name.startswith(f"finished/{folder}/")]


def test_what_one_machine_finished_the_other_finds(s3: S3, machine: Machine) -> None:
    ours, theirs = machine("ours"), machine("theirs")
    ours.put(KEY, WINDOW, {"stage": "x"}, 1.5)
    assert theirs.get(KEY, HeardWindow) is None
    ours.share([KEY])
    assert theirs.get_all([KEY, KEYS[0]], HeardWindow) == {KEY: WINDOW}
    record = theirs.record(KEY)
    assert record is not None
    assert (record.material, record.seconds) == ({"stage": "x"}, 1.5)


def test_the_layout_is_that_of_a_folder(s3: S3, machine: Machine) -> None:
    """So that any tool for S3 can bring a folder there."""
    ours = machine("ours")
    ours.put(KEY, WINDOW, {}, 1.5)
    ours.share([KEY])
    files = {
        f"finished/{path.relative_to(ours.root).as_posix()}": path.read_bytes()
        for folder in ("parts", "artefacts")
        for path in (ours.root / folder).rglob("*")
        if path.is_file()
    }
    assert s3.objects("dramas") == files


def test_a_part_costs_two_requests_there_and_two_back_and_none_again(s3: S3, machine: Machine) -> None:
    ours, theirs = machine("ours"), machine("theirs")
    put_all(ours)
    assert s3.asked == []
    ours.share(KEYS)
    assert len(s3.asked) == 2 * len(KEYS)
    s3.asked.clear()
    assert len(theirs.get_all(KEYS, HeardWindow)) == len(KEYS)
    assert len(s3.asked) == 2 * len(KEYS)
    s3.asked.clear()
    for store in (ours, theirs):
        assert len(store.get_all(KEYS, HeardWindow)) == len(KEYS)
        store.share(KEYS)
    assert s3.asked == []


def test_a_part_that_nobody_has_costs_one_request(s3: S3, machine: Machine) -> None:
    assert machine("ours").get_all(KEYS, HeardWindow) == {}
    assert len(s3.asked) == len(KEYS)


def test_no_record_goes_before_the_last_artefact(s3: S3, machine: Machine) -> None:
    ours = machine("ours")
    put_all(ours)
    ours.share(KEYS)
    folders = [path.split("/")[3] for _, path in s3.asked]
    assert folders == ["artefacts"] * len(KEYS) + ["parts"] * len(KEYS)


@pytest.mark.parametrize("which", ["parts", "artefacts"])
@pytest.mark.parametrize("damage", [b"", b"{", b'{"lines": []}', b"\xff\xfe", None])
def test_damage_is_a_miss_and_is_mended(s3: S3, machine: Machine, which: str, damage: bytes | None) -> None:
    ours, theirs, third = machine("ours"), machine("theirs"), machine("third")
    ours.put(KEY, WINDOW, {}, 0)
    ours.share([KEY])
    [name] = there(s3, which)
    if damage is None:
        s3.remove("dramas", name)
    else:
        s3.overwrite("dramas", name, damage)
    assert theirs.get(KEY, HeardWindow) is None
    theirs.put(KEY, WINDOW, {}, 0)
    theirs.share([KEY])
    assert third.get(KEY, HeardWindow) == WINDOW


@pytest.mark.parametrize("which", ["parts", "artefacts"])
def test_a_damaged_copy_is_fetched_again(tmp_path: Path, place: str, which: str) -> None:
    ours, theirs = (SharedStore(tmp_path / name, Remote(place)) for name in ("ours", "theirs"))
    ours.put(KEY, WINDOW, {}, 0)
    ours.share([KEY])
    assert theirs.get(KEY, HeardWindow) == WINDOW
    [copy] = [path for path in (theirs.root / which).rglob("*") if path.is_file()]
    copy.write_bytes(b"")
    assert theirs.get(KEY, HeardWindow) == WINDOW
    assert copy.read_bytes() != b""


def test_a_damaged_part_of_ours_is_not_shared(tmp_path: Path, place: str) -> None:
    ours = SharedStore(tmp_path / "ours", Remote(place))
    ours.put(KEY, WINDOW, {}, 0)
    [artefact] = [path for path in (ours.root / "artefacts").rglob("*") if path.is_file()]
    artefact.write_bytes(b"{}")
    ours.share([KEY])
    assert fsspec.filesystem("memory").find(place) == []


def test_what_was_finished_before_there_was_another_place_is_shared(tmp_path: Path, place: str) -> None:
    from localize.store.parts import Store

    Store(tmp_path / "ours").put(KEY, WINDOW, {}, 0)
    SharedStore(tmp_path / "ours", Remote(place)).share([KEY, KEYS[0]])
    assert SharedStore(tmp_path / "theirs", Remote(place)).get(KEY, HeardWindow) == WINDOW


def test_what_is_put_anew_is_shared_anew(tmp_path: Path, place: str) -> None:
    ours, theirs = (SharedStore(tmp_path / name, Remote(place)) for name in ("ours", "theirs"))
    for result in (WINDOW, OTHER):
        ours.put(KEY, result, {}, 0)
        ours.share([KEY])
    assert theirs.get(KEY, HeardWindow) == OTHER


def test_two_machines_that_finish_the_same_part_write_the_same(s3: S3, machine: Machine) -> None:
    before = None
    for name in ("ours", "theirs"):
        store = machine(name)
        store.put(KEY, WINDOW, {"stage": "x"}, 1.0)
        store.share([KEY])
        assert before in (None, s3.objects("dramas"))
        before = s3.objects("dramas")


def test_two_places_are_told_apart(tmp_path: Path, place: str) -> None:
    SharedStore(tmp_path / "ours", Remote(place)).put(KEY, WINDOW, {}, 0)
    for one in (place, f"{place}/other"):
        store = SharedStore(tmp_path / "ours", Remote(one))
        store.share([KEY])
        assert SharedStore(tmp_path / digest(one.encode()), Remote(one)).get(KEY, HeardWindow) == WINDOW


def test_a_moment_of_trouble_is_waited_out(s3: S3, machine: Machine) -> None:
    ours, theirs = machine("ours"), machine("theirs")
    ours.put(KEY, WINDOW, {}, 0)
    s3.refusals = 2
    ours.share([KEY])
    s3.refusals = 2
    assert theirs.get(KEY, HeardWindow) == WINDOW


def test_what_trouble_kept_here_is_shared_later(s3: S3, machine: Machine) -> None:
    ours, theirs = machine("ours"), machine("theirs")
    ours.put(KEY, WINDOW, {}, 0)
    s3.refusals = 1000
    with pytest.raises(StoreUnreachable, match="cannot be reached"):
        ours.share([KEY])
    s3.refusals = 0
    assert there(s3, "parts") == []
    assert ours.get(KEY, HeardWindow) == WINDOW
    ours.share([KEY])
    assert theirs.get(KEY, HeardWindow) == WINDOW
