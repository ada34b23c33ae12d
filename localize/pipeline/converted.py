"""What conversions have written: known again, to be written anew, as a person's edits never are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from localize.config import home
from localize.pipeline.record import Output, dump_record, read_record
from localize.pipeline.session import Names
from localize.store.files import write_atomic
from localize.store.keys import digest


@dataclass(frozen=True)
class Ledger:
    """Of `target` and the files that go with it, which lie in the folder of `names`: the digests that they
    were written with last. It is kept among our own files, since most subtitles have no record beside them.
    """

    target: Path
    names: Names

    def ours(self, path: Path) -> set[str]:
        """Also what the runs over the episode have written under that name."""
        records = [record for file in self.names.all_records if (record := read_record(file))]
        written = (output for record in records for output in record.outputs)
        known = {output.sha256 for output in written if output.file == path.name}
        return known | {self._kept().get(path.name, "")}

    def keep(self, written: Mapping[Path, str]) -> None:
        """Raises StoreError."""
        kept = self._kept() | {path.name: sha256 for path, sha256 in written.items()}
        write_atomic(self._file, msgspec.json.encode(kept))

    @property
    def _file(self) -> Path:
        return home() / "converted" / digest(os.fsencode(self.target.resolve()))[:32]

    def _kept(self) -> dict[str, str]:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=dict[str, str])
        except (OSError, msgspec.DecodeError):
            return {}


def keep_in_record(names: Names, written: Mapping[Path, str], language: str, form: str) -> None:
    """A file that was made of an episode's subtitles, beside them, is no edit. Raises StoreError."""
    for file in names.all_records:
        record = read_record(file)
        if record is not None:
            made = {path.name: Output(path.name, language, form, sha256) for path, sha256 in written.items()}
            outputs = {output.file: output for output in record.outputs} | made
            changed = msgspec.structs.replace(record, outputs=tuple(outputs.values()))
            write_atomic(file, dump_record(changed))
            return
