"""`memory.sqlite`, beside a series' settings. Several processes may use it at once; what was added before one
of them was killed is there, and what was being added is not.

It keeps SQLite's rollback journal and full synchronisation: one file that can be copied, also on a network.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from localize.domain.memory import CORRECTED, Entry, Memory, Place, ShownLine
from localize.memory.failures import told_plainly
from localize.memory.schema import COLUMNS, require_ours, require_schema

FILE_NAME = "memory.sqlite"
# Writing takes milliseconds; who waits longer waits for a process that hangs.
PATIENCE_S = 10.0


class Added(NamedTuple):
    """How many entries were new, took the place of another text, were known as they are, and were older than
    what is there, or weaker (approved, where a person has corrected the line)."""

    new: int
    replaced: int
    known: int
    outdated: int


class Seen(NamedTuple):
    """A subtitle file that was learned from: the digest of what we wrote, that of what was read, and its
    lines as they stood there then."""

    written: str
    read: str
    lines: tuple[ShownLine, ...]


class MemoryFile:
    """All of it raises StoreError: for a file that is none of ours, or that a newer localize made, and for a
    disk that cannot be read or written. A file that is not there is empty; it is made when it is first
    added to."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def memory(self) -> Memory:
        """As it is now."""
        return Memory().with_entries(tuple(entry for _, entry in self.numbered()))

    def numbered(self) -> list[tuple[int, Entry]]:
        """Every entry with the number that it can be forgotten by, in the order in which they came."""
        rows = self._rows("SELECT * FROM entries ORDER BY number")
        with told_plainly(self.path):
            return [(row["number"], _entry(row)) for row in rows]

    def add(self, entries: Sequence[Entry], seen: Iterable[Seen] = (), *, newest: bool = True) -> Added:
        """All of it or nothing. `newest`: they are what people said last; else each is as old as it says."""
        with self._writing() as database:
            outcomes = [_put(database, entry, newest=newest) for entry in entries]
            for one in seen:
                row = (one.written, one.read, msgspec.json.encode(one.lines))
                database.execute("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", row)
        return Added(*(outcomes.count(kind) for kind in Added._fields))

    def forget(self, numbers: Sequence[int]) -> int:
        """How many of them there were."""
        if not self.path.exists():
            return 0
        with self._writing() as database:
            return sum(
                database.execute("DELETE FROM entries WHERE number = ?", (number,)).rowcount
                for number in numbers
            )

    def seen(self, written: str) -> Seen | None:
        """What is known of a file that was written with this digest and has been learned from since."""
        rows = self._rows("SELECT read, lines FROM seen WHERE written = ?", written)
        with told_plainly(self.path):
            lines = [msgspec.json.decode(row["lines"], type=tuple[ShownLine, ...]) for row in rows]
        return Seen(written, rows[0]["read"], lines[0]) if rows else None

    def _rows(self, query: str, *values: str) -> list[sqlite3.Row]:
        if not self.path.exists():
            return []
        with told_plainly(self.path), closing(self._connect("ro")) as database:
            return database.execute(query, values).fetchall() if require_ours(database, self.path) else []

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with told_plainly(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect("rwc")) as database, _transaction(database):
                require_schema(database, self.path)
                yield database

    def _connect(self, mode: str) -> sqlite3.Connection:
        place = f"{self.path.absolute().as_uri()}?mode={mode}"
        database = sqlite3.connect(place, uri=True, timeout=PATIENCE_S, isolation_level=None)
        database.row_factory = sqlite3.Row
        return database


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("PRAGMA synchronous = FULL")
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    finally:
        # After some errors, a full disk among them, SQLite has taken it back already.
        if database.in_transaction:
            database.execute("ROLLBACK")


def _put(database: sqlite3.Connection, entry: Entry, *, newest: bool) -> str:
    """What became of it, by the names of `Added`."""
    slot = msgspec.json.encode(entry.slot).decode()
    query = 'SELECT number, text, status, "when" FROM entries WHERE slot = ?'
    held = database.execute(query, (slot,)).fetchone()
    if held is not None and held["text"] == entry.text:
        return "known"
    if held is not None and not newest and _is_outdated(entry, held["status"], held["when"]):
        return "outdated"
    values = _values(entry)
    marks = ", ".join("?" * (len(COLUMNS) + 2))
    number = held["number"] if held is not None else None
    database.execute(f"INSERT OR REPLACE INTO entries VALUES ({marks})", (number, slot, *values))
    return "replaced" if held is not None else "new"


def _is_outdated(entry: Entry, status: str, when: str) -> bool:
    """Whether it must not take the place of one with this status, from then. A correction counts more than an
    approval; ISO 8601 in UTC sorts as text."""
    if entry.status != status:
        return status == CORRECTED
    return entry.when <= when


def _values(entry: Entry) -> list[str]:
    table: Mapping[str, Any] = msgspec.structs.asdict(entry) | msgspec.structs.asdict(entry.place)
    return [_cell(table[name]) for name in COLUMNS]


def _cell(value: str | tuple[str, ...]) -> str:
    return msgspec.json.encode(value).decode() if isinstance(value, tuple) else value


def _entry(row: sqlite3.Row) -> Entry:
    lists = {name: msgspec.json.decode(row[name]) for name in ("before", "after")}
    table = dict(row) | lists
    place = {name: table[name] for name in Place.__struct_fields__}
    rest = {name: table[name] for name in Entry.__struct_fields__ if name != "place"}
    return msgspec.convert({"place": place, **rest}, Entry)
