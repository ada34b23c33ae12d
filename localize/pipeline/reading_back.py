"""A track of ours, also in two languages, or one that tells who speaks → what is said in it, in the first,
as it was before it was broken into rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from localize.domain.language import is_chinese, primary
from localize.domain.script import has_han
from localize.domain.times import Span
from localize.domain.track import Cue, Track
from localize.pipeline.naming import HEARING_IMPAIRED, SubtitleName
from localize.pipeline.record import RunRecord
from localize.subtitle.bilingual import own_rows
from localize.subtitle.seams import as_written
from localize.subtitle.speakers import unlabelled
from localize.subtitle.text import clean

# Japanese is written with Chinese characters too, and Korean now and then.
_WITH_HAN = {"ja", "ko"}


def said_in(track: Track, name: SubtitleName, records: Sequence[RunRecord]) -> Track:
    """`track` as it was written, or as a person left it, in a file of that name; `records` are those of the
    runs that may have written it."""
    if name.special == HEARING_IMPAIRED:
        track = unlabelled(track)
    if name.second:
        track = _in_own_language(track, name, list(_written(name, records)))
    return _as_it_was_broken(track, "\n".join(_texts(name, records)))


def _as_it_was_broken(track: Track, text: str) -> Track:
    """With what its rows have lost at their ends, as the lines of the record have it."""
    cues = (msgspec.structs.replace(cue, rows=as_written(cue.rows, text)) for cue in track.cues)
    return msgspec.structs.replace(track, cues=tuple(cues))


def _texts(name: SubtitleName, records: Sequence[RunRecord]) -> Iterator[str]:
    """Of all lines, in the language of the file and with single spaces, as rows are broken."""
    for line in (line for record in records for line in record.lines):
        done = line.translations.get(name.language or "")
        yield from map(clean, (done.text,) if done else (line.text, line.standard))


class _Written(NamedTuple):
    """A cue as it was written, and which of its rows are those of the first language."""

    cue: Cue
    own: slice

    @property
    def second(self) -> set[str]:
        return set(self.cue.rows) - set(self.cue.rows[self.own])


def _written(name: SubtitleName, records: Sequence[RunRecord]) -> Iterator[_Written]:
    for record in records:
        alone = {cue.id: cue for cue in _cues(record, name.written_in or "")}
        for cue in _cues(record, name.label):
            if cue.id in alone:
                yield _Written(cue, own_rows(cue, alone[cue.id]))


def _cues(record: RunRecord, label: str) -> tuple[Cue, ...]:
    return record.tracks[label].cues if label in record.tracks else ()


def _in_own_language(track: Track, name: SubtitleName, written: Sequence[_Written]) -> Track:
    """Without the rows in the second language, also those that a person has changed where their place or the
    script tells them from the others."""
    by_script = _told_by_script(track.language, name.second)
    cues = (
        msgspec.structs.replace(cue, rows=_own_rows(cue, written, by_script=by_script)) for cue in track.cues
    )
    return msgspec.structs.replace(track, cues=tuple(cues))


def _own_rows(cue: Cue, written: Sequence[_Written], *, by_script: bool) -> tuple[str, ...]:
    """By their place, where the cue stands as it was written, or where as many rows do; a person may have
    broken its rows anew, which only the script tells then."""
    nearest = sorted(written, key=lambda one: abs(one.cue.start_ms - cue.start_ms))
    as_it_was = next((one for one in nearest if one.cue.rows == cue.rows), None)
    if as_it_was:
        return cue.rows[as_it_was.own]
    here = next(iter(nearest), None)
    if here and Span(here.cue.start_ms, here.cue.end_ms).overlap_ms(Span(cue.start_ms, cue.end_ms)) > 0:
        if not by_script and len(cue.rows) == len(here.cue.rows):
            return cue.rows[here.own]
        second = here.second
    else:
        second = {row for one in written for row in one.second}
    return tuple(row for row in cue.rows if row not in second and not (by_script and has_han(row)))


def _told_by_script(own: str, second: str) -> bool:
    return is_chinese(second) and not is_chinese(own) and primary(own) not in _WITH_HAN
