"""Pools that are closed, and what they ran."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from localize.executors.processes import Pool
from tests.executors.results import values
from tests.executors.stages import Acts

Pools = Callable[..., Pool]


@pytest.fixture
def pools() -> Iterator[Pools]:
    """`pools(2)` is a pool of two workers."""
    opened: list[Pool] = []

    def pool(workers: int = 1, memory: int = 0) -> Pool:
        opened.append(Pool(workers, threads=1, memory=memory))
        return opened[-1]

    yield pool
    for one in opened:
        one.close()


def run(pool: Pool, *acts: str, stage: Acts | None = None) -> Iterator[Any]:
    stage = stage or Acts()
    return values(pool.execute(stage, stage.split(acts)))
