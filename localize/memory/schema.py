"""What stands in a memory's file, and whether a database is one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from localize.errors import StoreError

# In every SQLite file there is a place for whose it is (https://www.sqlite.org/pragma.html#pragma_application_id).
APPLICATION_ID = int.from_bytes(b"locm", "big")
VERSION = 1
COLUMNS = (
    "target", "source", "text", "status", "speaker", "before", "after", "episode", "line_id", "when", "by",
)  # fmt: skip
_TABLES = (
    "CREATE TABLE entries (number INTEGER PRIMARY KEY, slot TEXT NOT NULL UNIQUE, "
    + ", ".join(f'"{name}" TEXT NOT NULL' for name in COLUMNS)
    + ")",
    "CREATE TABLE seen (written TEXT PRIMARY KEY, read TEXT NOT NULL, lines BLOB NOT NULL)",
)


def require_schema(database: sqlite3.Connection, path: Path) -> None:
    """Makes the tables in an empty file. Raises StoreError for one that is not ours."""
    if not require_ours(database, path):
        for table in _TABLES:
            database.execute(table)
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {VERSION}")


def require_ours(database: sqlite3.Connection, path: Path) -> bool:
    """Whether there is anything in it yet. Raises StoreError for a database that is not ours."""
    (application,) = database.execute("PRAGMA application_id").fetchone()
    (version,) = database.execute("PRAGMA user_version").fetchone()
    (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not (application or version or tables):
        return False
    if application != APPLICATION_ID:
        raise StoreError(f"{path} is a database, but no translation memory", "move it out of the way")
    if version > VERSION:
        raise StoreError(
            f"{path} was made by a newer localize (version {version} of its format)", "update localize"
        )
    return True
