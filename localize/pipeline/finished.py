"""The episodes of a folder, and their subtitles as they stand there now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec

from localize.deliver.package.names import natural
from localize.domain.screen import UNKNOWN, Screen
from localize.domain.track import Cue, Track
from localize.errors import InputError, NotMedia
from localize.pipeline.delivered import as_text
from localize.pipeline.record import RECORD_ENDING, RunRecord, episode_of, require_record
from localize.pipeline.session import Names
from localize.pipeline.timelines import timeline_of
from localize.store.keys import file_digest
from localize.subtitle.formats import FORMATS, hls
from localize.subtitle.read import read_track
from localize.watch.frames import picture_track

VIDEOS = (".avi", ".flv", ".m4v", ".mkv", ".mov", ".mp4", ".mpg", ".ts", ".webm")
# What `localize burn` and `localize mux` make, also where no run has left a record to name it.
DELIVERED = (".burned", ".muxed")
# Times are lost in it: it cannot be read back.
_UNREADABLE = "txt"


class Left(NamedTuple):
    """A track, and the file in which a person has changed it since its run, None where it is as that left it.
    `is_changed`: it is not what was fitted, since then or before."""

    track: Track
    edited: Path | None = None
    is_changed: bool = False


@dataclass(frozen=True)
class Finished:
    """An episode: the `records` of its runs, the newest first; none where nobody has run it. `source` is what
    it was, or is to be, made from."""

    names: Names
    records: tuple[RunRecord, ...]
    source: Path

    @property
    def name(self) -> str:
        return self.names.episode

    @property
    def screen(self) -> Screen:
        return next((one.screen for one in self.records if one.screen != UNKNOWN), UNKNOWN)

    @property
    def video(self) -> Path | None:
        """None where it is not at hand."""
        beside = self.names.folder / self.source.name
        return next((one for one in (self.source, beside) if is_video(one)), None)

    @cached_property
    def duration_ms(self) -> int:
        """Of the video; 0 where it is not at hand."""
        with suppress(NotMedia):
            track = picture_track(self.video) if self.video else None
            return track.duration_ms if track else 0
        return 0

    @cached_property
    def timeline(self) -> hls.Timeline:
        """Of the video; unknown where it is not at hand."""
        with suppress(NotMedia):
            return timeline_of(self.video) if self.video else hls.UNKNOWN
        return hls.UNKNOWN

    def left(self, label: str, language: str) -> Left | None:
        """The track of that label, as a person has left it; of several changed files the one that was saved
        last. None where there is none. Raises BadSubtitles for what cannot be read."""
        files = list(self._files(label))
        edited = [path for path in files if file_digest(path) not in self._written]
        made = self._made(label, files)
        if edited or (files and made is None):
            path = max(edited or files, key=lambda one: one.stat().st_mtime_ns)
            return Left(_placed(read_track(path, language), made), path, is_changed=True)
        is_changed = any(label in record.fitted for record in self.records)
        return Left(made, is_changed=is_changed) if made else None

    @cached_property
    def _written(self) -> frozenset[str]:
        return frozenset(output.sha256 for record in self.records for output in record.outputs)

    def _files(self, label: str) -> Iterator[Path]:
        for name, form in FORMATS.items():
            path = self.names.folder / f"{self.name}.{label}.{form.extension}"
            if name != _UNREADABLE and path.is_file():
                yield path

    def _made(self, label: str, files: Sequence[Path]) -> Track | None:
        """By the run whose files stand there, else by the newest."""
        standing = {file_digest(path) for path in files}
        holding = [record for record in self.records if label in record.tracks]
        holding.sort(key=lambda record: standing.isdisjoint(one.sha256 for one in record.outputs))
        return holding[0].tracks[label] if holding else None


def episodes_in(folder: Path) -> list[Finished]:
    """In their natural order; those too that are there only as videos.

    Raises InputError for a folder without any, for a record that this version does not read, and for a name
    that is not UTF-8, which no manifest can hold.
    """
    names = names_in(folder)
    found = [_read(one) for one in names]
    recorded = {one.episode for one in names}
    delivered = {one.file for done in found for record in done.records for one in record.delivered}
    for path in folder.iterdir():
        is_ours = path.name in delivered or path.stem.endswith(DELIVERED)
        if is_video(path) and path.stem not in recorded and not is_ours and not _is_hidden(path):
            found.append(Finished(Names(folder, path.stem), (), path))
    if not found:
        raise InputError(f"{folder} holds no episodes", "`localize episode FILE --to LANG` makes subtitles")
    return sorted(found, key=lambda one: _order(one.names))


def names_in(folder: Path) -> list[Names]:
    """Of the episodes that have a record, whatever that may hold, in their natural order. Raises InputError
    for what is no folder, and for a name that is not UTF-8."""
    if not folder.is_dir():
        raise InputError(f"no folder {folder}", "name the folder of a series")
    names = {episode_of(path) for path in folder.glob(f"*{RECORD_ENDING}") if not _is_hidden(path)}
    _refuse_unwritable(names)
    return sorted((Names(folder, name) for name in names), key=_order)


def _order(names: Names) -> tuple[object, str]:
    return natural(names.episode), names.episode


def is_video(path: Path) -> bool:
    return path.suffix.lower() in VIDEOS and path.is_file()


def _is_hidden(path: Path) -> bool:
    """What macOS keeps beside a file on foreign disks (`._E01.mp4`), and what a killed program has left."""
    return path.name.startswith(".")


def _refuse_unwritable(names: Iterable[str]) -> None:
    for name in names:
        if as_text(name) != name:
            raise InputError(f"the name of {as_text(name)} is not UTF-8", "rename the episode and its files")


def _read(names: Names) -> Finished:
    records = [require_record(path) for path in names.all_records if path.exists()]
    newest = sorted(records, key=lambda record: record.started, reverse=True)
    # The run of the episode itself, where there was one, knows its video.
    return Finished(names, tuple(newest), Path(records[0].media.path))


def _placed(edited: Track, made: Track | None) -> Track:
    """In order of time, and with what the file's format has no place for, where a cue's text is as its run
    made it: who speaks, where in the picture it stands, whether it is a card."""
    cues = sorted(edited.cues, key=lambda cue: cue.start_ms)
    known = {(cue.rows, cue.place): cue for cue in made.cues} if made else {}
    return Track(
        edited.language,
        tuple(_as_made(cue, known.get((cue.rows, cue.place))) for cue in cues),
        made.frames if made else edited.frames,
    )


def _as_made(cue: Cue, made: Cue | None) -> Cue:
    """Of a text that is said twice, at another time, nothing is known."""
    if made is None or cue.end_ms <= made.start_ms or made.end_ms <= cue.start_ms:
        return cue
    return msgspec.structs.replace(
        made, id=cue.id, start_ms=cue.start_ms, end_ms=cue.end_ms, italic=cue.italic, flags=()
    )
