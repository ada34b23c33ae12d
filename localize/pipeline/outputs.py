"""Subtitle files on disk. What a person has edited since we wrote it is never lost."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from localize.domain.times import clock
from localize.domain.track import Track
from localize.errors import InputError
from localize.events import Listener, Warned, Written
from localize.pipeline.naming import split_name
from localize.pipeline.record import Output, RunRecord
from localize.profiles import Layout
from localize.store.files import write_atomic
from localize.store.keys import digest
from localize.subtitle.directions import FORMATS as MARKED
from localize.subtitle.directions import marked
from localize.subtitle.formats import FORMATS, files
from localize.subtitle.formats.hls import UNKNOWN, Timeline

HOUR_MS = 3_600_000
SPARE_MS = 60_000  # a cue may stand a little longer than its line
# What a run makes beside a file that somebody has edited.
NEW = "{stem}.new{number}{suffix}"


@dataclass(frozen=True)
class Keeping:
    """Writes over what is ours and nothing else: `ours` tells the digests of what we have written under a
    path. `sources`, which are read, are never ours. With `force` what a person has edited is kept as `.bak`,
    else the new file is written beside it.
    """

    ours: Callable[[Path], Container[str]]
    sources: Sequence[Path]
    listener: Listener
    force: bool = False

    def write(self, path: Path, data: bytes) -> Path:
        """Returns where it was written."""
        if self._edited(path, data):
            path = self._keep_beside(path) if self.force else self._beside(path, data)
        if not path.exists() or path.read_bytes() != data:
            write_atomic(path, data)
        self.listener(Written(str(path)))
        return path

    def _edited(self, path: Path, data: bytes) -> bool:
        """Whether the file there is neither what we ever wrote nor what we are about to write."""
        if not path.exists():
            return False
        if self._is_source(path):
            return True
        there = digest(path.read_bytes())
        return there != digest(data) and there not in self.ours(path)

    def _is_source(self, path: Path) -> bool:
        return path.resolve() in [source.resolve() for source in self.sources]

    def _keep_beside(self, path: Path) -> Path:
        backup = next(one for one in numbered(path, "{name}.bak{number}") if not one.exists())
        write_atomic(backup, path.read_bytes())
        self.listener(Warned(f"{self._why(path)}; the file as it was is kept as {backup.name}"))
        return path

    def _beside(self, path: Path, data: bytes) -> Path:
        """The first `.new` that no person has edited either."""
        beside = next(one for one in numbered(path, NEW) if not self._edited(one, data))
        self.listener(Warned(f"{self._why(path)} and is kept; the new one is {beside.name}"))
        return beside

    def _why(self, path: Path) -> str:
        return f"{path} is what was read" if self._is_source(path) else f"{path} was edited by hand"


@dataclass
class OutputFolder:
    """The files of one episode in one folder. `earlier` are the records of the runs that wrote there: a file
    that is not as one of them left it was edited by hand. `sources`, which the run reads, are never ours, nor
    is the file that they call `corrected_source`: a person made it, although a run lists it as it took it.

    Once the subtitles of the source turn out to be `corrected`, what another run than those of this record
    (`own`) has translated, of the corrected text, is not ours to write over either. With `rtl_marks` SubRip
    says which rows run from right to left; `timeline` is that of the media.
    """

    folder: Path
    episode: str
    earlier: Sequence[RunRecord]
    listener: Listener
    sources: Sequence[Path]
    own: RunRecord | None = None
    force: bool = False
    rtl_marks: bool = False
    corrected: bool = False
    timeline: Timeline = UNKNOWN
    corrected_source: str = ""
    written: dict[str, Output] = field(default_factory=dict)

    def write_track(
        self, track: Track, formats: Sequence[str], layout: Layout, label: str, *, is_source: bool = False
    ) -> None:
        """`<episode>.<label>.<extension>` for each format, for `hls` several."""
        keeping = Keeping(self._ours, self.sources, self.listener, self.force)
        for form in formats:
            shown = marked(track) if self.rtl_marks and form in MARKED else track
            for name, text in files(shown, form, layout, f"{self.episode}.{label}", self.timeline):
                data = text.encode("utf-8")
                path = keeping.write(self.folder / name, data)
                self.corrected = self.corrected or (is_source and path.name != name)
                self.written[path.name] = Output(path.name, track.language, form, digest(data))

    def leave(self, output: Output) -> None:
        """The transcript stays as a person has corrected it. Any other format of it that was, before, is in
        it: that is ours again."""
        self.corrected_source = output.file
        self.written[output.file] = output
        self.listener(Written(str(self.folder / output.file)))

    def outputs(self, before: RunRecord | None) -> tuple[Output, ...]:
        """What was written now, and of `before` what this run did not touch."""
        listed = before.outputs if before else ()
        kept = {output.file: output for output in listed if (self.folder / output.file).exists()}
        return tuple((kept | self.written).values())

    def _ours(self, path: Path) -> set[str]:
        if path.name == self.corrected_source:
            return set()
        records = [self.own] if self.corrected else self.earlier
        written = [output for record in records if record for output in record.outputs]
        return {output.sha256 for output in written if output.file == path.name}


def numbered(path: Path, pattern: str) -> Iterator[Path]:
    """`E01.en.srt.bak`, `E01.en.srt.bak2`, `E01.en.srt.bak3` …"""
    for number in itertools.count(1):
        shown = str(number) if number > 1 else ""
        yield path.with_name(pattern.format(name=path.name, stem=path.stem, suffix=path.suffix, number=shown))


def refuse_other_media(before: RunRecord | None, media: Path, folder: Path) -> None:
    """Two files of one name (`E01.mp4`, `E01.mkv`, `a/E01.mp4`) must not overwrite each other's subtitles.

    Raises InputError.
    """
    if before is None or Path(before.media.path).resolve() == media.resolve():
        return
    if not Path(before.media.path).exists() or _is_same_episode(Path(before.media.path), media):
        return
    raise InputError(
        f"{folder} already holds the subtitles of {before.media.path}, which has the same name as {media}",
        "choose another folder with --out",
    )


def _is_same_episode(one: Path, other: Path) -> bool:
    """Its subtitles as they were spoken, in standard Mandarin, with who speaks …"""
    names = split_name(one), split_name(other)
    same_place = one.parent.resolve() == other.parent.resolve() and names[0][:2] == names[1][:2]
    return same_place and names[0] != names[1]


def refuse_times_beyond(formats: Sequence[str], end_ms: int) -> None:
    """A cue past the last hour of a format would come out at another time. Raises InputError."""
    for name in formats:
        hours = FORMATS[name].hours if name in FORMATS else 0
        if hours and end_ms > hours * HOUR_MS - SPARE_MS:
            raise InputError(
                f"a line ends at {clock(end_ms)}, and {name} has no times past {hours} hours",
                "shift the times to begin with the episode, or write vtt",
            )
