"""A track of ours in two languages, or one that tells who speaks → what is said in it, in the first."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from localize.domain.language import is_chinese, primary
from localize.domain.script import has_han
from localize.domain.track import Cue, Track
from localize.pipeline.naming import HEARING_IMPAIRED, SubtitleName
from localize.pipeline.record import RunRecord
from localize.subtitle.bilingual import second_rows
from localize.subtitle.speakers import unlabelled

# Japanese is written with Chinese characters too, and Korean now and then.
_WITH_HAN = {"ja", "ko"}


def said_in(track: Track, name: SubtitleName, records: Sequence[RunRecord]) -> Track:
    """`track` as it was written, or as a person left it, in a file of that name; `records` are those of the
    runs that may have written it."""
    if name.special == HEARING_IMPAIRED:
        track = unlabelled(track)
    return _in_own_language(track, name, _second_rows(name, records)) if name.second else track


def _second_rows(name: SubtitleName, records: Sequence[RunRecord]) -> set[str]:
    """The rows that were written in the second language."""
    rows: set[str] = set()
    for record in records:
        alone = {cue.id: cue for cue in _cues(record, name.written_in or "")}
        both = (cue for cue in _cues(record, name.label) if cue.id in alone)
        rows.update(row for cue in both for row in second_rows(cue, alone[cue.id]))
    return rows


def _cues(record: RunRecord, label: str) -> tuple[Cue, ...]:
    return record.tracks[label].cues if label in record.tracks else ()


def _in_own_language(track: Track, name: SubtitleName, second: set[str]) -> Track:
    """Without the rows in the second language, also those that a person has changed where the script tells
    them from the others."""

    def is_own(row: str) -> bool:
        return row not in second and not (_told_by_script(track.language, name.second) and has_han(row))

    cues = (
        msgspec.structs.replace(cue, rows=tuple(row for row in cue.rows if is_own(row))) for cue in track.cues
    )
    return msgspec.structs.replace(track, cues=tuple(cues))


def _told_by_script(own: str, second: str) -> bool:
    return is_chinese(second) and not is_chinese(own) and primary(own) not in _WITH_HAN
