"""The subtitles of an episode in the language that is spoken, as a person corrected what a run of ours wrote.

From then on they are what is said, in every run: what a person has read outranks what was heard.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from localize.domain.track import Track
from localize.errors import BadSubtitles
from localize.events import Listener, Warned, ignore
from localize.pipeline.record import Output, RunRecord, read_record
from localize.store.keys import file_digest
from localize.subtitle.formats import FORMATS, WITHOUT_TIMES
from localize.subtitle.read import read_track
from localize.subtitle.seams import joined

if TYPE_CHECKING:
    from localize.pipeline.session import Names


class Correction(NamedTuple):
    """`file`, in one of our formats, as it is now. `record` is that of the run that wrote it, or that took it
    before; `is_new` where nobody has taken it as it is."""

    file: Path
    form: str
    digest: str
    track: Track
    record: RunRecord
    is_new: bool

    @property
    def output(self) -> Output:
        return Output(self.file.name, self.track.language, self.form, self.digest)


def correction_of(
    names: Names, language: str, record: RunRecord | None, listener: Listener = ignore
) -> Correction | None:
    """Of several corrected files that saved last; `record` is that of the episode's last run. None where
    nobody has corrected any, or they cannot be read, which is told; deleted, it is no more."""
    if record is None or record.settings.series.language != language:
        return None
    for found in sorted(_corrected(names, language, record), key=_saved, reverse=True):
        try:
            return _read(found, language, record)
        except BadSubtitles as error:
            listener(Warned(f"{error.message}: it is heard what is said"))
    return None


class _File(NamedTuple):
    path: Path
    form: str
    is_new: bool


def _corrected(names: Names, language: str, record: RunRecord) -> Iterator[_File]:
    """Those that the run wrote and nobody but a person can have made what they are, and that which it took
    itself."""
    ours = {output.file for output in record.outputs}
    for form, known in FORMATS.items():
        path = names.folder / f"{names.episode}.{language}.{known.extension}"
        if form in WITHOUT_TIMES or path.name not in ours or not path.is_file():
            continue
        is_new = not _is_written(file_digest(path), record) and not _is_translated(path, names)
        if is_new or path.name == record.corrected_source:
            yield _File(path, form, is_new)


def _is_written(digest: str, record: RunRecord | None) -> bool:
    return record is not None and any(output.sha256 == digest for output in record.outputs)


def _is_translated(path: Path, names: Names) -> bool:
    """Whether a run made it of subtitles in another language."""
    return _is_written(file_digest(path), read_record(names.all_records[1]))


def _saved(found: _File) -> int:
    return found.path.stat().st_mtime_ns


def _read(found: _File, language: str, record: RunRecord) -> Correction:
    """Raises BadSubtitles, also for a file that holds nothing."""
    digest = file_digest(found.path)  # before it is read: what is saved meanwhile is another correction
    track = read_track(found.path, language)
    if not any(joined(cue.rows, language) for cue in track.cues):
        raise BadSubtitles(f"{found.path} holds no subtitles")
    return Correction(found.path, found.form, digest, track, record, found.is_new)
