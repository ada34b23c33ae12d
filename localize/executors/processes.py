"""Worker processes of this machine: what ends one of them costs one part, never the run."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from localize.errors import Interrupted
from localize.executors.clocked import Timed
from localize.executors.crate import AnyStage
from localize.executors.hand import Hand, Worker
from localize.executors.inline import SetAside
from localize.executors.process import Process
from localize.executors.task import Task, Urgency
from localize.executors.waiting import Waiting
from localize.executors.worker import Done, Failed
from localize.stage import Part

STOPPED = "the run was stopped"


class Pool:
    """`workers` processes, each with `threads` cores and `memory` bytes (0: without limit). They start with
    the first task, and stay until the pool is closed."""

    def __init__(
        self, workers: int, threads: int, memory: int = 0, worker: Callable[[int, int], Worker] = Process
    ) -> None:
        self._hands = [Hand(self, worker(threads, memory)) for _ in range(max(1, workers))]
        self._there = set[Hand]()
        self._waiting, self._taken = Waiting(), set[Task]()
        self._idle: dict[Hand, AbstractSet[str]] = {}
        self._changed = threading.Condition()
        self._closed = False

    def execute(
        self, stage: AnyStage, parts: Sequence[Part[Any]], urgency: Urgency = ()
    ) -> Iterator[Timed[Any] | SetAside]:
        """A result a part, or SetAside for one that no worker outlives. Raises what the stage raises,
        EngineError where no worker can be started, Interrupted when the pool is closed meanwhile."""
        task = Task(stage, parts, urgency)
        with self._changed:
            if self._closed:
                raise Interrupted(STOPPED)
            self._waiting.put(task)
            self._changed.notify_all()
            for hand in self._hands:
                if hand not in self._there:
                    self._there.add(hand)
                    hand.start()
        return task.results()

    def close(self) -> None:
        """Ends the processes, at work or not; who still waits for results gets Interrupted."""
        with self._changed:
            if self._closed:
                return
            self._closed = True
            unfinished = [*self._waiting.take_all(), *self._taken]
            self._changed.notify_all()
        for task in unfinished:
            task.hear(Failed(Interrupted(STOPPED)))
        for hand in self._hands:
            hand.stop()

    def take(self, hand: Hand, opened: AbstractSet[str]) -> Task | None:
        """For one with these engines open, the next task, once there is one. None once the pool is closed."""
        with self._changed:
            self._idle[hand] = opened
            while not self._closed:
                others = [engines for other, engines in self._idle.items() if other is not hand]
                if (task := self._waiting.take(opened, others)) is not None:
                    self._taken.add(task)
                    del self._idle[hand]
                    self._changed.notify_all()  # what was left to this one is anybody's now
                    return task
                self._changed.wait()
            return None

    def put_back(self, task: Task) -> None:
        """One that is done, or that another may go on with."""
        with self._changed:
            self._taken.discard(task)
            if not task.is_open:
                task.hear(Done())
            elif not self._closed:
                self._waiting.put_first(task)
                self._changed.notify_all()

    def leave(self, hand: Hand, why: Exception) -> None:
        """A hand cannot work, until the next task comes. When none is there, nothing that waits is done."""
        with self._changed:
            self._there.discard(hand)
            lost = [] if self._there else self._waiting.take_all()
        for task in lost:
            task.hear(Failed(why))
