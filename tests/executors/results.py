"""What executors give, without the time beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from localize.executors.clocked import Timed
from localize.executors.inline import SetAside


def values(results: Iterator[Timed[Any] | SetAside]) -> Iterator[Any]:
    """Each as soon as it is there."""
    for result in results:
        yield result.value if isinstance(result, Timed) else result
