"""The cues that a replacement changed, as whoever has the earlier files needs them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

import msgspec

from localize.domain.track import Cue, Track
from localize.domain.value import Value
from localize.errors import BadSubtitles, ConfigurationError
from localize.pipeline.finished import Finished
from localize.pipeline.naming import AND, split_name
from localize.pipeline.record import RunRecord
from localize.store.files import write_atomic
from localize.store.keys import file_digest

_HOUR, _MINUTE, _SECOND = 3_600_000, 60_000, 1000


class Stood(Value, frozen=True):
    """A track before a replacement; `edited` by a person, or as its run made it."""

    track: Track
    edited: bool = False


class ChangedCue(Value, frozen=True):
    """`cue` counts from 1 in the `files` that hold it now, 0 for one that is gone; one that is new has
    nothing `before`. Rows are parted by new lines; `was_start` and `was_end` are its times before."""

    episode: str
    track: str
    files: tuple[str, ...]
    cue: int
    start: str
    end: str
    before: str
    after: str
    was_start: str
    was_end: str


# `start`, `end` as distributors call them.
COLUMNS = ("episode", "track", "files", "cue", "in", "out", "before", "after", "was_in", "was_out")


def stood(episode: Finished, targets: Sequence[str]) -> dict[str, Stood]:
    """By their labels, the tracks of an episode in which any of the targets is shown."""
    labels = dict.fromkeys(label for record in episode.records for label in record.tracks)
    found = {}
    for label in labels:
        if not set(label.partition(".")[0].split(AND)).isdisjoint(targets):
            found[label] = _stood(episode, label)
    return found


def changed(episode: Finished, before: Mapping[str, Stood]) -> Iterator[ChangedCue]:
    """Against what was last written, by the run that wrote it. In files that a person has edited times are
    theirs, and what differs from them is no change."""
    for label, was in before.items():
        record = next((one for one in episode.records if label in one.tracks), None)
        if record is not None:
            files = _files(episode, record, label)
            for old, new, number in _pairs(was, record.tracks[label]):
                yield _changed(episode.name, label, files, old, new, number)


def check_place(path: Path) -> None:
    """Raises ConfigurationError for a file that is no list of ours: it would be written over."""
    if not path.exists():
        return
    with suppress(OSError):
        if path.read_bytes().startswith((_HEADER, b"[")):
            return
    raise ConfigurationError(f"{path} is there, and no list of changed cues", "name another with --changes")


def write(path: Path, cues: Sequence[ChangedCue]) -> None:
    """CSV for spreadsheets, JSON under a name that ends so. Raises StoreError."""
    write_atomic(path, _json(cues) if path.suffix.lower() == ".json" else _csv(cues))


def facts(cue: ChangedCue) -> dict[str, object]:
    return dict(zip(COLUMNS, msgspec.structs.astuple(cue), strict=True))


def _stood(episode: Finished, label: str) -> Stood:
    language = next(one.tracks[label].language for one in episode.records if label in one.tracks)
    with suppress(BadSubtitles):
        left = episode.left(label, language)
        if left is not None:
            return Stood(left.track, edited=left.edited is not None)
    return Stood(next(one.tracks[label] for one in episode.records if label in one.tracks))


def _files(episode: Finished, record: RunRecord, label: str) -> tuple[str, ...]:
    """Those that hold the track as it was written: not one that a person has edited, and beside which it
    stands."""
    folder = episode.names.folder
    return tuple(
        output.file
        for output in record.outputs
        if split_name(Path(output.file)).label == label
        and (folder / output.file).is_file()
        and file_digest(folder / output.file) == output.sha256
    )


def _pairs(was: Stood, now: Track) -> Iterator[tuple[Cue | None, Cue | None, int]]:
    """What stood there, and what stands there with its number; what is the same is left out."""
    old, new = ([_told(cue, timed=not was.edited) for cue in track.cues] for track in (was.track, now))
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            numbered = list(enumerate(now.cues, 1))[j1:j2]
            for before, after in zip_longest(was.track.cues[i1:i2], numbered):
                number, cue = after or (0, None)
                yield before, cue, number


def _told(cue: Cue, *, timed: bool) -> tuple[object, ...]:
    return (cue.text, cue.start_ms, cue.end_ms) if timed else (" ".join(cue.rows),)


def _changed(
    episode: str, label: str, files: tuple[str, ...], old: Cue | None, new: Cue | None, number: int
) -> ChangedCue:
    shown = new or old
    assert shown is not None  # zip_longest makes no pair of nothing
    return ChangedCue(
        episode=episode,
        track=label,
        files=files,
        cue=number,
        start=_timecode(shown.start_ms),
        end=_timecode(shown.end_ms),
        before=old.text if old else "",
        after=new.text if new else "",
        was_start=_timecode(old.start_ms) if old else "",
        was_end=_timecode(old.end_ms) if old else "",
    )


def _timecode(ms: int) -> str:
    hours, rest = divmod(ms, _HOUR)
    minutes, rest = divmod(rest, _MINUTE)
    seconds, rest = divmod(rest, _SECOND)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{rest:03d}"


_HEADER = (",".join(COLUMNS)).encode("utf-8-sig")


def _csv(cues: Sequence[ChangedCue]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for cue in cues:
        table = facts(cue) | {"files": " ".join(cue.files), "cue": cue.cue or ""}
        writer.writerow(table.values())
    return stream.getvalue().encode("utf-8-sig")  # the mark by which Excel knows UTF-8


def _json(cues: Sequence[ChangedCue]) -> bytes:
    return msgspec.json.format(msgspec.json.encode([facts(cue) for cue in cues]), indent=1) + b"\n"
