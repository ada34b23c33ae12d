"""What was hashed, remembered: a file whose size and time of change stay as they were keeps its SHA-256."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from localize.domain.value import Value


class Stamp(Value, frozen=True):
    size: int
    mtime_ns: int
    sha256: str


def read(stamp_file: Path) -> dict[str, Stamp]:
    """Stamps by path; none when the file is missing or not readable as stamps, for then we hash again."""
    try:
        return msgspec.json.decode(stamp_file.read_bytes(), type=dict[str, Stamp])
    except (OSError, msgspec.DecodeError):
        return {}


def write(stamp_file: Path, stamps: Mapping[str, Stamp]) -> None:
    """Raises OSError."""
    stamp_file.parent.mkdir(parents=True, exist_ok=True)
    draft = stamp_file.with_name(f"{stamp_file.name}.{os.getpid()}.tmp")
    draft.write_bytes(msgspec.json.encode(stamps))
    draft.replace(stamp_file)


def holds(stamp: Stamp | None, path: Path) -> bool:
    """Whether the file is as it was when it was hashed."""
    if stamp is None:
        return False
    try:
        status = path.stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (stamp.size, stamp.mtime_ns)


def hashed(path: Path) -> Stamp:
    """Reads the whole file. Raises OSError."""
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Stamp(status.st_size, status.st_mtime_ns, sha256)


def refresh(stamp_file: Path, folder: Path, paths: Iterable[str]) -> dict[str, Stamp]:
    """The stamps of the files `paths` in `folder`; those that no stamp holds for are hashed.

    Raises OSError.
    """
    before = read(stamp_file)
    after = {path: _current(before.get(path), folder / path) for path in paths}
    if after != before:
        write(stamp_file, after)
    return after


def _current(stamp: Stamp | None, path: Path) -> Stamp:
    return stamp if stamp is not None and holds(stamp, path) else hashed(path)
