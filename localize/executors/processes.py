"""Worker processes of this machine: what ends one of them costs one part, never the run."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing
from typing import Any

from localize.errors import EngineError, Interrupted
from localize.executors.crate import AnyStage, pack
from localize.executors.process import NotStarted, Process, ProcessEnded
from localize.executors.task import Task, Urgency
from localize.executors.waiting import Waiting
from localize.executors.worker import Done, Failed, Result
from localize.stage import Part

STOPPED = "the run was stopped"
# Who pulls weights for a worker is not waited for longer than this: the pull ends with the program.
_LEAVE_S = 5


class Pool:
    """`workers` processes, each with `threads` cores and `memory` bytes (0: without limit). They start with
    the first task, and stay until the pool is closed."""

    def __init__(self, workers: int, threads: int, memory: int = 0) -> None:
        self._hands = [_Hand(self, Process(threads, memory)) for _ in range(max(1, workers))]
        self._waiting, self._taken = Waiting(), set[Task]()
        self._idle: dict[object, AbstractSet[str]] = {}
        self._changed = threading.Condition()
        self._closed = False

    def execute(self, stage: AnyStage, parts: Sequence[Part[Any]], urgency: Urgency = ()) -> Iterator[Any]:
        """A result a part, or SetAside for one that no worker outlives. Raises what the stage raises,
        EngineError where no worker can be started, Interrupted when the pool is closed meanwhile."""
        task = Task(stage, parts, urgency)
        with self._changed:
            if self._closed:
                raise Interrupted(STOPPED)
            self._put(task)
            for hand in self._hands:
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

    def take(self, hand: object, opened: AbstractSet[str]) -> Task | None:
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

    def done(self, task: Task) -> None:
        with self._changed:
            self._taken.discard(task)

    def left_to_others(self, task: Task, leave: Callable[[], None]) -> bool:
        """Whether another hand is there to do it; this one leaves then."""
        with self._changed:
            others = sum(hand.is_there for hand in self._hands) > 1
            if others:
                leave()
                self._taken.discard(task)
                self._put(task)
            return others

    def _put(self, task: Task) -> None:
        self._waiting.put(task)
        self._changed.notify_all()


class _Hand:
    """A thread here for a process there. It leaves where no process can be started and other hands are there,
    and comes back with the next task."""

    def __init__(self, pool: Pool, process: Process) -> None:
        self._pool, self._process = pool, process
        self._opened = frozenset[str]()
        self._thread: threading.Thread | None = None

    @property
    def is_there(self) -> bool:
        return self._thread is not None

    def start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._drive, name="hand", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._process.kill()
        if (thread := self._thread) is not None:
            thread.join(_LEAVE_S)

    def _leave(self) -> None:
        self._thread = None

    def _drive(self) -> None:
        while (task := self._pool.take(self, self._opened)) is not None:
            try:
                self._work(task)
            except NotStarted as why:
                if self._pool.left_to_others(task, self._leave):
                    return
                task.hear(Failed(_no_worker(why)))
            except Exception as error:  # noqa: BLE001  # who waits for the results is told, whatever it is
                task.hear(Failed(error))
            self._pool.done(task)
        self._process.end()

    def _work(self, task: Task) -> None:
        while task.is_open:
            crate = pack(task.stage, task.next_parts)
            try:
                self._run(crate, task)
            except ProcessEnded as ended:
                if not task.given_up:
                    task.crashed(str(ended))
        task.hear(Done())

    def _run(self, crate: bytes, task: Task) -> None:
        """Where nobody waits any more, the process ends rather than make what is not wanted."""
        self._opened = frozenset[str]()
        with closing(self._process.answers(crate)) as messages:
            for message in messages:
                if not isinstance(message, Done):
                    task.hear(message)
                if not isinstance(message, Result):
                    self._opened = message.opened
                elif task.given_up:
                    break


def _no_worker(why: NotStarted) -> EngineError:
    return EngineError(
        f"a worker process could not be started ({why})", "close other programs, or give fewer --workers"
    )
