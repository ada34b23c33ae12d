"""A subtitle file of ours that a person worked on → what a memory learns from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from localize.domain.memory import APPROVED, CORRECTED, Entry, ShownCue, ShownLine, Status, matching
from localize.domain.track import Cue
from localize.memory.file import MemoryFile, Seen
from localize.pipeline.naming import SubtitleName, may_lie_as, split_name
from localize.pipeline.reading_back import said_in
from localize.pipeline.record import LineRecord, RunRecord
from localize.pipeline.rereading import reread
from localize.pipeline.returned import line_of
from localize.pipeline.sharing import parted, parts, shared
from localize.store.keys import file_digest
from localize.subtitle.lines import as_transcript
from localize.subtitle.read import read_track
from localize.subtitle.seams import joined
from localize.translate.places import places


class Lesson(NamedTuple):
    """`corrected` are the lines whose text a person has changed since we wrote it, or since the file was last
    learned from; `untouched` all others that have one. `unclear` counts cues that belong to no single line,
    and lines that were taken out. `seen` is to be kept with what is learned: the next lesson begins there."""

    corrected: tuple[Entry, ...]
    untouched: tuple[Entry, ...]
    unclear: int
    seen: tuple[Seen, ...]


def lesson(
    path: Path,
    target: str,
    episode: str,
    records: Sequence[RunRecord],
    memory: MemoryFile,
    by: str = "",
    *,
    afresh: bool = False,
) -> Lesson:
    """`records` are those of the runs that wrote in the folder of `path`, at least one. `afresh`: since we
    wrote it, whatever was learned from it before.

    Raises BadSubtitles for a file that is none, StoreError for the memory.
    """
    now = file_digest(path)
    name = split_name(path)._replace(episode=episode)
    lines = as_transcript(said_in(read_track(path, target), name, records)).lines
    cues = [ShownCue(line.text, line.start_ms, line.end_ms) for line in lines]
    writer = _of_file(_writer(path, now, records), path, name)
    was = _as_it_was(path, now, writer, shown_lines(writer, target, name), None if afresh else memory, cues)
    found = reread(was, parted(cues, list(shared(_cues(writer, name), was, target))))
    own = _own_texts(writer, target)
    changed = [
        _text(old, target) != _text(new, target) != own.get(new.place.line_id)
        for old, new in zip(was, found.lines, strict=True)
    ]
    pairs = list(zip(found.lines, changed, strict=True))
    learn = _Learner(target, by)
    return Lesson(
        corrected=learn([line for line, is_new in pairs if is_new], CORRECTED),
        untouched=learn([line for line, is_new in pairs if not is_new], APPROVED),
        unclear=found.unclear,
        seen=tuple(Seen(written, now, found.lines) for written in dict.fromkeys(_written(path, records))),
    )


def _own_texts(record: RunRecord, target: str) -> Mapping[str, str]:
    """By line, what the run itself says: who copies that from beside their file corrects nothing."""
    done = {line.id: line.translations.get(target) for line in record.lines}
    return {name: joined((one.text,), target) for name, one in done.items() if one is not None}


def is_edited(path: Path, records: Sequence[RunRecord]) -> bool:
    """Whether nobody but a person can have made it what it is."""
    return file_digest(path) not in _written(path, records)


def is_known(path: Path, records: Sequence[RunRecord], memory: MemoryFile) -> bool:
    """Whether it has been learned from as it is."""
    now = file_digest(path)
    seen = (memory.seen(written) for written in _written(path, records))
    return any(one is not None and one.read == now for one in seen)


def shown_lines(record: RunRecord, target: str, name: SubtitleName) -> tuple[ShownLine, ...]:
    """The translated lines of a run as its subtitles of that name showed them; one without a text has an
    empty cue. What such a file never shows (dialogue, in one of forced narratives) is none of its lines."""
    lines = tuple(line_of(line) for line in record.lines)
    shown = {line_id for cue in _cues(record, name) for line_id in cue.line_ids}

    def may_be_shown(line: LineRecord) -> bool:
        done = line.translations.get(target)
        return done is not None and (not shown or line.id in shown or not done.text)

    done = {line.id for line in record.lines if may_be_shown(line)}
    kept = [
        (line, place)
        for line, place in zip(lines, places(lines, name.episode), strict=True)
        if line.id in done
    ]
    cues = _cues_by_line(record, target, name)
    return tuple(
        ShownLine(place, cues.get(line.id) or (ShownCue("", line.start_ms, line.end_ms),))
        for line, place in kept
    )


def _cues(record: RunRecord, name: SubtitleName) -> Sequence[Cue]:
    """What is said in the cues of a track as it was written; none where the record does not know it."""
    track = record.tracks.get(name.label)
    return said_in(track, name, [record]).cues if track else ()


def _cues_by_line(record: RunRecord, target: str, name: SubtitleName) -> Mapping[str, tuple[ShownCue, ...]]:
    """What was written of each line; of a cue that shows several, its part."""
    texts = {line.id: line.translations[target].text for line in record.lines if target in line.translations}
    found: dict[str, tuple[ShownCue, ...]] = {}
    for cue in _cues(record, name):
        for line_id, shown in _shown(cue, texts, target).items():
            found[line_id] = (*found.get(line_id, ()), shown)
    return found


def _shown(cue: Cue, texts: Mapping[str, str], target: str) -> Mapping[str, ShownCue]:
    if len(cue.line_ids) > 1:
        return parts(cue, texts, target)
    return dict.fromkeys(cue.line_ids, ShownCue(joined(cue.rows, target), cue.start_ms, cue.end_ms))


class _Learner(NamedTuple):
    target: str
    by: str

    def __call__(self, lines: Sequence[ShownLine], status: Status) -> tuple[Entry, ...]:
        """Nothing of lines that are not translated, or are not shown."""
        return tuple(self._entries(lines, status))

    def _entries(self, lines: Sequence[ShownLine], status: Status) -> Iterator[Entry]:
        when = datetime.now(UTC).isoformat(timespec="seconds")
        for line in lines:
            if (text := _text(line, self.target)) and matching(line.place.source):
                yield Entry(line.place, self.target, text, status, when, self.by)


def _writer(path: Path, now: str, records: Sequence[RunRecord]) -> RunRecord:
    """Of several runs that wrote the file the last one, but for one that is still as another left it."""
    last_first = sorted(records, key=lambda record: record.started, reverse=True)
    as_left = [record for record in last_first if now in _written(path, [record])]
    return next(iter(as_left or [record for record in last_first if _written(path, [record])] or last_first))


def _as_it_was(
    path: Path,
    now: str,
    writer: RunRecord,
    shown: tuple[ShownLine, ...],
    memory: MemoryFile | None,
    read: Sequence[ShownCue],
) -> tuple[ShownLine, ...]:
    """What stood in the file before a person changed it: as it was last learned from, or as we wrote it, or
    what we wrote beside it and they put in its place. What is most like what is `read` tells which."""
    written = _written(path, [writer])
    if memory is None or now in written:
        return shown
    learned = [one.lines for digest in written if (one := memory.seen(digest)) is not None]
    texts = {cue.text for cue in read}

    def same(lines: Sequence[ShownLine]) -> int:
        return sum(cue.text in texts for line in lines for cue in line.cues)

    return max([*learned, shown], key=same)


def _of_file(writer: RunRecord, path: Path, name: SubtitleName) -> RunRecord:
    """With the track that the file was written from, where that is not the last one."""
    base = writer.bases.get(path.name)
    tracks = {**writer.tracks, name.label: base} if base else writer.tracks
    return msgspec.structs.replace(writer, tracks=tracks)


def _written(path: Path, records: Sequence[RunRecord]) -> list[str]:
    """The digests with which runs of ours left the file, or the one beside it that a person has put there."""
    outputs = [output for record in records for output in record.outputs]
    return [one.sha256 for one in outputs if may_lie_as(one.file, path.name)]


def _text(line: ShownLine, target: str) -> str:
    return joined([cue.text for cue in line.cues if cue.text], target)
