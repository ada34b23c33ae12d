"""What a run remembers: the memory of the series as it is when the run begins, with what people have
corrected since in the files of the episode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from localize.domain.memory import CORRECTED, Entry, Memory, matching
from localize.domain.transcript import Transcript
from localize.errors import BadSubtitles
from localize.events import Listener, Warned
from localize.memory.file import FILE_NAME, MemoryFile
from localize.pipeline.job import Job, series_folder
from localize.pipeline.learning import Lesson, is_edited, is_known, lesson
from localize.pipeline.record import MemoryRecord, RunRecord, read_record
from localize.store.keys import canonical, digest
from localize.translate.said import source_text
from localize.wording import counted

if TYPE_CHECKING:
    from localize.pipeline.session import Names


_NAMED = 3  # corrections, of however many


class Remembered(NamedTuple):
    """`episode` is the one that is worked on."""

    memory: Memory = Memory()
    episode: str = ""

    @property
    def record(self) -> MemoryRecord | None:
        """None where there is nothing to remember."""
        entries = self.memory.entries
        return MemoryRecord(len(entries), digest(canonical(entries))) if entries else None

    def complaints(self, transcript: Transcript) -> tuple[str, ...]:
        """What a person corrected in the episode and is no longer said in it: their text has no line."""
        said = {matching(source_text(line)) for line in transcript.lines}
        lost = [
            entry.text
            for entry in self.memory.entries
            if entry.status == CORRECTED
            and entry.place.episode == self.episode
            and matching(entry.place.source) not in said
        ]
        texts = ", ".join(f"“{text}”" for text in lost[:_NAMED]) + (", …" if len(lost) > _NAMED else "")
        told = f"{counted(len(lost), 'correction')} of what reads otherwise in {self.episode} now: {texts}"
        return (told,) if lost else ()


NO_MEMORY = Remembered()


class _Edited(NamedTuple):
    path: Path
    target: str


def memory_file(job: Job, folder: Path) -> MemoryFile:
    """That of the series, else that of the `folder` in which the subtitles lie."""
    return MemoryFile((series_folder(job) or folder) / FILE_NAME)


def remember(job: Job, names: Names, listener: Listener, *, keep: bool) -> Remembered:
    """With `keep`, corrections that are found go into the memory before the run writes anything: they outlive
    the file that they were made in. Raises StoreError."""
    file = memory_file(job, names.folder)
    memory = file.memory()
    records = [record for path in names.all_records if (record := read_record(path))]
    for edited in _edited(names.folder, records, file):
        try:
            found = lesson(edited.path, edited.target, names.episode, records, file)
        except BadSubtitles as error:
            listener(Warned(f"{error.message}: what a person changed in it is not taken over"))
            continue
        listener(Warned(_told(edited.path, found)))
        memory = memory.with_entries(found.corrected)
        if keep:
            file.add(found.corrected, found.seen)
    return Remembered(file.memory() if keep else memory, names.episode)


def learn_ahead(job: Job, names: Names) -> None:
    """Puts the corrections of an episode where the runs of others find them too. Its own run finds them once
    more in its files, and tells of them. Raises StoreError."""
    file = memory_file(job, names.folder)
    for corrected in _lessons(names, file):
        file.add(corrected)


def learned_ahead(job: Job, names: Names, memory: Memory) -> Memory:
    """The memory as it would be then; nothing is written. Raises StoreError."""
    for corrected in _lessons(names, memory_file(job, names.folder)):
        memory = memory.with_entries(corrected)
    return memory


def _lessons(names: Names, file: MemoryFile) -> Iterator[tuple[Entry, ...]]:
    records = [record for path in names.all_records if (record := read_record(path))]
    for edited in _edited(names.folder, records, file):
        with suppress(BadSubtitles):
            yield lesson(edited.path, edited.target, names.episode, records, file).corrected


def corrected_since(
    names: Names, records: Sequence[RunRecord], file: MemoryFile, listener: Listener
) -> tuple[Entry, ...]:
    """What people changed in the files of an episode and no run has learned; the memory stays as it is."""
    found: list[Entry] = []
    for edited in _edited(names.folder, records, file):
        try:
            found += lesson(edited.path, edited.target, names.episode, records, file).corrected
        except BadSubtitles as error:
            listener(Warned(f"{error.message}: what a person changed in it is not looked at"))
    return tuple(found)


def _edited(folder: Path, records: Sequence[RunRecord], memory: MemoryFile) -> Iterator[_Edited]:
    """The translations that a person has changed since they were last learned from. The one that was saved
    last has the last word."""
    outputs = {(folder / output.file, output.language) for record in records for output in record.outputs}
    targets = {target for record in records for line in record.lines for target in line.translations}
    found = [
        _Edited(path, language)
        for path, language in outputs
        if language in targets
        and path.is_file()
        and is_edited(path, records)
        and not is_known(path, records, memory)
    ]
    yield from sorted(found, key=lambda edited: (edited.path.stat().st_mtime_ns, edited.path.name))


def _told(path: Path, found: Lesson) -> str:
    kept = f"{counted(len(found.corrected), 'corrected line')} kept" if found.corrected else ""
    others = "merged, added or taken out: the file keeps it, other episodes do not learn of it"
    unclear = f"{found.unclear} × {others}" if found.unclear else ""
    told = "; ".join(filter(None, (kept, unclear)))
    return f"{path} was edited by hand: {told or 'every line says what it said'}"
