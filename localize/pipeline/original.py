"""The file that a run works on, watched: what is made of another file must never be kept as made of this."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import msgspec

from localize.domain.episode import Media, Stamp
from localize.errors import InputError
from localize.pipeline.record import RunRecord
from localize.store.keys import file_digest

# FAT tells times to two seconds: what was written that soon before it was read may be written on unseen. A
# file server whose clock is further behind than that is not provided for.
_SETTLED_NS = 2_000_000_000


@dataclass
class Original:
    """`media` is the file at `path` as it was when the run began; its stamp was taken before its digest, so
    that nothing which happens meanwhile goes unnoticed."""

    path: Path
    media: Media
    _stamp: Stamp
    _read_ns: int

    @classmethod
    def of(cls, path: Path) -> Original:
        """Raises InputError when there is none to read, and for one that still grows."""
        _require_file(path)
        stamp, now = _stamp(path), time.time_ns()
        original = cls(path, measure(path), stamp, now)
        original.require()
        return original

    @property
    def stamp(self) -> Stamp | None:
        """By which the file is known again unread; None while it is too new for that."""
        written = max(self._stamp.modified_ns, self._stamp.changed_ns)
        return self._stamp if written + _SETTLED_NS < self._read_ns else None

    def require(self) -> None:
        """As cheap as a look at its times. Raises InputError when the file is not what it was."""
        now = _stamp(self.path)
        if now == self._stamp:
            return
        if file_digest(self.path) != self.media.digest:
            raise InputError(
                f"{self.path} changed while it was being worked on", "run again once it is as it is to be"
            )
        self._stamp = now


def measure(path: Path) -> Media:
    """The file with its digest; its path is absolute, to be known again from another folder.

    Raises InputError when there is none to read.
    """
    _require_file(path)
    return Media(str(path.resolve()), file_digest(path), path.stat().st_size)


def measure_since(path: Path, record: RunRecord | None) -> Media:
    """As `measure`; a file that has stood untouched since the run of `record` is not read again: a season
    on a network drive is many gigabytes. Raises InputError."""
    _require_file(path)
    if record is None or record.stamp is None or record.stamp != _stamp(path):
        return measure(path)
    return msgspec.structs.replace(record.media, path=str(path.resolve()))


def _require_file(path: Path) -> None:
    if path.is_dir():
        raise InputError(f"{path} is a folder", "name a file in it")
    if path.is_symlink() and not path.exists():
        raise InputError(f"{path} links to {path.readlink()}, which is not there")
    if not path.exists():
        raise InputError(f"no file {path}")
    if not path.is_file():
        raise InputError(f"{path} is not a regular file", "name a file that can be read twice")
    if not _is_text(str(path)):
        raise InputError(
            f"the name of {str(path)!a} is not UTF-8", "rename the file: its name goes into the record"
        )


def _is_text(name: str) -> bool:
    """Bytes of a file name that are no UTF-8 come as lone surrogates, which no file can hold."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _stamp(path: Path) -> Stamp:
    try:
        now = path.stat()
    except OSError as error:
        raise InputError(
            f"{path} is no longer there: {error.strerror}", "put it back, and run again"
        ) from error
    return Stamp(now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino)
