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
from localize.pipeline.carrying import Carried, Carrying
from localize.pipeline.naming import split_name, takes_place_of
from localize.pipeline.record import Output, RunRecord, without_flags
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
    path. `sources`, which are read, are never ours. Where all that a person has changed stands in the new
    file, and with `force`, theirs is kept as `.bak`; else the new file is written beside it.
    """

    ours: Callable[[Path], Container[str]]
    sources: Sequence[Path]
    listener: Listener
    force: bool = False

    def write(self, path: Path, data: bytes, obstacle: str | None = None) -> Path:
        """Returns where it was written. `obstacle` is why not all that a person has changed in the file
        stands in `data`, empty where all does, None where nobody has looked."""
        if self._edited(path, data, obstacle):
            stands = obstacle == "" and not self._is_source(path)
            path = (
                self._keep_copy(path, stands) if self.force or stands else self._beside(path, data, obstacle)
            )
        if not path.exists() or path.read_bytes() != data:
            write_atomic(path, data)
        self.listener(Written(str(path)))
        self.drop_superseded(path)
        return path

    def _edited(self, path: Path, data: bytes, obstacle: str | None = None) -> bool:
        """Whether the file there is neither what we are about to write nor what we ever wrote, or a person's
        changes were carried into it that do not stand in the new one."""
        if not path.exists():
            return False
        if self._is_source(path):
            return True
        there = digest(path.read_bytes())
        return there != digest(data) and (bool(obstacle) or there not in self.ours(path))

    def _is_source(self, path: Path) -> bool:
        return path.resolve() in [source.resolve() for source in self.sources]

    def _keep_copy(self, path: Path, stands: bool) -> Path:
        backup = next(one for one in numbered(path, "{name}.bak{number}") if not one.exists())
        write_atomic(backup, path.read_bytes())
        told = ": all of that stands in the new one" if stands else ""
        self.listener(Warned(f"{self._why(path)}{told}; the file as it was is kept as {backup.name}"))
        return path

    def _beside(self, path: Path, data: bytes, obstacle: str | None) -> Path:
        """The first `.new` that no person has edited either."""
        beside = next(one for one in numbered(path, NEW) if not self._edited(one, data))
        told = f": {obstacle}" if obstacle else ""
        self.listener(Warned(f"{self._why(path)} and is kept; the new one is {beside.name}{told}"))
        return beside

    def drop_superseded(self, path: Path) -> None:
        """What earlier runs wrote beside the file when they could not replace it, where it is ours alone."""
        for beside in numbered(path, NEW):
            if not beside.exists():
                return
            if digest(beside.read_bytes()) in self.ours(beside):
                beside.unlink()

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
    _fitted: dict[str, Track] = field(default_factory=dict)

    def write_track(
        self,
        track: Track,
        formats: Sequence[str],
        layout: Layout,
        label: str,
        *,
        is_source: bool = False,
        gap_ms: int = 0,
    ) -> Track:
        """`<episode>.<label>.<extension>` for each format, for `hls` several. Returns the track as it stands
        there, with what people have changed in it; cues that they timed have `gap_ms` around them."""

        def rendered(one: Track, form: str) -> Iterator[tuple[str, str]]:
            shown = marked(one) if self.rtl_marks and form in MARKED else one
            return files(shown, form, layout, f"{self.episode}.{label}", self.timeline)

        keeping = Keeping(self._ours, self.sources, self.listener, self.force)
        carried = Carried(track)
        if not is_source:
            carrying = Carrying(self.folder, label, self.earlier, lambda *one: next(rendered(*one)), gap_ms)
            carried = carrying.carried(track, formats)
        for form in formats:
            for name, text in rendered(carried.track, form):
                data = text.encode("utf-8")
                path = keeping.write(self.folder / name, data, carried.obstacles.get(name))
                self.corrected = self.corrected or (is_source and path.name != name)
                self.written[path.name] = Output(path.name, track.language, form, digest(data))
                if carried.track != track:
                    self._fitted[path.name] = without_flags(track)
                if path.name != name and name in carried.bases:
                    self._fitted[name] = carried.bases[name]
        return carried.track

    def leave(self, output: Output) -> None:
        """The transcript stays as a person has corrected it. Any other format of it that was, before, is in
        it: that is ours again."""
        self.corrected_source = output.file
        self.written[output.file] = output
        self.listener(Written(str(self.folder / output.file)))
        Keeping(self._ours, self.sources, self.listener).drop_superseded(self.folder / output.file)

    def outputs(self, before: RunRecord | None) -> tuple[Output, ...]:
        """What was written now, and of `before` what this run did not touch."""
        listed = before.outputs if before else ()
        kept = {output.file: output for output in listed if (self.folder / output.file).exists()}
        return tuple((kept | self.written).values())

    def fitted(self, before: RunRecord | None) -> dict[str, Track]:
        """As in the record: of what was written now, and of `before` what this run did not touch."""
        listed = before.fitted if before else {}
        there = {name: track for name, track in listed.items() if (self.folder / name).exists()}
        return {name: track for name, track in there.items() if name not in self.written} | self._fitted

    def _ours(self, path: Path) -> set[str]:
        if path.name == self.corrected_source:
            return set()
        records = [self.own] if self.corrected else self.earlier
        written = [output for record in records if record for output in record.outputs]
        return {one.sha256 for one in written if path.name in (one.file, takes_place_of(Path(one.file)))}


def numbered(path: Path, pattern: str) -> Iterator[Path]:
    """`E01.en.srt.bak`, `E01.en.srt.bak2`, `E01.en.srt.bak3` …"""
    for number in itertools.count(1):
        shown = str(number) if number > 1 else ""
        yield path.with_name(pattern.format(name=path.name, stem=path.stem, suffix=path.suffix, number=shown))


def refuse_other_media(before: RunRecord | None, media: Path, digest: str, folder: Path) -> None:
    """Two files of one name (`E01.mp4`, `E01.mkv`, `a/E01.mp4`) must not overwrite each other's subtitles; a
    copy, by its `digest`, may: folders of a series are copied whole.

    Raises InputError.
    """
    if before is None or before.media.digest == digest:
        return
    if Path(before.media.path).resolve() == media.resolve():
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
