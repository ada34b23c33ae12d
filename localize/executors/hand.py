"""A thread here for a worker there: it hands over tasks and takes the results."""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from contextlib import closing
from typing import Any, Protocol

from localize.executors.crate import AnyStage
from localize.executors.process import EndedIdle, MachineLost, ProcessEnded
from localize.executors.task import Task
from localize.executors.worker import Done, Failed, Result
from localize.stage import Part

# Who pulls weights for a worker is not waited for longer than this: the pull ends with the program.
_LEAVE_S = 5


class Worker(Protocol):
    """Who does the work of a pool: a process of this machine, or one of another."""

    def ready(self) -> None:
        """Waits until it can be given work. Raises LocalizeError when it cannot be."""
        ...

    def pack(self, stage: AnyStage, parts: Sequence[Part[Any]]) -> bytes: ...

    def answers(self, crate: bytes) -> Generator[Result | Done | Failed, None, None]:
        """A result a part, then how it ended; who does not hear it to the end ends the process. Raises
        ProcessEnded when it ends by itself, EndedIdle, MachineLost."""
        ...

    def end(self) -> None: ...

    def kill(self) -> None: ...


class Tasks(Protocol):
    """Where a hand gets its work: a pool."""

    def take(self, hand: Hand, opened: frozenset[str]) -> Task | None: ...

    def put_back(self, task: Task) -> None: ...

    def leave(self, hand: Hand, why: Exception) -> None: ...


class Hand:
    def __init__(self, tasks: Tasks, worker: Worker) -> None:
        self._tasks, self._worker = tasks, worker
        self._opened = frozenset[str]()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._drive, name="hand", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._worker.kill()
        if self._thread is not None:
            self._thread.join(_LEAVE_S)

    def _drive(self) -> None:
        while self._is_ready():
            if (task := self._tasks.take(self, self._opened)) is None:
                self._worker.end()
                return
            self._work(task)
            self._tasks.put_back(task)

    def _is_ready(self) -> bool:
        try:
            self._worker.ready()
        except Exception as error:  # noqa: BLE001  # told to who waits, if nobody else is there to work
            self._tasks.leave(self, error)
            return False
        return True

    def _work(self, task: Task) -> None:
        try:
            self._run(self._worker.pack(task.stage, task.next_parts), task)
        except (MachineLost, EndedIdle):  # the task had no part in it
            return
        except ProcessEnded as ended:
            if not task.given_up:
                task.crashed(str(ended))
        except Exception as error:  # noqa: BLE001  # who waits for the results is told, whatever it is
            task.hear(Failed(error))

    def _run(self, crate: bytes, task: Task) -> None:
        """Where nobody waits any more, the process ends rather than make what is not wanted."""
        self._opened = frozenset()
        with closing(self._worker.answers(crate)) as messages:
            for message in messages:
                if not isinstance(message, Done):
                    task.hear(message)
                if not isinstance(message, Result):
                    self._opened = message.opened
                elif task.given_up:
                    break
