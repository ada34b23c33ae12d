"""The file that a run works on, watched: what is made of another file must never be kept as made of this."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from localize.domain.episode import Media
from localize.errors import InputError
from localize.store.keys import file_digest


class _Stamp(NamedTuple):
    """Whoever writes into a file or puts another in its place moves at least one of its times."""

    size: int
    modified_ns: int
    changed_ns: int


@dataclass
class Original:
    """`media` is the file at `path` as it was when the run began; its stamp was taken before its digest, so
    that nothing which happens meanwhile goes unnoticed."""

    path: Path
    media: Media
    _stamp: _Stamp

    @classmethod
    def of(cls, path: Path) -> Original:
        """Raises InputError when there is none to read, and for one that still grows."""
        _require_file(path)
        stamp = _stamp(path)
        original = cls(path, measure(path), stamp)
        original.require()
        return original

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


def _stamp(path: Path) -> _Stamp:
    try:
        now = path.stat()
    except OSError as error:
        raise InputError(
            f"{path} is no longer there: {error.strerror}", "put it back, and run again"
        ) from error
    return _Stamp(now.st_size, now.st_mtime_ns, now.st_ctime_ns)
