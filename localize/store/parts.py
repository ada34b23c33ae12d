"""Results by key. The artefact is committed first, its record after it: the record is completion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        return self.get_all([key], kind).get(key)

    def get_all(self, keys: Sequence[str], kind: type[T]) -> dict[str, T]:
        """Those that are there."""
        return {key: held for key in keys if (held := self._held(key, kind)) is not None}

    def put(self, key: str, value: object, material: Mapping[str, object], seconds: float) -> None:
        data = canonical(value)
        artefact = digest(data)
        write_atomic(self.root / artefact_name(artefact), data)
        record = PartRecord(key, artefact, round(seconds, 3), material)
        write_atomic(self.root / record_name(key), canonical(record))

    def share(self, keys: Sequence[str]) -> None:
        """What was put is where it belongs: this store has no other place."""

    def record(self, key: str) -> PartRecord | None:
        return record_of(key, self._read(record_name(key)))

    def size(self, key: str) -> int:
        """What a part takes on this disk, in bytes: its result and its record; 0 where there is none."""
        record = self.record(key)
        if record is None:
            return 0
        paths = (self.root / record_name(key), self.root / artefact_name(record.artefact))
        return sum(path.stat().st_size for path in paths if path.is_file())

    def _held(self, key: str, kind: type[T]) -> T | None:
        record = record_of(key, self._read(record_name(key)))
        return None if record is None else result_of(record, self._read(artefact_name(record.artefact)), kind)

    def _read(self, name: str) -> bytes | None:
        path = self.root / name
        try:
            return path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            hint = "check LOCALIZE_HOME and LOCALIZE_STORE"
            raise StoreError(f"cannot read {path}: {error.strerror}", hint) from error


def record_name(key: str) -> str:
    """Below the root of a store, wherever that is."""
    return f"parts/{key[:2]}/{key}.json"


def artefact_name(artefact: str) -> str:
    return f"artefacts/{artefact[:2]}/{artefact}"


def record_of(key: str, data: bytes | None) -> PartRecord | None:
    """The record that the bytes are, if they are that of this key."""
    if data is None:
        return None
    try:
        record = msgspec.json.decode(data, type=PartRecord)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return record if record.key == key else None


def result_of(record: PartRecord, data: bytes | None, kind: type[T]) -> T | None:
    """The result that the bytes are, if they are what the record says."""
    if data is None or digest(data) != record.artefact:
        return None
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
