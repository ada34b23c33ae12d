"""Lines as a run wrote them into a file, and the file as it is read again."""

from __future__ import annotations

from localize.domain.track import Cue, Track
from localize.domain.transcript import Line, Transcript
from localize.pipeline.naming import SubtitleName
from localize.pipeline.reading_back import said_in
from localize.pipeline.record import LineRecord, RunRecord, line_records
from localize.pipeline.returned import Returned, with_own_lines
from localize.profiles import load_profile
from localize.subtitle.fit import fit
from localize.subtitle.lines import as_transcript
from tests.pipeline.records import record_with

NAME = SubtitleName("E01", "zh")


def recorded(line: Line) -> LineRecord:
    (made,) = line_records(Transcript("zh", (line,)), {}, {})
    return made


def written(*ours: Line) -> tuple[RunRecord, Track]:
    track = fit(Transcript("zh", ours), None, load_profile("netflix").limits("zh"))
    return record_with(lines=tuple(map(recorded, ours)), tracks={"zh": track}), track


def back(record: RunRecord, *read: Line) -> Returned:
    return with_own_lines(Transcript("zh", read), record, NAME)


def edited(record: RunRecord, *cues: Cue) -> Returned:
    return back(record, *as_transcript(said_in(Track("zh", cues), NAME, [record])).lines)
