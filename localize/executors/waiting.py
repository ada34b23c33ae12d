"""The tasks that wait for a worker, and which of them comes next."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from localize.executors.task import Task

# So often may a task be passed over for less urgent ones whose engine a worker has open. Where memory holds
# only one of two engines, opening the other again takes about as long as a task or two do (on a busy machine
# 2 s for Whisper base, 11 s for a language model of 1.5 B parameters).
PATIENCE = 4


class Waiting:
    """In the order in which they came. `opened` are a worker's open engines, as `Task.engine` names them."""

    def __init__(self) -> None:
        self._tasks: list[Task] = []

    def put(self, task: Task) -> None:
        self._tasks.append(task)

    def put_first(self, task: Task) -> None:
        """One that was begun already."""
        self._tasks.insert(0, task)

    def take(self, opened: AbstractSet[str], idle: Iterable[AbstractSet[str]]) -> Task | None:
        """The most urgent: of those whose engine is open if there are any, for opening another takes time and
        memory. What one of the other `idle` workers has open is left to it."""
        elsewhere = frozenset[str]().union(*idle) - opened
        found = [task for task in self._tasks if task.engine not in elsewhere]
        if not found:
            return None
        chosen = min(found, key=lambda task: (not _at_home(task, opened), task.urgency))
        at = self._tasks.index(chosen)
        before, after = self._tasks[:at], self._tasks[at + 1 :]
        for task in before:
            task.passed += task.urgency <= chosen.urgency
        for task in after:
            task.passed += task.urgency < chosen.urgency
        self._tasks = before + after
        return chosen

    def take_all(self) -> list[Task]:
        taken, self._tasks = self._tasks, []
        return taken


def _at_home(task: Task, opened: AbstractSet[str]) -> bool:
    return not task.engine or task.engine in opened or task.passed >= PATIENCE
