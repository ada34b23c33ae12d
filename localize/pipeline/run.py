"""Runs stages: what the store holds is taken from it, the rest is run and committed part by part."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import msgspec

from localize.errors import InputError
from localize.events import Listener, PartDone, StageDone, StageStarted
from localize.executors.inline import Execute, SetAside, closed, execute
from localize.pipeline.plan import Planned, StagePlan, explain, forced, look_up
from localize.pipeline.record import PartRun, RunRecord, StageRun
from localize.stage import Stage, is_whole
from localize.store.parts import Store

Source = TypeVar("Source")
Content = TypeVar("Content")
Result = TypeVar("Result")
Out = TypeVar("Out")


class Runs(Protocol):
    """What the recipe hands its stages to. `title` is what people and records know it by, where one stage is
    run on one source by several engines; else its name."""

    def __call__(
        self, stage: Stage[Source, Content, Result, Out], source: Source, title: str = ""
    ) -> Out: ...


class Waiting(Exception):
    """A plan cannot look past this stage: some of its parts are not there."""


@dataclass
class Runner:
    """Runs stages and keeps the account of them. `force` takes nothing from the store; `require` raises where
    what is worked on is no longer what its parts are keyed by: nothing more is committed then."""

    store: Store
    listener: Listener
    force: bool = False
    execute: Execute = execute
    require: Callable[[], None] = lambda: None
    stages: list[StageRun] = field(default_factory=list)

    def __call__(self, stage: Stage[Source, Content, Result, Out], source: Source, title: str = "") -> Out:
        started, title = time.monotonic(), title or stage.name
        planned = look_up(stage, stage.split(source), self.store)
        missing = [one for one in planned if self.force or one.result is None]
        self.listener(StageStarted(title, len(planned), len(planned) - len(missing)))
        done: dict[str, PartRun] = {}
        try:
            # Even an empty call could open the engine.
            fresh = self._run(stage, missing, done, title) if missing else {}
        finally:
            seconds = time.monotonic() - started
            self.stages.append(_account(stage, planned, missing, done, seconds, title, sys.exception()))
        self.store.share([one.key for one in planned])
        results = [fresh[one.key] if one.key in fresh else _held(one) for one in planned]
        out = stage.join(source, results)
        self.stages[-1] = msgspec.structs.replace(self.stages[-1], counts=stage.counts(results))
        self.listener(StageDone(title, round(seconds, 3)))
        return out

    def _run(
        self,
        stage: Stage[Any, Content, Result, Any],
        missing: Sequence[Planned[Content, Result]],
        done: dict[str, PartRun],
        title: str,
    ) -> dict[str, Result]:
        """Equal parts are run once; each result is committed as soon as it is there, if it is whole. A part
        that was set aside is told when the others are done."""
        unique = list({one.key: one for one in missing}.values())
        fresh: dict[str, Result] = {}
        aside: list[SetAside] = []
        results = self.execute(stage, [one.part for one in unique])
        with closed(results):
            for one, timed in zip(unique, results, strict=True):
                if isinstance(timed, SetAside):
                    aside.append(timed)
                    continue
                self.require()
                result, seconds, whole = timed.value, round(timed.seconds, 3), is_whole(timed.value)
                if whole:
                    self.store.put(one.key, result, one.material, seconds)
                done[one.key] = PartRun(one.part.name, one.key, hit=False, seconds=seconds, whole=whole)
                fresh[one.key] = result
                self.listener(PartDone(title, one.part.name))
        for lost in aside:
            raise lost.error
        return fresh


@dataclass
class Planner:
    """Looks up without running; a stage that is not complete hides the parts of those after it."""

    store: Store
    before: RunRecord | None
    force: bool = False
    plans: dict[str, StagePlan] = field(default_factory=dict)

    def __call__(self, stage: Stage[Source, Content, Result, Out], source: Source, title: str = "") -> Out:
        planned, title = look_up(stage, stage.split(source), self.store), title or stage.name
        if self.force:
            self.plans[title] = forced(title, planned)
            raise Waiting(title)
        self.plans[title] = explain(title, planned, self.store, self.before)
        results = [one.result for one in planned if one.result is not None]
        if len(results) < len(planned):
            raise Waiting(title)
        return stage.join(source, results)

    def explore(self, stages: Sequence[str], ask: Callable[[], object]) -> None:
        """`stages` are those that `ask` runs in turn: which of them would wait, and for what."""
        try:
            ask()
        except Waiting as awaited:
            for stage in stages:
                self.plans.setdefault(stage, StagePlan(stage, waits_for=str(awaited)))


def _held(one: Planned[Any, Result]) -> Result:
    assert one.result is not None
    return one.result


def _account(
    stage: Stage[Any, Any, Any, Any],
    planned: Sequence[Planned[Any, Any]],
    missing: Sequence[Planned[Any, Any]],
    done: Mapping[str, PartRun],
    seconds: float,
    title: str,
    error: BaseException | None,
) -> StageRun:
    """Parts that were not reached are not whole: the run may go on without the stage, and the next one is to
    look again. It would find the same in a file that has no sound: there is nothing to reach."""
    awaited = {one.key for one in missing}
    unreached = [] if isinstance(error, InputError) else [one for one in missing if one.key not in done]
    lost = {one.key: PartRun(one.part.name, one.key, False, 0.0, whole=False) for one in unreached}
    parts = [
        done.get(one.key) or lost.get(one.key) or PartRun(one.part.name, one.key, hit=True, seconds=0.0)
        for one in planned
        if one.key in done or one.key in lost or one.key not in awaited
    ]
    hits = sum(part.hit for part in parts)
    return StageRun(title, stage.version, stage.engine, round(seconds, 3), hits, tuple(parts))
