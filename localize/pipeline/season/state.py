"""`season.json`: how far the run of a series has come, for people, programs and the next run."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
import psutil

from localize.containers import length_ms
from localize.domain.value import Value
from localize.errors import NotMedia
from localize.pipeline.delivered import as_text
from localize.pipeline.season.finding import Found
from localize.store.files import write_atomic

STATE_FILE = "season.json"
STATE_VERSION = 1
# `current`: nothing has changed since it was made. `stopped`: the run ended while it was worked on. `aside`:
# left out, since another file makes its subtitles.
Status: TypeAlias = Literal["waiting", "running", "done", "current", "failed", "stopped", "aside"]
# The longest part, a scene that a slow model is asked for again and again, takes minutes.
_SILENT = timedelta(hours=1)
# Two clocks of one machine may differ so much: when a process began is counted from its start.
_CLOCKS_S = 60
_DOUBLE = "another file of that name makes the same subtitles"


class Progress(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """Of a stage: how many of its parts have results, and how many of those were there before."""

    parts: int
    done: int
    kept: int
    seconds: float = 0.0


class EpisodeState(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """`reason`, `hint` and `error` (its kind) tell why it failed, or was left out; until it is done, why it
    failed in the run before. Warnings are those of the run that last worked on it, `seconds` those of the one
    that last made a part of it, and each stage is as the run left it that last made a part of that.
    `duration_ms` is that of the media, 0 where the file does not say; `size` that of the file, in bytes;
    `asked` whether the run is to do it."""

    name: str
    file: str
    status: Status = "waiting"
    stages: Mapping[str, Progress] = {}
    duration_ms: int = 0
    size: int = 0
    seconds: float = 0.0
    lines: int = 0
    flagged: int = 0
    warnings: tuple[str, ...] = ()
    error: str = ""
    reason: str = ""
    hint: str = ""
    asked: bool = True

    @property
    def has_failed(self) -> bool:
        """And was not done since: a run that was killed while it worked on it has not mended it."""
        return bool(self.error)


class Shift(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """A run that made something: when it began and was last heard of, the seconds between, its workers, and
    how many episodes were done of which it made any part."""

    started: str
    ended: str
    seconds: float
    workers: int
    episodes: int

    @property
    def per_hour(self) -> float:
        return self.episodes / self.seconds * 3600 if self.seconds else 0.0


class SeasonState(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """`series` is the folder of the episodes, `out` the one of the subtitles where that is another. `process`
    and `host` are those of the run; `finished` is empty while it goes on, or when it was killed; `error` is
    why it ended before all episodes were done or had failed, or empty. `worked` is the last run that made
    anything, this one or one before it; None before the first. Times are ISO 8601, in UTC."""

    series: str
    process: int
    host: str
    started: str
    targets: tuple[str, ...]
    workers: int
    episodes: tuple[EpisodeState, ...]
    remarks: tuple[str, ...] = ()
    updated: str = ""
    finished: str = ""
    seconds: float = 0.0
    error: str = ""
    out: str = ""
    worked: Shift | None = None
    version: int = STATE_VERSION

    def with_status(self, *wanted: Status) -> tuple[EpisodeState, ...]:
        return tuple(one for one in self.episodes if one.status in wanted)


def read_state(folder: Path) -> SeasonState | None:
    """That of the last run; None where there was none, or none that this version understands."""
    try:
        state = msgspec.json.decode((folder / STATE_FILE).read_bytes(), type=SeasonState)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return state if state.version == STATE_VERSION else None


def write_state(folder: Path, state: SeasonState) -> None:
    """Raises StoreError."""
    write_atomic(folder / STATE_FILE, msgspec.json.format(msgspec.json.encode(state), indent=1) + b"\n")


def begun(
    place: Path,
    found: Found,
    chosen: Sequence[Path],
    before: SeasonState | None,
    targets: tuple[str, ...],
    workers: int,
) -> SeasonState:
    """Of a run that begins now, in this process. What the last run knew of an episode stands until this one
    has worked on it: that which turns out to be current keeps it."""
    known = {one.name: one for one in before.episodes} if before else {}
    asked = {path.stem for path in chosen}

    def of(path: Path) -> EpisodeState:
        episode = measured(path, known.get(as_text(path.stem)))
        again = path.stem in asked
        status = "waiting" if again or episode.status == "running" else episode.status
        return msgspec.structs.replace(episode, status=status, asked=again)

    series = found.episodes[0].parent.resolve()
    names = [as_text(path.name) for path in found.doubles]
    doubles = (EpisodeState(name, name, "aside", reason=_DOUBLE) for name in names)
    return SeasonState(
        series=as_text(str(series)),
        process=os.getpid(),
        host=socket.gethostname(),
        started=now(),
        targets=targets,
        workers=workers,
        episodes=(*map(of, found.episodes), *doubles),
        remarks=found.remarks,
        out=as_text(str(place.resolve())) if place.resolve() != series else "",
        worked=before.worked if before else None,
    )


def measured(path: Path, known: EpisodeState | None) -> EpisodeState:
    """With its size and duration, which are looked up where the file is another than the one that is known.
    Anything amiss with the file its own run meets, and tells."""
    file = as_text(path.name)
    one = known or EpisodeState(as_text(path.stem), file)
    try:
        size = path.stat().st_size
        if (one.file, one.size) == (file, size):
            return one
        duration_ms = length_ms(path)
    except (OSError, NotMedia):
        size = duration_ms = 0
    return msgspec.structs.replace(one, file=file, size=size, duration_ms=duration_ms)


def now() -> str:
    """In UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def stopped(state: SeasonState) -> SeasonState:
    """Of a run that has ended, however: nothing is worked on any more."""
    episodes = tuple(
        msgspec.structs.replace(one, status="stopped") if one.status == "running" else one
        for one in state.episodes
    )
    return msgspec.structs.replace(state, episodes=episodes)


def is_running(state: SeasonState) -> bool:
    """Whether its process is still there; of one on another machine, whether it was heard of lately."""
    if state.finished:
        return False
    if state.host != socket.gethostname():
        return datetime.now(UTC) - datetime.fromisoformat(state.updated) < _SILENT
    try:
        process = psutil.Process(state.process)
        # Else another has its number by now.
        same = process.create_time() < datetime.fromisoformat(state.started).timestamp() + _CLOCKS_S
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
