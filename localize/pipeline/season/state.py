"""`season.json`: how far the run of a series has come, for people, programs and the next run."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
import psutil

from localize.domain.value import Value
from localize.pipeline.delivered import as_text
from localize.pipeline.season.finding import Found
from localize.store.files import write_atomic

STATE_FILE = "season.json"
STATE_VERSION = 1
# `current`: nothing has changed since it was made. `aside`: left out, since another file makes its subtitles.
Status: TypeAlias = Literal["waiting", "running", "done", "current", "failed", "aside"]
_DOUBLE = "another file of that name makes the same subtitles"


class Progress(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """Of a stage: how many of its parts have results, and how many of those were there before."""

    parts: int
    done: int
    kept: int
    seconds: float = 0.0


class EpisodeState(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """`reason`, `hint` and `error` (its kind) tell why it failed, or was left out."""

    name: str
    file: str
    status: Status = "waiting"
    stages: Mapping[str, Progress] = {}
    duration_ms: int = 0
    seconds: float = 0.0
    lines: int = 0
    flagged: int = 0
    warnings: tuple[str, ...] = ()
    error: str = ""
    reason: str = ""
    hint: str = ""


class SeasonState(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """`process` and `host` are those of the run; `finished` is empty while it goes on, or when it was killed.
    Times are ISO 8601, in UTC."""

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
    version: int = STATE_VERSION

    def with_status(self, *wanted: Status) -> tuple[EpisodeState, ...]:
        return tuple(one for one in self.episodes if one.status in wanted)


def read_state(folder: Path) -> SeasonState | None:
    """That of the last run; None where there was none, or none that this version understands."""
    try:
        return msgspec.json.decode((folder / STATE_FILE).read_bytes(), type=SeasonState)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


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
    """Of a run that begins now, in this process; of what it leaves alone, what the last run knew."""
    known = {one.name: one for one in before.episodes} if before else {}
    asked = {path.stem for path in chosen}

    def of(path: Path) -> EpisodeState:
        waiting = EpisodeState(as_text(path.stem), as_text(path.name))
        return waiting if path.stem in asked else known.get(waiting.name, waiting)

    names = [as_text(path.name) for path in found.doubles]
    doubles = (EpisodeState(name, name, "aside", reason=_DOUBLE) for name in names)
    return SeasonState(
        series=as_text(str(place.resolve())),
        process=os.getpid(),
        host=socket.gethostname(),
        started=now(),
        targets=targets,
        workers=workers,
        episodes=(*map(of, found.episodes), *doubles),
        remarks=found.remarks,
    )


def now() -> str:
    """In UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def is_running(state: SeasonState) -> bool:
    """Whether its process is still there. That of another machine is taken to be."""
    if state.finished:
        return False
    return state.host != socket.gethostname() or psutil.pid_exists(state.process)
