"""A part's time is that of its own work."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from localize.executors.clocked import Timed, clocked


def test_what_passes_between_results_is_nobody_s(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])

    def work() -> Iterator[str]:
        for seconds, name in ((2, "first"), (3, "second")):
            now[0] += seconds
            yield name

    results = []
    for timed in clocked(work()):
        results.append(timed)
        now[0] += 50  # until somebody asks for the next
    assert results == [Timed("first", 2), Timed("second", 3)]
