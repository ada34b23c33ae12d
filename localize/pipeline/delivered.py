"""Videos that we wrote: in the record, so that they may be written again, and nobody else's ever."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from localize.errors import InputError
from localize.pipeline.record import Output, RunRecord, dump_record, read_record
from localize.store.files import write_atomic
from localize.store.keys import file_digest


def refuse_foreign(
    out: Path, source: Path, record: RunRecord | None, record_file: Path, *, force: bool
) -> None:
    """Raises InputError for the source itself and, unless forced, for a file of which nothing in the `record`
    that was read from `record_file` says that we wrote it, or that somebody has changed since."""
    if not out.exists():
        return
    if out.samefile(source):
        raise InputError(f"{out} is the episode itself", "choose another folder with --out")
    if out.is_dir():
        raise InputError(f"{out} is a folder", "move it away, or choose another folder with --out")
    name = _named(out, record_file)
    ours = {output.sha256 for output in (record.delivered if record else ()) if output.file == name}
    if not force and not ours:
        reason = "no record says that we wrote it" if record is None else "its record does not know it"
        raise InputError(f"{out} is there, and {reason}", "--force writes over it")
    if not force and file_digest(out) not in ours:
        raise InputError(f"{out} is there, and not as we wrote it", "--force writes over it")


def keep_in_record(record_file: Path, out: Path, language: str) -> None:
    """Where a run of ours has left a record."""
    record = read_record(record_file)
    if record is None:
        return
    name = _named(out, record_file)
    output = Output(name, language, out.suffix.removeprefix("."), file_digest(out))
    others = tuple(one for one in record.delivered if one.file != name)
    changed = msgspec.structs.replace(record, delivered=(*others, output))
    write_atomic(record_file, dump_record(changed))


def as_text(name: str) -> str:
    """A name of the system that is not UTF-8, so that JSON can hold it: bytes of no letter as `\\xff`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _named(out: Path, record_file: Path) -> str:
    """Beside the record its name, elsewhere its whole path: two folders may hold files of one name."""
    beside = out.parent.resolve() == record_file.parent.resolve()
    return as_text(out.name if beside else str(out.resolve()))
