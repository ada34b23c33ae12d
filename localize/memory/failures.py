"""What SQLite says → what to do about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from localize.errors import StoreError

_DAMAGED = "move it away, or put back a copy of it"
_USABLE = "it, and the folder that it is in, must be readable and writable, and the disk must have room"
_HINTS = {
    sqlite3.SQLITE_FULL: "the disk is full: free some space and run again",
    sqlite3.SQLITE_READONLY: "the folder or the file is read-only: it must be writable to learn from people",
    sqlite3.SQLITE_CANTOPEN: _USABLE,
    sqlite3.SQLITE_IOERR: _USABLE,
    sqlite3.SQLITE_BUSY: "another process is writing it: run again when that is done",
    sqlite3.SQLITE_ERROR: _DAMAGED,  # a table or column that is not there
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
}
# The low byte of a code is its kind, the rest tells more of it (https://www.sqlite.org/rescode.html).
_KIND = 0xFF


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Raises StoreError for what goes wrong with the memory in `path`."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        raise StoreError(f"the memory {path}: {error}", _HINTS.get(code & _KIND, "")) from error
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError) as error:
        raise StoreError(f"the memory {path} is damaged: {error}", _DAMAGED) from error
    except OSError as error:
        raise StoreError.of(error, path) from error
