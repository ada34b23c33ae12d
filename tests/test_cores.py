"""Cores: those that are there, and those that are free."""

from __future__ import annotations

import psutil
import pytest

from localize.cores import core_count, free_cores


@pytest.mark.parametrize(
    ("cpus", "busy", "free"), [(4, 0.0, 4), (4, 50.0, 2), (4, 100.0, 1), (2, 30.0, 1), (2, 20.0, 2)]
)
def test_free_cores(monkeypatch: pytest.MonkeyPatch, cpus: int, busy: float, free: int) -> None:
    monkeypatch.setattr("localize.cores.core_count", lambda: cpus)
    monkeypatch.setattr(psutil, "cpu_count", lambda: cpus)
    monkeypatch.setattr(psutil, "cpu_percent", lambda interval: busy)
    assert free_cores() == free


def test_there_is_a_core() -> None:
    assert core_count() >= 1
