"""A store that several machines share: each works on a folder of its own, and one remote place has all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from localize.errors import StoreError
from localize.store.files import write_atomic
from localize.store.keys import canonical, digest
from localize.store.parts import PartRecord, Store, artefact_name, record_name, record_of, result_of
from localize.store.remote import Remote

T = TypeVar("T")


class SharedStore(Store):
    """What is in the folder is never asked for again; what is not is looked for at the remote place, and
    copied. What is put goes into the folder, and with `share` to the remote place: many parts at once, so
    that a stage costs two round trips, not two a part. `shared/<place>/<key>` in the folder marks what is
    there already: a part that a broken network kept here is shared later.
    """

    def __init__(self, root: Path, remote: Remote) -> None:
        super().__init__(root)
        self._remote = remote
        self._marks = root / "shared" / digest(remote.url.encode())[:16]

    def get_all(self, keys: Sequence[str], kind: type[T]) -> dict[str, T]:
        here = super().get_all(keys, kind)
        return here | self._fetched([key for key in keys if key not in here], kind)

    def record(self, key: str) -> PartRecord | None:
        return super().record(key) or self._records([key]).get(key)

    def put(self, key: str, value: object, material: Mapping[str, object], seconds: float) -> None:
        try:
            self._mark(key).unlink(missing_ok=True)
        except OSError as error:
            raise StoreError.of(error, self._mark(key)) from error
        super().put(key, value, material, seconds)

    def share(self, keys: Sequence[str]) -> None:
        """Brings to the remote place what is here and not known to be there: the artefacts, then the records.
        Raises StoreUnreachable."""
        owed = {key: record for key in keys if (record := self._owed(key)) is not None}
        whole = {one.artefact: self._read(artefact_name(one.artefact)) for one in owed.values()}
        sound = {name: data for name, data in whole.items() if data is not None and digest(data) == name}
        records = {key: record for key, record in owed.items() if record.artefact in sound}
        self._remote.write_all({artefact_name(name): data for name, data in sound.items()})
        self._remote.write_all({record_name(key): canonical(record) for key, record in records.items()})
        for key in records:
            self._remember(key)

    def _fetched(self, keys: Sequence[str], kind: type[T]) -> dict[str, T]:
        records = self._records(keys)
        names = {key: artefact_name(record.artefact) for key, record in records.items()}
        artefacts = self._remote.read_all(names.values())
        found = {}
        for key, record in records.items():
            data = artefacts.get(names[key])
            result = result_of(record, data, kind)
            if data is not None and result is not None:
                self._copy(record, data)
                found[key] = result
        return found

    def _records(self, keys: Iterable[str]) -> dict[str, PartRecord]:
        names = {key: record_name(key) for key in keys}
        there = self._remote.read_all(names.values())
        read = {key: record_of(key, there.get(name)) for key, name in names.items()}
        return {key: record for key, record in read.items() if record is not None}

    def _copy(self, record: PartRecord, data: bytes) -> None:
        """Half a copy is a miss here, and fetched again."""
        write_atomic(self.root / artefact_name(record.artefact), data, durable=False)
        write_atomic(self.root / record_name(record.key), canonical(record), durable=False)
        self._remember(record.key)

    def _owed(self, key: str) -> PartRecord | None:
        return None if self._mark(key).exists() else super().record(key)

    def _remember(self, key: str) -> None:
        write_atomic(self._mark(key), b"", durable=False)

    def _mark(self, key: str) -> Path:
        return self._marks / key[:2] / key
