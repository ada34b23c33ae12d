"""A pull on its way: files grow in `<model>/.partial/` and take their names once their hash is right."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from localize.events import Listener, PullProgress
from localize.weights import stamps
from localize.weights.catalogue import File, Model

CHUNK = 1 << 20
PARTIAL = ".partial"
STAMP_FILE = ".pulled.json"


def has_begun(folder: Path) -> bool:
    """Whether a pull into the model's `folder` has left any byte to carry on with."""
    return any(path.is_file() and path.stat().st_size for path in (folder / PARTIAL).rglob("*"))


class SourceFailed(Exception):
    """A source could not give what was asked of it; the text is one line. It never leaves this room."""


class WrongContent(SourceFailed):
    """It gave something else than the catalogue's file. What it gave is deleted."""


class Fetcher(Protocol):
    """One source of one model."""

    @property
    def label(self) -> str:
        """What people call it, in a few words."""
        ...

    @property
    def spare(self) -> int:
        """The bytes it needs on the disk beside the files themselves."""
        ...

    def fetch(self, partial: Partial) -> None:
        """Brings every file of `partial.missing()` to `partial.finish`.

        Raises SourceFailed, or OSError when our own disk refuses.
        """
        ...

    def probe(self) -> None:
        """Asks whether the source answers, without fetching. Raises SourceFailed."""
        ...


@dataclass
class Partial:
    """The files `wanted` of a model. `path(file)` holds the first bytes of one; any source may carry on
    where another one stopped."""

    model: Model
    folder: Path
    wanted: Sequence[File]
    listener: Listener
    _finished: set[str] = field(default_factory=set)

    @property
    def root(self) -> Path:
        return self.folder / PARTIAL

    def path(self, file: File) -> Path:
        return self.root / f"{file.path}.part"

    def size(self, file: File) -> int:
        with suppress(FileNotFoundError):
            return self.path(file).stat().st_size
        return 0

    def missing(self) -> list[File]:
        """Those not finished yet."""
        return [file for file in self.wanted if file.path not in self._finished]

    def left(self) -> int:
        """Bytes still to come."""
        return sum(file.bytes - self.size(file) for file in self.missing())

    def write(self, file: File, chunks: Iterable[bytes], start: int) -> None:
        """Puts `chunks` at byte `start`, dropping what stood behind it. Raises WrongContent, OSError."""
        path = self.path(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as part:
            part.truncate(start)
            for chunk in chunks:
                size = start + part.write(chunk)
                part.flush()
                self._refuse_longer(file, size)
                if size // CHUNK > start // CHUNK or size == file.bytes:
                    self.listener(PullProgress(self.model.name, self.model.bytes - self.left()))
                start = size

    def finish(self, file: File) -> None:
        """Hashes the file and gives it its name. Raises WrongContent, OSError."""
        path = self.path(file)
        stamp = stamps.hashed(path)
        if stamp.sha256 != file.sha256:
            self.discard(file)
            told, right = stamp.sha256[:12], file.sha256[:12]
            raise WrongContent(f"{file.path} has SHA-256 {told}…, not the catalogue's {right}…: refused")
        _sync(path)
        goal = self.folder / file.path
        goal.parent.mkdir(parents=True, exist_ok=True)
        path.replace(goal)
        stamp_file = self.folder / STAMP_FILE
        stamps.write(stamp_file, {**stamps.read(stamp_file), file.path: stamp})
        self._finished.add(file.path)

    def discard(self, file: File) -> None:
        self.path(file).unlink(missing_ok=True)

    def clear(self) -> None:
        """Removes everything that is not finished. Raises OSError."""
        shutil.rmtree(self.root)

    def tidy(self) -> None:
        """Keeps what can be carried on with, and no trace of a pull that got nothing."""
        folders = [path for path in self.root.rglob("*") if path.is_dir()]
        for folder in [*sorted(folders, reverse=True), self.root, self.folder]:  # the innermost first
            with suppress(OSError):  # not empty
                folder.rmdir()

    def _refuse_longer(self, file: File, size: int) -> None:
        if size > file.bytes:
            self.discard(file)
            raise WrongContent(f"{file.path} is longer than the catalogue's {file.bytes} bytes: refused")


def _sync(path: Path) -> None:
    # The stamp must never outlive the bytes it vouches for, not even when the power fails.
    with path.open("rb") as file:
        os.fsync(file.fileno())
