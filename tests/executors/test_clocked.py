"""A part's time is that of its own work."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from localize.executors.clocked import Clocked, Timed
from localize.stage import EngineId, Part

PARTS = [Part("first", {}, 2.0), Part("second", {}, 3.0)]


@dataclass
class Slow:
    """Each part takes as many seconds as it says."""

    now: list[float]
    name: str = "slow"
    version: int = 1
    result_type: type[float] = float
    parameters: Mapping[str, object] = field(default_factory=dict)
    engine: EngineId | None = None

    def split(self, source: Any) -> Sequence[Part[float]]:
        return list(source)

    def run(self, parts: Sequence[Part[float]]) -> Iterator[float]:
        for part in parts:
            self.now[0] += part.content
            yield part.content

    def join(self, source: Any, results: Sequence[float]) -> float:
        return sum(results)

    def counts(self, results: Sequence[float]) -> Mapping[str, int]:
        return {}


def test_what_passes_between_results_is_nobody_s(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    results = []
    for timed in Clocked(Slow(now)).run(PARTS):
        results.append(timed)
        now[0] += 50  # until somebody asks for the next
    assert results == [Timed(2.0, 2.0), Timed(3.0, 3.0)]


def test_executors_see_the_stage() -> None:
    stage = Slow([0.0])
    assert (Clocked(stage).name, Clocked(stage).engine) == ("slow", stage.engine)
