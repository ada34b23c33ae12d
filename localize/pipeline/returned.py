"""Our own subtitles, come back with a person's corrections: what was not touched is the line that it was.

A subtitle file holds less than the transcript that it was made from (no final marks, rows, no kinds). Read
as it stands, every line of it would be another text, and all would be translated anew for one correction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from localize.domain.memory import ShownCue
from localize.domain.track import Cue, Track
from localize.domain.transcript import Evidence, Line, Transcript
from localize.pipeline.naming import SubtitleName
from localize.pipeline.reading_back import said_in
from localize.pipeline.record import LineRecord, RunRecord
from localize.pipeline.rereading import SAME_MS, Piece, owners_of
from localize.pipeline.voices import BY_VOICE
from localize.subtitle.lines import as_transcript
from localize.subtitle.seams import as_written, joined
from localize.wording import counted


class Returned(NamedTuple):
    """`shown` are, of every line that was read, the ids of those in `transcript` that it shows. `changed`
    counts the lines that are not as the record has them, `gone` those of the record that no line shows."""

    transcript: Transcript
    shown: tuple[tuple[str, ...], ...]
    changed: int
    gone: int

    @property
    def told(self) -> str:
        """`2 lines are taken from it, 1 line is gone`; empty where all is as the record has it."""
        counts = ((self.changed, "taken from it"), (self.gone, "gone"))
        return ", ".join(f"{_are(count)} {what}" for count, what in counts if count)


def _are(count: int) -> str:
    return f"{counted(count, 'line')} {'is' if count == 1 else 'are'}"


class _Own(NamedTuple):
    """Lines of the record that share cues, mostly one: the cues as they would be read back, and the ids of
    the lines that each of them shows."""

    lines: tuple[Line, ...]
    cues: tuple[Line, ...]
    ids: tuple[tuple[str, ...], ...]


class _Now(NamedTuple):
    """What became of lines that were read: the lines, those of the record by their id, and what each of those
    that were read shows of them."""

    lines: Mapping[str, Line]
    shown: Sequence[tuple[str, ...]]


def with_own_lines(transcript: Transcript, record: RunRecord, name: SubtitleName) -> Returned:
    """`transcript`, which was read from a file of that name, with the lines of the record for all of its
    lines that stand as we wrote them. Of one that reads otherwise, or was moved, the rest is kept: its kind,
    who says it, when it begins where nobody moved that."""
    owns = list(_owns(record, name, transcript.language))
    owners = owners_of(_pieces(owns), [_cue(line) for line in transcript.lines])
    lines: dict[str, Line] = {}
    shown: dict[int, tuple[str, ...]] = {}
    for indices, own in _by_owner(owners, owns, len(transcript.lines)):
        read = [transcript.lines[at] for at in indices]
        now = _now(own, read, transcript.language) if own else _as_read(read)
        lines |= now.lines
        shown |= zip(indices, now.shown, strict=True)
    ids = _numbers(lines, [shown[at] for at in range(len(shown))])
    told = tuple(msgspec.structs.replace(lines[key], id=number) for key, number in ids.items())
    was = {line.id: line for own in owns for line in own.lines}
    return Returned(
        transcript=Transcript(transcript.language, told, record.dropped, record.screen.cuts),
        shown=tuple(tuple(ids[key] for key in shown[at]) for at in range(len(shown))),
        changed=sum(line != was.get(key) for key, line in lines.items()),
        gone=sum(len(own.lines) for at, own in enumerate(owns) if at not in owners.values()),
    )


def in_order(track: Track) -> list[Cue]:
    """The cues that are read as lines, in the order of these."""
    said = (cue for cue in track.cues if joined(cue.rows, track.language))
    return sorted(said, key=lambda cue: cue.start_ms)


def line_of(line: LineRecord) -> Line:
    """Without the flags that the run put on it."""
    fields = {name: getattr(line, name) for name in Line.__struct_fields__ if hasattr(line, name)}
    return Line(**(fields | {"flags": ()}))


# ── which of the lines that were read are whose ──────────────────────────────────────────────────────


def _owns(record: RunRecord, name: SubtitleName, language: str) -> Iterator[_Own]:
    """By the first of their cues."""
    written = said_in(record.tracks.get(name.label, Track(language, ())), name, [record])
    cues = list(zip(as_transcript(written).lines, (cue.line_ids for cue in in_order(written)), strict=True))
    for together in _together(ids for _, ids in cues):
        lines = (line for line in record.lines if line.id in together)
        theirs = [(cue, ids) for cue, ids in cues if together.issuperset(ids)]
        yield _Own(
            tuple(msgspec.structs.replace(line_of(line), flags=line.flags) for line in lines),
            tuple(cue for cue, _ in theirs),
            tuple(ids for _, ids in theirs),
        )


def _together(shown: Iterable[tuple[str, ...]]) -> list[frozenset[str]]:
    """The ids of lines that stand in a cue with each other."""
    found: list[frozenset[str]] = []
    for ids in filter(None, shown):
        touched = [one for one in found if not one.isdisjoint(ids)]
        found = [one for one in found if one not in touched]
        found.append(frozenset(ids).union(*touched))
    return found


def _pieces(owns: Sequence[_Own]) -> list[Piece]:
    """In the order in which they were written."""
    cues = sorted(((cue, at) for at, own in enumerate(owns) for cue in own.cues), key=_order)
    return [Piece(_cue(cue), at) for cue, at in cues]


def _order(written: tuple[Line, int]) -> tuple[int, str]:
    cue, _ = written
    return cue.start_ms, cue.id


def _cue(line: Line) -> ShownCue:
    return ShownCue(line.text, line.start_ms, line.end_ms)


def _by_owner(
    owners: Mapping[int, int], owns: Sequence[_Own], count: int
) -> Iterator[tuple[list[int], _Own | None]]:
    """The indices of lines that belong together; those of nobody each for itself."""
    for at, own in enumerate(owns):
        if indices := sorted(index for index, owner in owners.items() if owner == at):
            yield indices, own
    yield from (([index], None) for index in range(count) if index not in owners)


def _numbers(lines: Mapping[str, Line], shown: Sequence[tuple[str, ...]]) -> dict[str, str]:
    """The ids that they get, in order of time; of two at one time the one that is shown first."""
    shown_at = {key: at for at, keys in reversed(list(enumerate(shown))) for key in keys}
    ordered = sorted(lines, key=lambda key: (lines[key].start_ms, shown_at[key]))
    return {key: f"L{number:04d}" for number, key in enumerate(ordered, 1)}


# ── what they are now ────────────────────────────────────────────────────────────────────────────────


def _now(own: _Own, read: Sequence[Line], language: str) -> _Now:
    speakers = {line.speaker for line in read if line.speaker}
    moved_ms = _moved_as_one(own.cues, read)
    if moved_ms is not None:
        lines = [_moved(line, moved_ms) for line in own.lines]
        return _Now({line.id: line for line in _as_told(lines, speakers)}, own.ids)
    if len(own.lines) > 1:
        return _as_read(read if speakers else _as_told(read, {line.speaker for line in own.lines}))
    (line,) = own.lines
    (now,) = _as_told([_corrected(line, own.cues, read, language)], speakers)
    return _Now({line.id: now}, [(line.id,)] * len(read))


def _as_read(read: Sequence[Line]) -> _Now:
    keys = [f"read {line.id}" for line in read]
    return _Now(dict(zip(keys, read, strict=True)), [(key,) for key in keys])


def _moved_as_one(cues: Sequence[Line], read: Sequence[Line]) -> int | None:
    """By how much, where nothing else was done to them."""
    if [cue.text for cue in cues] != [line.text for line in read]:
        return None
    both = zip(cues, read, strict=True)
    moved = [ms for cue, line in both for ms in (line.start_ms - cue.start_ms, line.end_ms - cue.end_ms)]
    return _far(moved[0]) if max(moved) - min(moved) <= SAME_MS else None


def _far(moved_ms: int) -> int:
    return moved_ms if abs(moved_ms) > SAME_MS else 0


def _moved(line: Line, moved_ms: int) -> Line:
    if not moved_ms:
        return line
    words = (
        msgspec.structs.replace(word, start_ms=word.start_ms + moved_ms, end_ms=word.end_ms + moved_ms)
        for word in line.words
    )
    start_ms, end_ms = max(0, line.start_ms + moved_ms), max(0, line.end_ms + moved_ms)
    return msgspec.structs.replace(line, start_ms=start_ms, end_ms=end_ms, words=tuple(words))


def _corrected(line: Line, cues: Sequence[Line], read: Sequence[Line], language: str) -> Line:
    """What was heard is no evidence for another text."""
    start_ms = line.start_ms + _far(read[0].start_ms - cues[0].start_ms)
    end_ms = line.end_ms + _far(read[-1].end_ms - cues[-1].end_ms)
    if not 0 <= start_ms < end_ms:
        start_ms, end_ms = read[0].start_ms, read[-1].end_ms
    text, was = _text(read, line.text, language), _text(cues, line.text, language)
    if text == was:
        return msgspec.structs.replace(line, start_ms=start_ms, end_ms=end_ms, words=(), flags=())
    by_voice = tuple(note for note in line.evidence.notes if note == BY_VOICE)
    return Line(
        line.id,
        _ended(text, line.text, was),
        start_ms,
        end_ms,
        evidence=Evidence(notes=by_voice, other=read[0].evidence.other),
        kind=line.kind,
        continues=line.continues,
        speaker=line.speaker,
    )


def _text(read: Sequence[Line], was: str, language: str) -> str:
    """As one, with the marks that stood between them where they are said to."""
    return joined(as_written([line.text for line in read], was), language)


def _ended(text: str, told: str, shown: str) -> str:
    """With the mark at its end that was not shown, unless a person has put another there."""
    mark = told.removeprefix(shown) if told.startswith(shown) else ""
    return text + mark if text[-1].isalnum() else text


def _as_told(lines: Sequence[Line], speakers: Iterable[str]) -> Sequence[Line]:
    """With the speaker that a person has put in, where the format has a place for one; the one place of a cue
    with two speakers tells nothing of them."""
    told = set(speakers)
    if len(told) != 1 or len({line.speaker for line in lines}) > 1:
        return lines
    (speaker,) = told
    return [line if line.speaker == speaker else _said_by(line, speaker) for line in lines]


def _said_by(line: Line, speaker: str) -> Line:
    notes = tuple(note for note in line.evidence.notes if note != BY_VOICE)
    evidence = msgspec.structs.replace(line.evidence, notes=notes)
    return msgspec.structs.replace(line, speaker=speaker, evidence=evidence)
