"""Work that waits for a worker, and comes back from it bit by bit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, TypeAlias

from localize.errors import EngineError
from localize.executors.crate import AnyStage
from localize.executors.worker import Failed, Result
from localize.stage import Part

# What comes first among tasks that wait: the smallest.
Urgency: TypeAlias = tuple[int, ...]
# A part that its worker did not outlive so often is set aside.
MOST_CRASHES = 2


@dataclass(eq=False)
class Task:
    """Parts of a stage, of which the first `done` have their results. `given_up`: nobody waits for more."""

    stage: AnyStage
    parts: Sequence[Part[Any]]
    urgency: Urgency = ()
    done: int = 0
    given_up: bool = False
    _crashes: Counter[int] = field(default_factory=Counter)
    _messages: SimpleQueue[Result | Failed] = field(default_factory=SimpleQueue)

    @property
    def engine(self) -> str:
        """What a worker that has it open runs sooner than others; empty where any worker will do."""
        return repr(self.stage.engine) if self.stage.engine else ""

    @property
    def is_open(self) -> bool:
        return self.done < len(self.parts) and not self.given_up

    @property
    def next_parts(self) -> Sequence[Part[Any]]:
        """All that are left; after a crash one at a time, to find the one that it belongs to."""
        return self.parts[self.done : self.done + 1 if self._crashes else None]

    def hear(self, message: Result | Failed) -> None:
        self.done += isinstance(message, Result)
        self.given_up |= isinstance(message, Failed)
        self._messages.put(message)

    def crashed(self, how: str) -> None:
        """The worker ended during the next part."""
        self._crashes[self.done] += 1
        if self._crashes[self.done] >= MOST_CRASHES:
            part = f"{self.stage.name}, {self.parts[self.done].name}"
            told = f"{part}: {MOST_CRASHES} workers ended while they worked on it ({how})"
            self.hear(Failed(EngineError(told, "it is set aside; --retry-failed tries it again")))

    def results(self) -> Iterator[Any]:
        """Each as soon as it is there. Raises what the stage raised."""
        try:
            for _ in self.parts:
                message = self._messages.get()
                if isinstance(message, Failed):
                    raise message.error
                yield message.value
        finally:
            self.given_up = True
