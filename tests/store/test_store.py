"""Finished parts: there and right, or a miss."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.domain.heard import HeardLine, HeardWindow
from localize.errors import StoreError
from localize.store import files
from localize.store.files import require_writable, write_atomic
from localize.store.keys import canonical, digest, file_digest
from localize.store.parts import Store

WINDOW = HeardWindow((HeardLine("你好。", 0, 900, (), -0.2, 0.01, 0.9),))
KEY = digest(b"key")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "store")
    store.put(KEY, WINDOW, {"stage": "x"}, 1.5)
    return store


def files_of(store: Store) -> list[Path]:
    return sorted(path for path in store.root.rglob("*") if path.is_file())


def test_what_was_put_is_got(store: Store) -> None:
    assert store.get(KEY, HeardWindow) == WINDOW
    assert store.get(digest(b"other"), HeardWindow) is None


def test_the_record_keeps_what_the_key_was_made_of(store: Store) -> None:
    record = store.record(KEY)
    assert record is not None
    assert (record.material, record.seconds) == ({"stage": "x"}, 1.5)


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("damage", [b"", b"{", b'{"lines": []}', b"\xff\xfe"])
def test_damage_is_a_miss_and_is_mended_by_the_next_put(store: Store, which: int, damage: bytes) -> None:
    files_of(store)[which].write_bytes(damage)
    assert store.get(KEY, HeardWindow) is None
    store.put(KEY, WINDOW, {}, 0)
    assert store.get(KEY, HeardWindow) == WINDOW


@pytest.mark.parametrize("which", [0, 1])
def test_a_missing_half_is_a_miss(store: Store, which: int) -> None:
    files_of(store)[which].unlink()
    assert store.get(KEY, HeardWindow) is None


def test_a_result_of_another_shape_is_a_miss(store: Store) -> None:
    from localize.domain.track import Track

    assert store.get(KEY, Track) is None


def test_a_full_disk_is_a_store_error_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    write_atomic(path, b"old")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(StoreError, match="full"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_that_is_a_file_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        write_atomic(tmp_path / "file" / "a.txt", b"x")


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link, file = tmp_path / "a", tmp_path / "there" / "a"
    link.symlink_to("there/a")
    for data in (b"new", b"old"):
        require_writable(link)
        write_atomic(link, data)
        assert file.read_bytes() == data
    assert link.is_symlink()
    assert [one.name for one in file.parent.iterdir()] == ["a"]


def test_where_a_link_leads_no_folder_is_made(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("nowhere/a")
    for write in (require_writable, lambda path: write_atomic(path, b"x")):
        with pytest.raises(StoreError, match="No such file or directory"):
            write(tmp_path / "a")
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


def test_a_link_that_leads_to_itself_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("a")
    write_atomic(tmp_path / "a", b"x")
    assert (tmp_path / "a").read_bytes() == b"x"


def test_written_files_have_the_users_permissions(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a", b"x")
    (tmp_path / "b").write_bytes(b"x")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_killed_while_writing_the_file_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    loop = "import itertools,pathlib,sys; from localize.store.files import write_atomic\n" + (
        "for n in itertools.count(): write_atomic(pathlib.Path(sys.argv[1]), bytes([n % 256]) * 300_000)"
    )
    for wait in (0.05, 0.1, 0.2):
        process = subprocess.Popen([sys.executable, "-c", loop, str(path)])
        while not path.exists():
            assert process.poll() is None
            time.sleep(0.005)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        data = path.read_bytes()
        assert len(data) == 300_000
        assert len(set(data)) == 1


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.none(), max_size=5))
def test_canonical_json_does_not_depend_on_order(table: dict[str, object]) -> None:
    backwards = dict(reversed(list(table.items())))
    assert canonical(table) == canonical(backwards)


def test_a_file_digest_is_that_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    assert file_digest(tmp_path / "x") == digest(b"abc")


def test_what_a_part_takes_on_the_disk(store: Store) -> None:
    assert store.size(KEY) == sum(path.stat().st_size for path in files_of(store))
    assert store.size(digest(b"other")) == 0
