"""Here and now, in this process."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from localize.errors import EngineError
from localize.executors.clocked import Timed, clocked
from localize.stage import Part, Stage

Content = TypeVar("Content")
Result = TypeVar("Result", covariant=True)


@dataclass(frozen=True)
class SetAside:
    """Stands where a part has no result to be had, and those after it have."""

    error: EngineError


class Execute(Protocol):
    """What every executor does: one result a part, in their order, each as soon as it is there and with the
    time that its own work took. Raises what the stage raises."""

    def __call__(
        self, stage: Stage[Any, Content, Result, Any], parts: Sequence[Part[Content]]
    ) -> Iterator[Timed[Result] | SetAside]: ...


@contextmanager
def closed(results: Iterator[Result]) -> Iterator[Iterator[Result]]:
    """Who makes them is told at once when nobody listens any more, not when the collector comes by."""
    try:
        yield results
    finally:
        if isinstance(results, Generator):
            results.close()


def execute(
    stage: Stage[object, Content, Result, object], parts: Sequence[Part[Content]]
) -> Iterator[Timed[Result]]:
    """One result a part, in their order."""
    return clocked(stage.run(parts))
