"""Worker processes of this machine: what ends one of them costs one part, never the run."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from localize.errors import Interrupted
from localize.executors.crate import AnyStage
from localize.executors.process import MachineLost, Process, ProcessEnded
from localize.executors.task import Task, Urgency
from localize.executors.worker import Done, Failed, Result
from localize.stage import Part

STOPPED = "the run was stopped"


class Worker(Protocol):
    """Who does the work of a pool: a process of this machine, or one of another."""

    def ready(self) -> None:
        """Waits until it can be given work. Raises LocalizeError when it never will be."""
        ...

    def pack(self, stage: AnyStage, parts: Sequence[Part[Any]]) -> bytes: ...

    def answers(self, crate: bytes) -> Iterator[Result | Done | Failed]:
        """A result a part, then how it ended. Raises ProcessEnded, MachineLost, EngineError."""
        ...

    def kill(self) -> None: ...


class Pool:
    """`workers` processes, each with `threads` cores and `memory` bytes (0: without limit). They start with
    the first task, and stay until the pool is closed."""

    def __init__(
        self, workers: int, threads: int, memory: int = 0, worker: Callable[[int, int], Worker] = Process
    ) -> None:
        self._hands = [_Hand(self, worker(threads, memory)) for _ in range(max(1, workers))]
        self._gone: list[Exception] = []
        self._waiting: list[Task] = []
        self._changed = threading.Condition()
        self._closed = False

    def execute(self, stage: AnyStage, parts: Sequence[Part[Any]], urgency: Urgency = ()) -> Iterator[Any]:
        """Raises what the stage raises, EngineError for a part that no worker outlives, Interrupted when the
        pool is closed meanwhile."""
        task = Task(stage, parts, urgency)
        self._put(task)
        return task.results()

    def take(self, opened: set[str]) -> Task | None:
        """Waits for tasks, and takes the most urgent: of those whose engine is in `opened` if there are any,
        for opening another takes time and memory. None once the pool is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            if self._closed:
                return None
            task = min(
                self._waiting, key=lambda one: (one.engine != "" and one.engine not in opened, one.urgency)
            )
            self._waiting.remove(task)
            return task

    def again(self, task: Task) -> None:
        """The machine is lost that it was worked on: another may have it."""
        with self._changed:
            self._waiting.append(task)
            closed = self._closed
            self._changed.notify()
        if closed:
            task.hear(Failed(Interrupted(STOPPED)))

    def leave(self, why: Exception) -> None:
        """A hand is of no use. When all are, nothing will ever be done."""
        with self._changed:
            self._gone.append(why)
            waiting = self._waiting if len(self._gone) == len(self._hands) else []
        for task in waiting:
            task.hear(Failed(why))

    def close(self) -> None:
        """Ends the processes, at work or not; who still waits for results gets Interrupted."""
        with self._changed:
            self._closed = True
            waiting, self._waiting = self._waiting, []
            self._changed.notify_all()
        for task in waiting:
            task.hear(Failed(Interrupted(STOPPED)))
        for hand in self._hands:
            hand.stop()

    @property
    def closed(self) -> bool:
        return self._closed

    def _put(self, task: Task) -> None:
        with self._changed:
            if self._closed:
                raise Interrupted(STOPPED)
            if len(self._gone) == len(self._hands):
                raise self._gone[-1]
            self._waiting.append(task)
            self._changed.notify()
            for hand in self._hands:
                hand.start()


class _Hand:
    """A thread here for a process there."""

    def __init__(self, pool: Pool, process: Worker) -> None:
        self._pool, self._process = pool, process
        self._opened: set[str] = set()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._drive, daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._process.kill()
        if self._thread is not None:
            self._thread.join()

    def _drive(self) -> None:
        while self._is_ready() and (task := self._pool.take(self._opened)) is not None:
            try:
                self._work(task)
            except Exception as error:  # noqa: BLE001  # who waits for the results is told, whatever it is
                task.hear(Failed(error))
        self._process.kill()

    def _is_ready(self) -> bool:
        try:
            self._process.ready()
        except Exception as error:  # noqa: BLE001  # told to who waits, if nobody else is there to work
            self._pool.leave(error)
            return False
        return True

    def _work(self, task: Task) -> None:
        while task.is_open:
            crate = self._process.pack(task.stage, task.next_parts)
            try:
                self._run(crate, task)
            except MachineLost:
                self._opened.clear()
                self._pool.again(task)
                return
            except ProcessEnded as ended:
                self._opened.clear()
                if self._pool.closed:
                    raise Interrupted(STOPPED) from None
                task.crashed(str(ended))

    def _run(self, crate: bytes, task: Task) -> None:
        self._opened.add(task.engine)
        for message in self._process.answers(crate):
            if isinstance(message, Result | Failed):
                task.hear(message)
