"""Work that waits for a worker, and comes back from it bit by bit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, TypeAlias

from localize.errors import EngineError
from localize.executors.clocked import Timed
from localize.executors.crate import AnyStage
from localize.executors.inline import SetAside
from localize.executors.worker import Done, Failed, Result
from localize.stage import Part

# What comes first among tasks that wait: the smallest.
Urgency: TypeAlias = tuple[int, ...]
# A part that its worker did not outlive so often is set aside.
MOST_CRASHES = 2
# A stage that has lost so many parts ends every worker: the rest is spared the attempt.
MOST_ASIDE = 3
_AGAIN = "--retry-failed tries it again"


@dataclass(eq=False)
class Task:
    """Parts of a stage, of which the first `done` have their results. `given_up`: nobody waits for more.
    `passed` is how often others that are less urgent were taken before it."""

    stage: AnyStage
    parts: Sequence[Part[Any]]
    urgency: Urgency = ()
    done: int = 0
    given_up: bool = False
    passed: int = 0
    _crashes: Counter[int] = field(default_factory=Counter)
    _aside: int = 0
    _alone: bool = False
    _messages: SimpleQueue[Result | SetAside | Done | Failed] = field(default_factory=SimpleQueue)

    @property
    def engine(self) -> str:
        """What a worker that has it open runs sooner than others; empty where any worker will do."""
        return repr(self.stage.engine) if self.stage.engine else ""

    @property
    def is_open(self) -> bool:
        return self.done < len(self.parts) and not self.given_up

    @property
    def next_parts(self) -> Sequence[Part[Any]]:
        """All that are left; after a crash one at a time, until the one is found that it belongs to."""
        return self.parts[self.done : self.done + 1 if self._alone else None]

    def hear(self, message: Result | SetAside | Done | Failed) -> None:
        self.done += isinstance(message, Result | SetAside)
        if isinstance(message, Failed):  # never written back: who waits may give up meanwhile
            self.given_up = True
        self._messages.put(message)

    def crashed(self, how: str) -> None:
        """The worker ended during the next part."""
        self._crashes[self.done] += 1
        self._alone = True
        if self._crashes[self.done] >= MOST_CRASHES:
            self._set_aside(self._poisoned(how))

    def results(self) -> Iterator[Timed[Any] | SetAside]:
        """Each as soon as it is there, and then what the stage does after its last. Raises what it raised."""
        try:
            while not isinstance(message := self._messages.get(), Done):
                if isinstance(message, Failed):
                    raise message.error
                yield message.value if isinstance(message, Result) else message
        finally:
            self.given_up = True

    def _set_aside(self, error: EngineError) -> None:
        self._aside += 1
        self._alone = False
        self.hear(SetAside(error) if self._aside < MOST_ASIDE else Failed(error))

    def _poisoned(self, how: str) -> EngineError:
        part = f"{self.stage.name}, {self.parts[self.done].name}"
        memory = "the system does that where memory runs out: give fewer --workers, or a smaller model; "
        return EngineError(
            f"{part}: {MOST_CRASHES} workers ended while they worked on it ({how})",
            f"{memory if how == 'SIGKILL' else ''}{_AGAIN}",
        )
