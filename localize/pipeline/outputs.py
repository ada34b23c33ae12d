"""Subtitle files on disk. What a person has edited since we wrote it is never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from localize.domain.times import clock
from localize.domain.track import Track
from localize.errors import InputError
from localize.events import Listener, Written
from localize.pipeline.carrying import Carried, Carrying, Renumber
from localize.pipeline.keeping import Keeping
from localize.pipeline.naming import may_lie_as, split_name, takes_place_of
from localize.pipeline.record import Output, RunRecord, without_flags
from localize.profiles import Layout
from localize.store.keys import digest
from localize.subtitle.directions import FORMATS as MARKED
from localize.subtitle.directions import marked
from localize.subtitle.formats import FORMATS, files
from localize.subtitle.formats.hls import UNKNOWN, Timeline
from localize.subtitle.merging import ROOMY, Room

HOUR_MS = 3_600_000
SPARE_MS = 60_000  # a cue may stand a little longer than its line


@dataclass
class OutputFolder:
    """The files of one episode in one folder. `earlier` are the records of the runs that wrote there: a file
    that is not as one of them left it was edited by hand. `sources`, which the run reads, are never ours, nor
    is the file that they call `corrected_source`: a person made it, although a run lists it as it took it.

    Once the subtitles of the source turn out to be `corrected`, what another run than those of this record
    (`own`) has translated, of the corrected text, is not ours to write over either. `renumber` gives the
    lines of an earlier run the names that they have now; `record` puts on record what is told here. With
    `rtl_marks` SubRip says which rows run from right to left; `timeline` is that of the media.
    """

    folder: Path
    episode: str
    earlier: Sequence[RunRecord]
    listener: Listener
    sources: Sequence[Path]
    renumber: Renumber
    record: Callable[[], None]
    own: RunRecord | None = None
    force: bool = False
    rtl_marks: bool = False
    corrected: bool = False
    timeline: Timeline = UNKNOWN
    corrected_source: str = ""
    written: dict[str, Output] = field(default_factory=dict)
    _announced: Sequence[Output] = ()
    _labels: set[str] = field(default_factory=set)
    _fitted: dict[str, Track] = field(default_factory=dict)
    _bases: dict[str, Track] = field(default_factory=dict)

    def write_track(
        self,
        track: Track,
        formats: Sequence[str],
        layout: Layout,
        label: str,
        *,
        is_source: bool = False,
        room: Room = ROOMY,
    ) -> Track:
        """`<episode>.<label>.<extension>` for each format, for `hls` several. Returns the track as it stands
        there, with what people have changed in it: cues that they timed have `room` around them."""

        def render(one: Track, form: str) -> Iterator[tuple[str, str]]:
            shown = marked(one) if self.rtl_marks and form in MARKED else one
            return files(shown, form, layout, f"{self.episode}.{label}", self.timeline)

        records = sorted(self.earlier, key=lambda record: record is not self.own)
        carrying = Carrying(self.folder, label, records, render, self.renumber, room)
        is_ours = is_source or self.corrected
        carried = Carried(track) if is_ours else carrying.carried(track, formats)
        left_out = {} if is_ours else carrying.left_out(list(self._left_out(label, formats)))
        places = self._write(
            [(form, *file) for form in formats for file in render(carried.track, form)], track, carried
        )
        self.corrected = self.corrected or (
            is_source and any(name != place for name, place in places.items())
        )
        if carried.track != track:
            self._fitted[label] = without_flags(track)
        kept = {name: base for name, base in carried.bases.items() if places.get(name) != name}
        self._bases |= {**kept, **left_out}
        self._labels.add(label)
        return carried.track

    def _write(
        self, rendered: Sequence[tuple[str, str, str]], track: Track, carried: Carried
    ) -> Mapping[str, str]:
        """By its name, the one that each file got. They are on record before: whatever ends the run in
        between, no file of ours is ever taken for a person's."""
        data = {name: text.encode("utf-8") for _, name, text in rendered}
        outputs = [Output(name, track.language, form, digest(data[name])) for form, name, _ in rendered]
        self._announced = outputs
        self.record()
        keeping = Keeping(self._ours, self.sources, self.listener, self.force)
        places: dict[str, str] = {}
        for output in outputs:
            name = output.file
            places[name] = keeping.write(self.folder / name, data[name], carried.verdicts.get(name)).name
            self.written[places[name]] = msgspec.structs.replace(output, file=places[name])
        self._announced = ()
        return places

    def _left_out(self, label: str, formats: Sequence[str]) -> Iterator[str]:
        """Files of the track that lie there in formats that are not written now."""
        for output in (output for record in self.earlier for output in record.outputs):
            path = self.folder / output.file
            is_own = split_name(path).label == label and takes_place_of(path) == path.name
            if output.format in FORMATS and output.format not in formats and is_own and path.is_file():
                yield output.file

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
        return (*(kept | self.written).values(), *self._announced)

    def fitted(self, before: RunRecord | None) -> dict[str, Track]:
        """As in the record: of the tracks that were written now, and of `before` of all others."""
        listed = before.fitted if before else {}
        return {label: track for label, track in listed.items() if label not in self._labels} | self._fitted

    def bases(self, before: RunRecord | None) -> dict[str, Track]:
        """Likewise."""
        listed = before.bases if before else {}
        kept = {
            name: track
            for name, track in listed.items()
            if (self.folder / name).exists() and split_name(Path(name)).label not in self._labels
        }
        return kept | self._bases

    def _ours(self, path: Path) -> set[str]:
        if path.name == self.corrected_source:
            return set()
        records = [self.own] if self.corrected else self.earlier
        written = [output for record in records if record for output in record.outputs]
        return {one.sha256 for one in written if may_lie_as(one.file, path.name)}


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
