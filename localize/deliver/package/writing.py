"""A package on the disk: whole, or not there."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from localize.deliver.abandoned import beside, remove, sweep
from localize.errors import StoreError

# The first moment that a zip can name: with that of the writing no two would be equal.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o100644 << 16  # a plain file that its owner may write and all may read


def write_folder(path: Path, files: Mapping[str, bytes], aside: Path | None = None) -> None:
    """Written beside and renamed. What stands there is removed, or kept as `aside`. Raises StoreError."""
    draft = beside(path, "new")
    try:
        sweep(path, "new")
        remove(draft)
        draft.mkdir(parents=True)
        for name, data in files.items():
            _write(draft / name, data)
        _put(draft, path, aside)
    except OSError as error:
        raise StoreError.of(error, path) from error
    finally:
        _forget(draft)


def write_zip(path: Path, files: Mapping[str, bytes], aside: Path | None = None) -> None:
    """The same as one file; of equal files an equal one. Raises StoreError."""
    draft = beside(path, "new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path, "new")
        with draft.open("wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
                for name in sorted(files):
                    archive.writestr(_entry(name), files[name])
            stream.flush()
            os.fsync(stream.fileno())
        _put(draft, path, aside)
    except OSError as error:
        raise StoreError.of(error, path) from error
    finally:
        _forget(draft)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = _UNIX, _READABLE
    return entry


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _put(draft: Path, path: Path, aside: Path | None) -> None:
    """A folder that holds something cannot be renamed over: the old one steps aside, and comes back where the
    new one cannot take its place."""
    old = aside or beside(path, "old")
    stands = os.path.lexists(path)
    if stands:
        path.rename(old)
    try:
        draft.rename(path)
    except OSError:
        if stands:
            old.rename(path)
        raise
    if stands and aside is None:
        remove(old)
    sweep(path, "old")


def _forget(draft: Path) -> None:
    with suppress(OSError):
        remove(draft)
