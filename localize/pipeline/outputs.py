"""Subtitle files on disk. What a person has edited since we wrote it is never lost."""

from __future__ import annotations

import io
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from localize.domain.track import Track
from localize.errors import InputError
from localize.events import Listener, Warned, Written
from localize.pipeline.record import Output, RunRecord
from localize.store.files import write_atomic
from localize.store.keys import digest
from localize.subtitle.formats import find_format


@dataclass
class OutputFolder:
    """The files of one episode in one folder. `before` is the record of the run that wrote them last."""

    folder: Path
    episode: str
    before: RunRecord | None
    listener: Listener
    force: bool = False
    written: dict[str, Output] = field(default_factory=dict)

    def write_track(self, track: Track, formats: Sequence[str]) -> None:
        """`<episode>.<language>.<extension>` for each format."""
        flags = tuple(flag for cue in track.cues for flag in cue.flags)
        for name in formats:
            form = find_format(name)
            text = io.StringIO()
            form.dumps(track, text)
            file = f"{self.episode}.{track.language}.{form.extension}"
            data = text.getvalue().encode("utf-8")
            path = self._write(self.folder / file, data)
            self.written[path.name] = Output(path.name, track.language, name, digest(data), flags)

    def outputs(self) -> tuple[Output, ...]:
        """What was written now, and before that what this run did not touch."""
        kept = {
            output.file: output for output in _outputs(self.before) if (self.folder / output.file).exists()
        }
        return tuple((kept | self.written).values())

    def _write(self, path: Path, data: bytes) -> Path:
        """Returns where it was written."""
        if self._edited(path, data):
            path = self._spare(path)
        if not path.exists() or path.read_bytes() != data:
            write_atomic(path, data)
        self.listener(Written(str(path)))
        return path

    def _edited(self, path: Path, data: bytes) -> bool:
        """Whether the file there is neither what we wrote last nor what we are about to write."""
        if not path.exists():
            return False
        known = {output.file: output.sha256 for output in _outputs(self.before)}
        return digest(path.read_bytes()) not in {known.get(path.name), digest(data)}

    def _spare(self, path: Path) -> Path:
        """Where to write when a person's work lies at `path`: beside it, or over it after a copy."""
        if self.force:
            backup = _free(path)
            write_atomic(backup, path.read_bytes())
            self.listener(Warned(f"{path} was edited by hand; the edited file is kept as {backup.name}"))
            return path
        beside = path.with_name(f"{path.stem}.new{path.suffix}")
        self.listener(Warned(f"{path} was edited by hand and is kept; the new one is {beside.name}"))
        return beside


def _free(path: Path) -> Path:
    """`E01.en.srt.bak`, or the first of `.bak2`, `.bak3` … that does not exist."""
    names = (f"{path.name}.bak{number if number > 1 else ''}" for number in itertools.count(1))
    return next(backup for name in names if not (backup := path.with_name(name)).exists())


def refuse_other_media(before: RunRecord | None, media: Path, folder: Path) -> None:
    """Two files of one name (`E01.mp4`, `E01.mkv`, `a/E01.mp4`) must not overwrite each other's subtitles.

    Raises InputError.
    """
    if before is None or Path(before.media.path).resolve() == media.resolve():
        return
    if not Path(before.media.path).exists():
        return
    raise InputError(
        f"{folder} already holds the subtitles of {before.media.path}, which has the same name as {media}",
        "choose another folder with --out",
    )


def _outputs(record: RunRecord | None) -> tuple[Output, ...]:
    return record.outputs if record else ()
