"""Our own subtitles, come back with a person's corrections: what was not touched is the line that it was.

A subtitle file holds less than the transcript that it was made from (no final marks, rows, no kinds). Read
as it stands, every line of it would be another text, and all would be translated anew for one correction.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from localize.domain.track import Track
from localize.domain.transcript import Line, Transcript
from localize.pipeline.naming import SubtitleName
from localize.pipeline.reading_back import said_in
from localize.pipeline.record import LineRecord, RunRecord
from localize.subtitle.lines import as_transcript

# ASS counts in centiseconds.
SAME_MS = 10


class _Piece(NamedTuple):
    """A cue as it would be read back, and the lines that it shows, all or a part of each."""

    read: Line
    owners: tuple[str, ...]


def with_own_lines(transcript: Transcript, record: RunRecord, name: SubtitleName) -> Transcript:
    """`transcript`, with the lines of the record for all of its lines that stand as we wrote them in a file
    of that name."""
    lines = {line.id: line_of(line) for line in record.lines}
    written = record.tracks.get(name.label, Track(transcript.language, ()))
    pieces = _pieces(said_in(written, name, [record]))
    found = [_owners(line, pieces) for line in transcript.lines]
    returned = _returned(transcript.lines, found, lines, pieces)
    numbered = (msgspec.structs.replace(line, id=f"L{number:04d}") for number, line in enumerate(returned, 1))
    return Transcript(transcript.language, tuple(numbered), record.dropped, record.screen.cuts)


def line_of(line: LineRecord) -> Line:
    """Without the flags that the run put on it."""
    fields = {name: getattr(line, name) for name in Line.__struct_fields__ if hasattr(line, name)}
    return Line(**(fields | {"flags": ()}))


def _pieces(written: Track) -> dict[str, list[_Piece]]:
    """By their text."""
    shown = sorted((cue for cue in written.cues if cue.text.strip()), key=lambda cue: cue.start_ms)
    pieces: defaultdict[str, list[_Piece]] = defaultdict(list)
    for cue, read in zip(shown, as_transcript(written).lines, strict=True):
        pieces[read.text].append(_Piece(read, cue.line_ids))
    return pieces


def _owners(line: Line, pieces: dict[str, list[_Piece]]) -> tuple[str, ...]:
    """The lines that were written so, at this time; none where a person has changed it."""
    for piece in pieces.get(line.text, ()):
        moved = (piece.read.start_ms - line.start_ms, piece.read.end_ms - line.end_ms)
        if max(map(abs, moved)) <= SAME_MS:
            return piece.owners
    return ()


def _returned(
    read: Sequence[Line],
    owners: Sequence[tuple[str, ...]],
    lines: dict[str, Line],
    pieces: dict[str, list[_Piece]],
) -> Iterator[Line]:
    """Each line once, where its first cue stood; one of whose cues some were changed stays as it was read."""
    parts = Counter(owner for same in pieces.values() for piece in same for owner in piece.owners)
    kept = Counter(owner for found in owners for owner in found)
    told: set[str] = set()
    for line, found in zip(read, owners, strict=True):
        if not found or any(kept[owner] != parts[owner] for owner in found):
            yield line
            continue
        as_told = _as_told([lines[owner] for owner in found], line.speaker)
        yield from (one for one in as_told if one.id not in told)
        told.update(found)


def _as_told(lines: Sequence[Line], speaker: str) -> list[Line]:
    """With the speaker that a person has put in, where the format has a place for one; the one place of a cue
    with two speakers tells nothing of them."""
    if not speaker or len({line.speaker for line in lines}) > 1:
        return list(lines)
    return [msgspec.structs.replace(line, speaker=speaker) for line in lines]
