"""The memory on disk: what was added is there, for several processes, and a bad file is told plainly."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from localize.domain.memory import APPROVED, CORRECTED, Entry, Place, ShownCue, ShownLine, Status
from localize.errors import StoreError
from localize.memory.file import FILE_NAME, Added, MemoryFile, Seen
from tests.memory.entries import entry

FULL = entry(
    "走。", "Go.", speaker="小满", before=("a", "b"), after=("c",), episode="E01", line_id="L0001",
    status=CORRECTED, when="2025-01-01T00:00:00+00:00", by="Ana",
)  # fmt: skip


@pytest.fixture
def held(tmp_path: Path) -> MemoryFile:
    return MemoryFile(tmp_path / FILE_NAME)


def test_what_is_added_is_read_back(held: MemoryFile) -> None:
    assert held.add([FULL]) == Added(new=1, replaced=0, known=0, outdated=0)
    assert held.memory().entries == (FULL,)


def test_a_memory_that_is_not_there_is_empty_and_is_not_made_by_looking(held: MemoryFile) -> None:
    assert (held.memory().entries, held.seen("x"), held.forget([1])) == ((), None, 0)
    assert not held.path.exists()


def test_a_line_of_an_episode_has_one_text(held: MemoryFile) -> None:
    held.add([FULL])
    other = entry("走！", "Leave.", episode="E01", line_id="L0001")
    assert held.add([other, FULL]) == Added(new=0, replaced=2, known=0, outdated=0)
    assert held.add([FULL]) == Added(new=0, replaced=0, known=1, outdated=0)


def test_what_comes_from_elsewhere_may_have_several(held: MemoryFile) -> None:
    both = [entry("走。", "Go."), entry("走。", "Leave.")]
    assert held.add([*both, *both]) == Added(new=2, replaced=0, known=2, outdated=0)


def test_entries_are_forgotten_by_their_numbers(held: MemoryFile) -> None:
    held.add([entry("走。", "Go."), FULL])
    (number, _), _ = held.numbered()
    assert held.forget([number, 99]) == 1
    assert held.memory().entries == (FULL,)


def test_what_was_seen_of_a_file_is_kept_with_what_it_taught(held: MemoryFile) -> None:
    seen = Seen("w", "r", (ShownLine(FULL.place, (ShownCue("Go.", 0, 10),)),))
    held.add([FULL], [seen])
    assert held.seen("w") == seen


def test_all_of_it_is_added_or_nothing(held: MemoryFile) -> None:
    held.add([FULL])
    bad: Any = entry("走？", "Go?", by=None)
    with pytest.raises(StoreError, match="NOT NULL"):
        held.add([entry("来。", "Come."), bad])
    assert held.memory().entries == (FULL,)


ADD = """
import sys
from pathlib import Path
from localize.memory.file import MemoryFile
from tests.memory.entries import entry
held = MemoryFile(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    held.add([entry(f"第{number}句", sys.argv[2], episode=sys.argv[2], line_id=str(number))])
    print(number, flush=True)
"""


def adding(held: MemoryFile, name: str, count: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", ADD, str(held.path), name, str(count)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def test_several_processes_add_at_once(held: MemoryFile) -> None:
    for process in [adding(held, name, 15) for name in ("E01", "E02", "E03")]:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert len(held.memory().entries) == 45


def test_what_was_added_before_a_kill_is_there(held: MemoryFile) -> None:
    with adding(held, "E01", 100_000) as process:
        assert process.stdout is not None
        told = [int(process.stdout.readline()) for _ in range(5)][-1]
        os.kill(process.pid, signal.SIGKILL)
    ids = {int(one.place.line_id) for one in held.memory().entries}
    assert ids >= set(range(told + 1))
    assert held.add([FULL]).new == 1


def database(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as made:
        for statement in statements:
            made.execute(statement)
    made.close()


def test_a_file_that_is_no_database_is_refused(held: MemoryFile) -> None:
    held.path.write_text("no database " * 50, "utf-8")
    for use in (held.memory, lambda: held.add([FULL])):
        with pytest.raises(StoreError, match="not a database") as raised:
            use()
        assert raised.value.hint


def test_a_database_of_somebody_else_is_refused(held: MemoryFile) -> None:
    database(held.path, "CREATE TABLE entries (number INTEGER)")
    with pytest.raises(StoreError, match="no translation memory"):
        held.add([FULL])
    with pytest.raises(StoreError, match="no translation memory"):
        held.memory()


def test_one_of_a_newer_localize_is_refused(held: MemoryFile) -> None:
    held.add([FULL])
    database(held.path, "PRAGMA user_version = 2")
    with pytest.raises(StoreError, match="newer localize") as raised:
        held.memory()
    assert raised.value.hint == "update localize"


def test_an_empty_file_is_an_empty_memory(held: MemoryFile) -> None:
    held.path.touch()
    assert held.memory().entries == ()
    assert held.add([FULL]).new == 1


def test_an_entry_that_nobody_can_read_is_told(held: MemoryFile) -> None:
    held.add([FULL])
    database(held.path, "UPDATE entries SET status = 'guessed'")
    with pytest.raises(StoreError, match="damaged"):
        held.memory()


@pytest.mark.parametrize(
    ("pragma", "said"), [("query_only = 1", "read-only"), ("max_page_count = 1", "the disk is full")]
)
def test_what_the_disk_refuses_is_told(
    held: MemoryFile, pragma: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def limited(*words: Any, **options: Any) -> sqlite3.Connection:
        made = connect(*words, **options)
        made.execute(f"PRAGMA {pragma}")
        return made

    monkeypatch.setattr(sqlite3, "connect", limited)
    with pytest.raises(StoreError) as raised:
        held.add([FULL])
    assert said in raised.value.hint


def test_a_folder_in_its_place_is_told(held: MemoryFile) -> None:
    held.path.mkdir()
    with pytest.raises(StoreError, match=FILE_NAME) as raised:
        held.memory()
    assert "must be readable" in raised.value.hint


@pytest.mark.parametrize(
    ("status", "when", "text"),
    [
        (CORRECTED, "2026-01-01T00:00:00+00:00", "Held."),  # older
        (APPROVED, "2026-12-31T00:00:00+00:00", "Held."),  # weaker
        (CORRECTED, "2026-12-31T00:00:00+00:00", "Brought."),
    ],
)
def test_what_is_brought_takes_no_place_of_what_was_said_later(
    tmp_path: Path, status: Status, when: str, text: str
) -> None:
    held, place = MemoryFile(tmp_path / FILE_NAME), Place("走。", episode="E01", line_id="L0003")
    held.add([Entry(place, "en", "Held.", CORRECTED, "2026-06-01T00:00:00+00:00")])
    added = held.add([Entry(place, "en", "Brought.", status, when)], newest=False)
    assert [entry.text for entry in held.memory().entries] == [text]
    assert (added.replaced, added.outdated) == ((1, 0) if text == "Brought." else (0, 1))
