"""One file on disk. What a person has edited since we wrote it is never lost."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from localize.errors import InputError
from localize.events import Listener, Warned, Written
from localize.pipeline.carrying import Verdict
from localize.pipeline.naming import takes_place_of
from localize.store.files import write_atomic
from localize.store.keys import digest

# What a run makes beside a file that somebody has edited.
NEW = "{stem}.new{number}{suffix}"


@dataclass(frozen=True)
class Keeping:
    """Writes over what is ours and nothing else: `ours` tells the digests of what we have written under a
    path. `sources`, which are read, are never ours. Where all that a person has changed stands in the new
    file, and with `force`, theirs is kept as `.bak`; else the new file is written beside it.
    """

    ours: Callable[[Path], Container[str]]
    sources: Sequence[Path]
    listener: Listener
    force: bool = False

    def write(self, path: Path, data: bytes, verdict: Verdict | None = None) -> Path:
        """Returns where it was written. `verdict` is that on what a person has changed in the file,
        None where nobody has looked. Raises InputError, StoreError."""
        if self._is_edited(path, data, verdict):
            path = self._place_for(path, data, verdict or Verdict(False))
        if not path.exists() or path.read_bytes() != data:
            write_atomic(path, data)
        self.listener(Written(str(path)))
        self.drop_superseded(path)
        return path

    def drop_superseded(self, path: Path) -> None:
        """What earlier runs wrote beside the file when they could not replace it, where it is ours alone."""
        for beside in path.parent.glob(NEW.format(stem=escape(path.stem), number="*", suffix=path.suffix)):
            is_ours = takes_place_of(beside) == path.name and digest(beside.read_bytes()) in self.ours(beside)
            if is_ours and not self._is_source(beside):
                beside.unlink()

    def _is_edited(self, path: Path, data: bytes, verdict: Verdict | None = None) -> bool:
        """Whether the file there is neither what we are about to write nor what we ever wrote, or a person's
        changes were carried into it that do not stand in the new one."""
        if path.is_dir():
            raise InputError(f"{path} is a folder", "move it away: subtitles are written there")
        if not path.exists():
            return False
        if self._is_source(path):
            return True
        there, is_refused = digest(path.read_bytes()), verdict is not None and not verdict.stands
        return there != digest(data) and (is_refused or there not in self.ours(path))

    def _is_source(self, path: Path) -> bool:
        return path.resolve() in [source.resolve() for source in self.sources]

    def _place_for(self, path: Path, data: bytes, verdict: Verdict) -> Path:
        """Its own, once a copy is kept, or the first `.new` that no person has edited either."""
        if self.force or (verdict.stands and not self._is_source(path)):
            told = ": all of that stands in the new one" if verdict.stands else ""
            backup = _copied(path)
            self.listener(Warned(f"{self._why(path)}{told}; the file as it was saved is {backup.name}"))
            return path
        beside = next(one for one in numbered(path, NEW) if not self._is_edited(one, data))
        remedy = "make them agree in yours, or put the new one in its place"
        told = f": {verdict.why}; {remedy}" if verdict.why else ""
        self.listener(Warned(f"{self._why(path)} and is kept; the new one is {beside.name}{told}"))
        return beside

    def _why(self, path: Path) -> str:
        return f"{path} is what was read" if self._is_source(path) else f"{path} was edited by hand"


def _copied(path: Path) -> Path:
    """The first `.bak` that there is none of yet; one that is the same will do."""
    data = path.read_bytes()
    backups = numbered(path, "{name}.bak{number}")
    backup = next(one for one in backups if not one.exists() or (one.is_file() and one.read_bytes() == data))
    write_atomic(backup, data)
    return backup


def numbered(path: Path, pattern: str) -> Iterator[Path]:
    """`E01.en.srt.bak`, `E01.en.srt.bak2`, `E01.en.srt.bak3` …"""
    for number in itertools.count(1):
        shown = str(number) if number > 1 else ""
        yield path.with_name(pattern.format(name=path.name, stem=path.stem, suffix=path.suffix, number=shown))
