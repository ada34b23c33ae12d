"""What a person hands to a series' memory: subtitle files of ours that they worked on, and memories of other
tools."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import localize
from localize.config import SETTINGS_FILE, SeriesTable, settings_in
from localize.domain.memory import Entry
from localize.errors import InputError
from localize.memory import tmx
from localize.memory.file import FILE_NAME, Added, MemoryFile
from localize.pipeline.job import Job
from localize.pipeline.learning import lesson
from localize.pipeline.naming import split_name
from localize.pipeline.record import RunRecord, read_record
from localize.pipeline.remembering import memory_file
from localize.pipeline.session import Names
from localize.store.files import write_atomic


class Learned(NamedTuple):
    """What a file taught the memory in `memory`: the lines `corrected` since it last did, how many were
    `approved` for the first time, how many cues or lines were `unclear` (see `Lesson`), and how many lines
    were not approved because they are `flagged`."""

    path: Path
    memory: Path
    corrected: tuple[Entry, ...]
    approved: int
    unclear: int
    flagged: int


def learn(
    path: Path, series: Path | None = None, *, approve: bool = False, flagged_too: bool = False, by: str = ""
) -> Learned:
    """From subtitles that lie beside the record of the run which wrote them. With `approve` also what was not
    changed counts as what a person wants, but for lines that a person should look at, unless `flagged_too`.
    Without `series` the memory is that of the folder, if it is a series, else of the media's own.

    Raises InputError, BadSubtitles for a file that is none, and StoreError for the memory.
    """
    name = split_name(path)
    records = _records(path, name.episode)
    target = _target(path, name.language, records)
    beside = path.parent if (path.parent / SETTINGS_FILE).is_file() else None
    memory = memory_file(Job(Path(records[0].media.path), series=series or beside), path.parent)
    found = lesson(path, target, name.episode, records, memory, by, afresh=True)
    known = {(entry.slot, entry.text) for entry in memory.memory().entries}
    corrected = tuple(entry for entry in found.corrected if (entry.slot, entry.text) not in known)
    memory.add(corrected, found.seen)
    flagged = set() if flagged_too else _flagged(records, target)
    sound = tuple(entry for entry in found.untouched if entry.place.line_id not in flagged)
    approved = memory.add(sound).new if approve else 0
    passed_over = len(found.untouched) - len(sound) if approve else 0
    return Learned(path, memory.path, corrected, approved, found.unclear, passed_over)


def of_series(folder: Path) -> MemoryFile:
    """Raises InputError when there is no such folder."""
    if not folder.is_dir():
        raise InputError(f"no folder {folder}", "name that of a series")
    return MemoryFile(folder / FILE_NAME)


def export_memory(folder: Path, path: Path) -> int:
    """The memory of a series as TMX; returns how many entries it holds. Raises StoreError."""
    stream = io.BytesIO()
    entries = of_series(folder).memory().entries
    tmx.dumps(entries, stream, _series(folder).language, localize.__version__)
    write_atomic(path, stream.getvalue())
    return len(entries)


class Imported(NamedTuple):
    added: Added
    passed_over: int


def import_memory(path: Path, folder: Path) -> Imported:
    """A TMX into the memory of a series, but nothing in the place of what people said later.

    Raises InputError for a file that is none, and StoreError.
    """
    memory, series = of_series(folder), _series(folder)
    found = tmx.load(path, series.language, series.targets)
    if not found.entries:
        raise InputError(f"{path} holds no translation from {series.language}")
    return Imported(memory.add(found.entries, newest=False), found.passed_over)


def _series(folder: Path) -> SeriesTable:
    """Loose files have no settings; the defaults hold for them."""
    return settings_in(folder).series


def _flagged(records: Sequence[RunRecord], target: str) -> set[str]:
    """The lines that the last run flagged."""
    last = max(records, key=lambda record: record.started)
    done = ((line.id, line.translations.get(target)) for line in last.lines)
    return {name for name, one in done if one is not None and one.flags}


def _records(path: Path, episode: str) -> list[RunRecord]:
    if not path.is_file():
        raise InputError(f"no file {path}")
    names = Names(path.parent, episode)
    records = [record for place in names.all_records if (record := read_record(place))]
    if not records:
        told = f"{path}: no {names.record.name} beside it, which says what was written"
        raise InputError(told, "lay the file where the run wrote it")
    return records


def _target(path: Path, language: str | None, records: Sequence[RunRecord]) -> str:
    if language is None:
        raise InputError(f"the name {path.name} tells no language", "it is to end like .en.srt")
    done = {target for record in records for line in record.lines for target in line.translations}
    if language not in done:
        is_source = any(language == record.settings.series.language for record in records)
        hint = "the next run of the episode takes it for what is said" if is_source else ""
        raise InputError(f"{path}: the episode was not translated into {language}", hint)
    return language
