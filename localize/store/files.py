"""Writing so that a reader sees the old file or the new one, whatever happens in between."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from localize.errors import StoreError


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


# Read once: it can only be read by setting it, for all threads.
_UMASK = _umask()


def write_atomic(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Temp file in the same folder, fsync, rename, fsync of the folder. A link stays one: what it leads to is
    written, in a folder that must be there. Without `durable` nothing is synced, and a power cut may leave
    anything: for copies that are checked when they are read. Raises StoreError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(_behind_links(path), data, durable)
    except OSError as error:
        raise StoreError.of(error, path) from error


def require_writable(path: Path) -> None:
    """Raises StoreError when `path` could not be written; its folder is made."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=_behind_links(path).parent):
            pass
    except OSError as error:
        raise StoreError.of(error, path) from error


def _behind_links(path: Path) -> Path:
    # `Path.resolve` raises RuntimeError for links that lead to themselves, before Python 3.13.
    return Path(os.path.realpath(path))


def _replace(path: Path, data: bytes, durable: bool) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        Path(name).chmod(0o666 & ~_UMASK)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    if durable:
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    # A rename is durable only when its folder is; some file systems cannot open one, and need not.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
