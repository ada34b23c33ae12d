"""Packed folders (*.tar.bz2 …) over HTTP: a model's files are taken out of one, and it is thrown away."""

from __future__ import annotations

import lzma
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import msgspec

from localize.events import Event, PullProgress, ignore
from localize.weights import web
from localize.weights.catalogue import Archive, File, Model
from localize.weights.partial import CHUNK, Partial, SourceFailed, WrongContent

# What readers make of a damaged archive, and of links that lead nowhere or to themselves.
_DAMAGED = (tarfile.TarError, EOFError, KeyError, RecursionError, ValueError, zlib.error, lzma.LZMAError)


@dataclass(frozen=True)
class Unpacking:
    """The whole archive is needed for the least of its files; what of it is here is carried on with."""

    source: Archive
    model: Model

    @property
    def label(self) -> str:
        return web.host_of(self.source.url)

    @property
    def spare(self) -> int:
        return self.source.bytes

    def fetch(self, partial: Partial) -> None:
        self._take_out(self._packed(partial), partial)

    def probe(self) -> None:
        web.ask(self.source.url)

    def _packed(self, partial: Partial) -> Path:
        """The archive, whole and proven. How far it has come is told as a share of the model."""
        # Named by its hash: one that was pulled for another pin is no part of this one.
        file = File(f"packed-{self.source.sha256}", self.source.bytes, self.source.sha256)
        packed = msgspec.structs.replace(self.model, files=(file,))

        def tell(event: Event) -> None:
            if isinstance(event, PullProgress):
                share = event.bytes * self.model.bytes // file.bytes
                partial.listener(PullProgress(self.model.name, share))

        archive = Partial(packed, partial.root / "archive", [file], tell)
        archive.root.mkdir(parents=True, exist_ok=True)
        if not (archive.folder / file.path).is_file():
            web.download(self.source.url, file, archive)
        return archive.folder / file.path

    def _take_out(self, packed: Path, partial: Partial) -> None:
        wanted = {f"{self.source.folder}/{file.remote or file.path}": file for file in partial.missing()}
        try:
            with tarfile.open(packed) as archive:
                _unpack(archive, wanted, replace(partial, listener=ignore))
        except _DAMAGED as error:
            raise _unpackable(error) from error
        except OSError as error:
            if error.errno is not None:  # our own disk, not what was read
                raise
            raise _unpackable(error) from error
        if missing := partial.missing():
            raise WrongContent(f"the archive does not hold {missing[0].path}")


def _unpackable(error: Exception) -> SourceFailed:
    return SourceFailed(f"the archive cannot be unpacked: {error}")


def _unpack(archive: tarfile.TarFile, wanted: Mapping[str, File], partial: Partial) -> None:
    """Reads it once, from beginning to end. Names in it are only compared: nothing is written under them."""
    for member in archive:
        file = wanted.get(member.name.removeprefix("./"))
        content = archive.extractfile(member) if file is not None else None
        if file is not None and content is not None:
            partial.write(file, _chunks(content), 0)
            partial.finish(file)


def _chunks(content: IO[bytes]) -> Iterator[bytes]:
    while chunk := content.read(CHUNK):
        yield chunk
