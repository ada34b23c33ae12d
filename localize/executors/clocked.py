"""How long a part takes where it is run: who waits for its result also waits for a worker."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Result = TypeVar("Result")
Covariant = TypeVar("Covariant", covariant=True)


@dataclass(frozen=True)
class Timed(Generic[Covariant]):
    """`seconds` are those since the result before it, or since the stage began."""

    value: Covariant
    seconds: float


def clocked(results: Iterator[Result]) -> Iterator[Timed[Result]]:
    """What passes between two results while nobody asks for one counts for neither."""
    before = time.monotonic()
    for result in results:
        now = time.monotonic()
        yield Timed(result, now - before)
        before = time.monotonic()
