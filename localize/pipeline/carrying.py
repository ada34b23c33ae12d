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

from localize.cached import cached
from localize.domain.memory import ShownCue
from localize.domain.times import clock
from localize.domain.track import Cue, Track
from localize.errors import BadSubtitles
from localize.pipeline.naming import split_name, takes_place_of
from localize.pipeline.record import RunRecord
from localize.pipeline.rereading import Piece, owners_of
from localize.store.keys import file_digest
from localize.subtitle.directions import unmarked
from localize.subtitle.formats import FORMATS, WITHOUT_TIMES
from localize.subtitle.formats.substance import difference
from localize.subtitle.merging import Edit, Room, keys, merged
from localize.subtitle.read import read_text, read_track
from localize.subtitle.seams import joined
from localize.wording import counted

# A track in one of our formats: the names of its files, and their texts.
Render: TypeAlias = Callable[[Track, str], Iterator[tuple[str, str]]]
# A track of an earlier run, with the names that its lines have now.
Renumber: TypeAlias = Callable[[Track, RunRecord], Track]
_NAMED = 3  # places, of however many


class Verdict(NamedTuple):
    """Whether all that a person has changed in a file `stands` in the new one, and else why not."""

    stands: bool
    why: str = ""


class Carried(NamedTuple):
    """`track` as it is to be written, the verdicts on the files that people have changed, and for those that
    stay as they are the cues that their changes are told from, where these are known."""

    track: Track
    verdicts: Mapping[str, Verdict] = {}
    bases: Mapping[str, Track] = {}


class _File(NamedTuple):
    path: Path
    form: str

    @property
    def name(self) -> str:
        return self.path.name


@dataclass
class Carrying:
    """Of the track `label` in a folder. `records` are those of the runs that wrote there, that of this run's
    own kind first; `label` was last written as one of them says."""

    folder: Path
    label: str
    records: Sequence[RunRecord]
    render: Render
    renumber: Renumber
    room: Room

    def carried(self, fitted: Track, formats: Sequence[str]) -> Carried:
        """What was saved last has the last word."""
        files = self._files(fitted, formats)
        if self._before is None or not files:
            return Carried(fitted)
        edited = [file for file in files if self._is_edited(file)]
        if not edited and self.label not in self._before.fitted:
            return Carried(fitted)
        apart = {file: base for file in edited if (base := self._own_base(file))}
        theirs, verdicts = self._theirs([file for file in edited if file not in apart])
        done = merged(Edit(self._as_fitted.cues, theirs.cues), fitted, fitted.cues, self.room)
        if done.refused:
            holding = edited if self._stood(fitted) else files
            verdicts |= {file.name: Verdict(False, _named(done.refused)) for file in holding}
        track = done.track
        for file, base in apart.items():
            track, verdicts[file.name] = self._merged(file, base, track)
        refused = [name for name, verdict in verdicts.items() if not verdict.stands]
        return Carried(track, verdicts, {name: base for name in refused if (base := self._kept(name))})

    def _stood(self, fitted: Track) -> bool:
        """Whether what people had changed when the track was last written stands in the new one: then only
        those files hold something else that were changed since."""
        before = Edit(self._as_fitted.cues, self._as_written.cues)
        return not merged(before, fitted, fitted.cues, self.room).refused

    def _theirs(self, edited: Sequence[_File]) -> tuple[Track, dict[str, Verdict]]:
        """What was last written, with what people have changed since; nothing was fitted anew in it."""
        track, verdicts = self._as_written, dict[str, Verdict]()
        for file in edited:
            track, verdicts[file.name] = self._merged(file, self._as_written, track)
        for file in edited[:-1]:
            if verdicts[file.name].stands and self._merged(file, self._as_written, track)[0] != track:
                verdicts[file.name] = Verdict(False, "another format of it was changed otherwise since")
        return track, verdicts

    def left_out(self, names: Sequence[str]) -> Mapping[str, Track]:
        """For files of the track that this run does not write, what later changes in them are told from."""
        return {name: base for name in names if (base := self._kept(name))}

    def _files(self, track: Track, formats: Sequence[str]) -> Sequence[_File]:
        forms = [form for form in formats if form in FORMATS and form not in WITHOUT_TIMES]
        found = [_File(self.folder / self._rendered(track, form)[0], form) for form in forms]
        there = [file for file in found if file.path.is_file()]
        return sorted(there, key=lambda file: file.path.stat().st_mtime_ns)

    def _rendered(self, track: Track, form: str) -> tuple[str, str]:
        """In a format of one file."""
        return next(self.render(track, form))

    # ── what was written before ──

    @cached
    def _before(self) -> RunRecord | None:
        """Of the runs that wrote the track that whose files lie there, else the last one."""
        holding = [record for record in self.records if self.label in record.tracks]
        return max(holding, key=lambda record: (self._lie_there(record), record.started), default=None)

    def _lie_there(self, record: RunRecord) -> bool:
        written = [one for one in record.outputs if split_name(Path(one.file)).label == self.label]
        paths = [(self.folder / one.file, one.sha256) for one in written]
        return any(path.is_file() and file_digest(path) == sha256 for path, sha256 in paths)

    @cached
    def _as_written(self) -> Track:
        assert self._before is not None
        return self.renumber(self._before.tracks[self.label], self._before)

    @cached
    def _as_fitted(self) -> Track:
        """Without what people had changed by then."""
        assert self._before is not None
        fitted = self._before.fitted.get(self.label)
        return self.renumber(fitted, self._before) if fitted else self._as_written

    def _kept(self, name: str) -> Track | None:
        """The cues from which all that a person has changed in a file is told."""
        if self._before is None:
            return None
        base = self._before.bases.get(name)
        return self.renumber(base, self._before) if base else self._as_fitted

    # ── what people have changed since ──

    def _is_edited(self, file: _File) -> bool:
        """Also one that was left as it was, because the new track said something else."""
        now = file_digest(file.path)
        left = {one.file for record in self.records for one in record.outputs if one.sha256 == now}
        if file.name in left:
            return any(file.name in record.bases for record in self.records)
        return all(takes_place_of(Path(name)) != file.name for name in left)

    def _own_base(self, file: _File) -> Track | None:
        """Of a file that was not written with what was last written, until that has been put in its place."""
        assert self._before is not None
        own = self._before.bases.get(file.name)
        names = [one.file for one in self._before.outputs if takes_place_of(Path(one.file)) == file.name]
        is_replaced = any(not (self.folder / name).exists() for name in names)
        return self.renumber(own, self._before) if own and not is_replaced else None

    def _merged(self, file: _File, base: Track, track: Track) -> tuple[Track, Verdict]:
        """What a person made of `base` in a file, into another track."""
        try:
            left = read_track(file.path, track.language)
            other = difference(read_text(file.path), self._rendered(left, file.form)[1], file.form)
        except BadSubtitles as error:
            return track, Verdict(False, error.message)
        if other:
            return track, Verdict(False, f"it holds more than cues tell: {other}")
        told, written = self._as_told(track, file.form), self._as_told(base, file.form)
        if len(told) != len(track.cues):
            return track, Verdict(False, f"{file.form} cannot tell all cues")
        before = self._as_told(self._as_fitted, file.form)
        done = merged(Edit(written, _known(left, written, before)), track, told, self.room)
        return done.track, Verdict(not done.refused, _named(done.refused) if done.refused else "")

    def _as_told(self, track: Track, form: str) -> Sequence[Cue]:
        """By a file of that format, which rounds times and drops what it has no place for, a cue too; where
        all are there, each shows the lines that it shows."""
        cues = unmarked(FORMATS[form].loads(io.StringIO(self._rendered(track, form)[1]), track.language)).cues
        if len(cues) != len(track.cues):
            return cues
        pairs = zip(cues, track.cues, strict=True)
        return [msgspec.structs.replace(told, id=cue.id, line_ids=cue.line_ids) for told, cue in pairs]


def _known(left: Track, written: Sequence[Cue], before: Sequence[Cue]) -> list[Cue]:
    """The cues of a file, each as that of a written cue's lines whose words or time it has; one that nobody
    wrote, or that holds several, is none of theirs. What stood there `before` and was taken out since may
    have been put back."""
    cues = sorted((cue for cue in left.cues if cue.rows), key=lambda cue: cue.start_ms)
    there = {keys(cue) for cue in written}
    own = _matched(cues, written, left.language)
    nobodys = [cue for at, cue in enumerate(cues) if at not in own]
    back = _matched(nobodys, [cue for cue in before if keys(cue) not in there], left.language)
    numbers = iter(range(len(nobodys)))
    found = [own[at] if at in own else back.get(next(numbers)) for at in range(len(cues))]
    return [
        msgspec.structs.replace(
            cue, id=like.id if like else f"left {at}", line_ids=like.line_ids if like else ()
        )
        for at, (cue, like) in enumerate(zip(cues, found, strict=True))
    ]


def _matched(cues: Sequence[Cue], written: Sequence[Cue], language: str) -> Mapping[int, Cue]:
    """By the index of a cue one that was written and shows the same lines."""
    like = {keys(cue): cue for cue in written}
    number = {own: at for at, own in enumerate(like)}
    by_time = sorted(written, key=lambda cue: cue.start_ms)
    owners = owners_of(
        [Piece(_shown(cue, language), number[keys(cue)]) for cue in by_time],
        [_shown(cue, language) for cue in cues],
    )
    own = list(like.values())
    return {at: own[owner] for at, owner in owners.items()}


def _shown(cue: Cue, language: str) -> ShownCue:
    return ShownCue(joined(cue.rows, language), cue.start_ms, cue.end_ms)


def _named(cues: Sequence[Cue]) -> str:
    at = ", ".join(clock(cue.start_ms) for cue in cues[:_NAMED])
    more = ", …" if len(cues) > _NAMED else ""
    return f"{counted(len(cues), 'cue')} of it that you changed would read otherwise now (at {at}{more})"
