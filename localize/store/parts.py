"""Results by key. The artefact is committed first, its record after it: the record is completion."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from localize.domain.value import Value
from localize.errors import StoreError
from localize.store.files import write_atomic
from localize.store.keys import canonical, digest

T = TypeVar("T")


class PartRecord(Value, frozen=True):
    """`material` is what the key was made of; `artefact` the digest of the result's bytes."""

    key: str
    artefact: str
    seconds: float
    material: Mapping[str, Any]


class Store:
    """A folder of finished parts: `parts/<key>.json` records, `artefacts/<digest>` results.

    Anything missing, unreadable as what it should be, or with another digest than its record says is a
    miss, never an error; a disk that cannot be read or written is a StoreError.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def get(self, key: str, kind: type[T]) -> T | None:
        record = self.record(key)
        if record is None:
            return None
        data = self._read(self._artefact_path(record.artefact))
        if data is None or digest(data) != record.artefact:
            return None
        try:
            return msgspec.json.decode(data, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None

    def put(self, key: str, value: object, material: Mapping[str, object], seconds: float) -> None:
        data = canonical(value)
        artefact = digest(data)
        write_atomic(self._artefact_path(artefact), data)
        record = PartRecord(key, artefact, round(seconds, 3), material)
        write_atomic(self._record_path(key), canonical(record))

    def record(self, key: str) -> PartRecord | None:
        data = self._read(self._record_path(key))
        if data is None:
            return None
        try:
            record = msgspec.json.decode(data, type=PartRecord)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        return record if record.key == key else None

    def size(self, key: str) -> int:
        """What a part takes on the disk, in bytes: its result and its record; 0 where there is none."""
        record = self.record(key)
        if record is None:
            return 0
        paths = (self._record_path(key), self._artefact_path(record.artefact))
        return sum(path.stat().st_size for path in paths if path.is_file())

    def _record_path(self, key: str) -> Path:
        return self.root / "parts" / key[:2] / f"{key}.json"

    def _artefact_path(self, artefact: str) -> Path:
        return self.root / "artefacts" / artefact[:2] / artefact

    def _read(self, path: Path) -> bytes | None:
        try:
            return path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise StoreError(f"cannot read {path}: {error.strerror}", "check LOCALIZE_HOME") from error
