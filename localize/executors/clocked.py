"""How long a part takes where it is run: who waits for its result also waits for a worker."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from localize.stage import EngineId, Part, Stage

Content = TypeVar("Content")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Timed(Generic[Result]):
    """`seconds` are those since the result before it, or since the stage began."""

    value: Result
    seconds: float


@dataclass(frozen=True)
class Clocked(Generic[Content, Result]):
    """A stage as executors see it, with a clock beside each result."""

    stage: Stage[Any, Content, Result, Any]

    @property
    def name(self) -> str:
        return self.stage.name

    @property
    def engine(self) -> EngineId | None:
        return self.stage.engine

    def run(self, parts: Sequence[Part[Content]]) -> Iterator[Timed[Result]]:
        before = time.monotonic()
        for result in self.stage.run(parts):
            now = time.monotonic()
            yield Timed(result, now - before)
            before = time.monotonic()
