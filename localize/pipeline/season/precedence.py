"""What is done first where parts of several episodes wait for a worker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from localize.executors.clocked import Timed
from localize.executors.inline import Execute, SetAside
from localize.executors.task import Urgency
from localize.pipeline.recipe import place_of
from localize.stage import Part, Stage


class ExecuteByUrgency(Protocol):
    """As a pool does."""

    def __call__(
        self, stage: Stage[Any, Any, Any, Any], parts: Sequence[Part[Any]], urgency: Urgency
    ) -> Iterator[Timed[Any] | SetAside]: ...


def in_turn(execute: ExecuteByUrgency, order: str, number: int) -> Execute:
    """The executor of the episode with this number in the season's order (see `RunTable`)."""

    def executed(
        stage: Stage[Any, Any, Any, Any], parts: Sequence[Part[Any]]
    ) -> Iterator[Timed[Any] | SetAside]:
        before = (place_of(stage),) if order == "stage" else ()
        return execute(stage, parts, (*before, number))

    return executed
