"""The account of a season's run: kept from its events, on disk at every change that counts."""

from __future__ import annotations

import threading
import time
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import msgspec

from localize.errors import LocalizeError, StoreError
from localize.events import (
    EpisodeCurrent,
    EpisodeDone,
    EpisodeFailed,
    EpisodeStarted,
    Event,
    PartDone,
    SeasonListener,
    SeasonStarted,
    StageDone,
    StageStarted,
    Warned,
)
from localize.pipeline.delivered import as_text
from localize.pipeline.season.report import write_summary
from localize.pipeline.season.state import (
    EpisodeState,
    Progress,
    SeasonState,
    Shift,
    now,
    stopped,
    write_state,
)

# Parts come by the second; who looks at the file need not see each.
WRITE_S = 1.0
_UNBLAMED = {"error": "", "reason": "", "hint": ""}
_REPLACE = msgspec.structs.replace


class Account:
    """A listener, for several threads, that passes all on to the one who follows the run."""

    def __init__(self, folder: Path, state: SeasonState, listener: SeasonListener) -> None:
        self._folder, self._state, self._listener = folder, state, listener
        self._lock = threading.RLock()
        self._earlier = {one.name: one for one in state.episodes}
        self._began: dict[str, float] = {}
        self._made: set[str] = set()
        self._start, self._written = time.monotonic(), 0.0

    @property
    def state(self) -> SeasonState:
        return self._state

    def __call__(self, episode: str, event: Event) -> None:
        with self._lock:
            if episode:
                self._note(episode, event)
            elif isinstance(event, SeasonStarted):
                self._write()
            self._listener(episode, event)

    def close(self, error: BaseException | None = None) -> None:
        """The run has come to its end, with an error where it came too soon: the summary page is written.

        Raises StoreError, unless an error is on its way already.
        """
        with self._lock, nullcontext() if error is None else suppress(StoreError):
            self._state = _REPLACE(stopped(self._state), finished=now(), error=_told(error))
            self._write()
            write_summary(self._folder, self._state)

    def _note(self, name: str, event: Event) -> None:
        before = next(one for one in self._state.episodes if one.name == name)
        after = self._after(before, event)
        if after is before:
            return
        episodes = tuple(after if one is before else one for one in self._state.episodes)
        self._state = _REPLACE(self._state, episodes=episodes)
        if after.status != before.status or time.monotonic() - self._written > WRITE_S:
            self._write()

    def _after(self, one: EpisodeState, event: Event) -> EpisodeState:
        match event:
            case EpisodeStarted():
                self._began[one.name] = time.monotonic()
                fresh = {"stages": {}, "warnings": (), "seconds": 0.0, "lines": 0, "flagged": 0}
                return _REPLACE(one, status="running", **fresh)
            case EpisodeCurrent():
                counts = {"lines": event.lines, "flagged": event.flagged}
                return _REPLACE(one, status="current", **counts, **_UNBLAMED)
            case EpisodeDone():
                counts = {"lines": event.lines, "flagged": event.flagged}
                return _REPLACE(one, status="done", **counts, **self._figures(one), **_UNBLAMED)
            case EpisodeFailed():
                told = {"error": event.kind, "reason": event.message, "hint": event.hint}
                return _REPLACE(one, status="failed", seconds=self._seconds(one), **told)
            case Warned():
                return _REPLACE(one, warnings=(*one.warnings, event.message))
            case StageStarted():
                return _with_stage(one, event.stage, Progress(event.parts, event.hits, event.hits))
            case PartDone():
                self._made.add(one.name)
                stage = one.stages[event.stage]
                return _with_stage(one, event.stage, _REPLACE(stage, done=stage.done + 1))
            case StageDone():
                stage = one.stages[event.stage]
                whole = _REPLACE(stage, done=stage.parts, seconds=event.seconds)
                return _with_stage(one, event.stage, whole)
        return one

    def _figures(self, one: EpisodeState) -> dict[str, Any]:
        """What it took to find parts that were made before says nothing of what they took."""
        earlier = self._earlier[one.name]
        stages = {name: _made_by(earlier.stages.get(name), stage) for name, stage in one.stages.items()}
        kept = earlier.seconds if one.name not in self._made else 0.0
        return {"stages": stages, "seconds": kept or self._seconds(one)}

    def _seconds(self, one: EpisodeState) -> float:
        return round(time.monotonic() - self._began.get(one.name, time.monotonic()), 3)

    @property
    def _shift(self) -> Shift:
        state = self._state
        done = sum(one.name in self._made for one in state.with_status("done"))
        return Shift(state.started, state.updated, state.seconds, state.workers, done)

    def _write(self) -> None:
        self._written = time.monotonic()
        self._state = _REPLACE(self._state, updated=now(), seconds=round(self._written - self._start, 3))
        if self._made:
            self._state = _REPLACE(self._state, worked=self._shift)
        write_state(self._folder, self._state)


def failed(error: LocalizeError) -> EpisodeFailed:
    return EpisodeFailed(type(error).__name__, as_text(error.message), as_text(error.hint))


def _told(error: BaseException | None) -> str:
    """Ctrl-C says nothing of itself."""
    if error is None:
        return ""
    return "interrupted" if isinstance(error, KeyboardInterrupt) else str(LocalizeError.behind(error))


def _made_by(earlier: Progress | None, stage: Progress) -> Progress:
    """That of an `earlier` run which made the same parts, where this one has made none."""
    if earlier is not None and earlier.parts == earlier.done == stage.parts == stage.kept:
        return earlier
    return stage


def _with_stage(one: EpisodeState, stage: str, progress: Progress) -> EpisodeState:
    return _REPLACE(one, stages={**one.stages, stage: progress})
