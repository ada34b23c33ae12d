"""What people have changed in the files of a track → the track that may take the place of these files.

`remembering` takes what they say of lines into the translation, for every episode; this is for all else that
a file holds: times, rows, cues that were put in, taken out, parted or joined.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec

from localize.domain.times import clock
from localize.domain.track import Cue, Track
from localize.errors import BadSubtitles
from localize.pipeline.naming import takes_place_of
from localize.pipeline.record import RunRecord
from localize.store.keys import digest, file_digest
from localize.subtitle.directions import unmarked
from localize.subtitle.formats import FORMATS, WITHOUT_TIMES, ass
from localize.subtitle.merging import Edit, merged, seen
from localize.subtitle.read import read_text, read_track
from localize.wording import counted

# A track in one of our formats: the name of its file, and its text.
Render: TypeAlias = Callable[[Track, str], tuple[str, str]]
_NAMED = 3  # places, of however many


class Carried(NamedTuple):
    """`track` as it is to be written. `obstacles` are, for each file that a person has edited, why not all of
    that stands in `track`; empty where all does. `bases` are, for those that stay as they are, the cues that
    the person began with, where that is known."""

    track: Track
    obstacles: Mapping[str, str] = {}
    bases: Mapping[str, Track] = {}


class _Edited(NamedTuple):
    """`base` is what was written before the person changed it, None where nobody knows: an older run has
    written it, or one with another layout."""

    path: Path
    form: str
    left: Track
    base: Track | None


@dataclass(frozen=True)
class Carrying:
    """Of the track `label` in a folder; `records` are those of the runs that wrote there. Fitted cues stay
    `gap_ms` away from those that a person timed."""

    folder: Path
    label: str
    records: Sequence[RunRecord]
    render: Render
    gap_ms: int

    def carried(self, fitted: Track, formats: Sequence[str]) -> Carried:
        """What was saved last has the last word."""
        track, obstacles, found = fitted, dict[str, str](), list[_Edited]()
        for path, form in self._files(fitted, formats):
            try:
                edited = self._edited(path, form, fitted.language)
            except BadSubtitles as error:
                obstacles[path.name] = error.message
                continue
            if edited is not None:
                track, obstacles[path.name] = self._merged(edited, track)
                found.append(edited)
        for one in found:
            if not obstacles[one.path.name] and self._merged(one, track)[0] != track:
                obstacles[one.path.name] = "another format of it was changed otherwise since"
        bases = {one.path.name: one.base for one in found if obstacles[one.path.name] and one.base}
        return Carried(track, obstacles, bases)

    def _files(self, track: Track, formats: Sequence[str]) -> Sequence[tuple[Path, str]]:
        forms = [form for form in formats if form in FORMATS and form not in WITHOUT_TIMES]
        found = [(self.folder / self.render(track, form)[0], form) for form in forms]
        there = [(path, form) for path, form in found if path.is_file()]
        return sorted(there, key=lambda one: one[0].stat().st_mtime_ns)

    def _edited(self, path: Path, form: str, language: str) -> _Edited | None:
        """None for a file with nothing of a person's in it. Raises BadSubtitles."""
        now = file_digest(path)
        for record in self._last_first:
            for name in (output.file for output in record.outputs if output.sha256 == now):
                if takes_place_of(Path(name)) == path.name:
                    # What a person changed before was carried into it when it was written.
                    base = record.fitted.get(name)
                    return _Edited(path, form, read_track(path, language), base) if base else None
        left = read_track(path, language)
        return _Edited(path, form, left, self._likest(left, list(self._bases(path, form)), form))

    def _bases(self, path: Path, form: str) -> Iterator[Track]:
        """All that a person may have begun with: also a file that was written beside theirs, and put in its
        place."""
        for record in self._last_first:
            for name in sorted(record.fitted, key=lambda name: name != path.name):
                if takes_place_of(Path(name)) == path.name:
                    yield record.fitted[name]
            written = {one.sha256 for one in record.outputs if takes_place_of(Path(one.file)) == path.name}
            track = record.tracks.get(self.label)
            if track is not None and digest(self.render(track, form)[1].encode()) in written:
                yield track

    def _likest(self, left: Track, bases: Sequence[Track], form: str) -> Track | None:
        there = {seen(cue) for cue in left.cues}

        def same(base: Track) -> int:
            return sum(seen(cue) in there for cue in self._as_told(base, form))

        return max(bases, key=same, default=None)

    @property
    def _last_first(self) -> Sequence[RunRecord]:
        return sorted(self.records, key=lambda record: record.started, reverse=True)

    def _merged(self, edited: _Edited, track: Track) -> tuple[Track, str]:
        """And why not all that the person changed is in it."""
        path, form, left, base = edited
        if base is None:
            return track, "how it was written is not known any more"
        if _substance(self.render(left, form)[1], form) != _substance(read_text(path), form):
            return track, "it holds more than cues: styles, comments or markup of its own"
        told = self._as_told(track, form)
        if len(told) != len(track.cues):
            return track, f"{form} cannot tell all cues"
        by_time = sorted((cue for cue in left.cues if cue.rows), key=lambda cue: cue.start_ms)
        done = merged(Edit(self._as_told(base, form), by_time), track, told, self.gap_ms)
        return done.track, _named(done.refused) if done.refused else ""

    def _as_told(self, track: Track, form: str) -> Sequence[Cue]:
        """By a file of that format, which rounds times and drops what it has no place for, a cue too; where
        all are there, each shows the lines that it shows."""
        text = self.render(track, form)[1]
        cues = unmarked(FORMATS[form].loads(io.StringIO(text), track.language)).cues
        if len(cues) != len(track.cues):
            return cues
        pairs = zip(cues, track.cues, strict=True)
        return [msgspec.structs.replace(told, line_ids=cue.line_ids) for told, cue in pairs]


def _named(cues: Sequence[Cue]) -> str:
    at = ", ".join(clock(cue.start_ms) for cue in cues[:_NAMED])
    more = ", …" if len(cues) > _NAMED else ""
    return f"{counted(len(cues), 'cue')} of it that you changed would read otherwise now (at {at}{more})"


def _substance(text: str, form: str) -> Sequence[object]:
    return ass.visible(text) if form in ("ass", "ssa") else _bare(text)


def _bare(text: str) -> list[str]:
    """The rows without what programs write in their own way, blank ones and the numbers of SubRip's cues, and
    without the times of cues that are empty."""
    rows = [row for row in (row.strip() for row in text.split("\n")) if row]
    rows = _but(rows, lambda row, below: row.isdecimal() and "-->" in below)
    return _but(rows, lambda row, below: "-->" in row and ("-->" in below or not below))


def _but(rows: Sequence[str], is_dropped: Callable[[str, str], bool]) -> list[str]:
    """`is_dropped` is asked of each row and the one below it, empty for the last."""
    return [row for row, below in zip(rows, [*rows[1:], ""], strict=False) if not is_dropped(row, below)]
