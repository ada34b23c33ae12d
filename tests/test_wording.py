"""How numbers and times are told to people."""

from __future__ import annotations

import pytest

from localize.wording import counted, duration, moment


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0.0 s"), (8.26, "8.3 s"), (59.94, "59.9 s"), (59.96, "1:00"), (125.4, "2:05"), (3725, "1:02:05"),
     (90_061, "25:01:01")],
)  # fmt: skip
def test_durations(seconds: float, told: str) -> None:
    assert duration(seconds) == told


def test_counts_and_moments() -> None:
    assert [counted(1, "line"), counted(0, "line")] == ["1 line", "0 lines"]
    assert moment("2025-01-01T20:00:05+00:00") == "2025-01-01 20:00 UTC"
