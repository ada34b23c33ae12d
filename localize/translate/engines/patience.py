"""How long to wait before asking a server again."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 60.0


class Patience:
    """Exponential back-off with full jitter (AWS Architecture Blog, 2015), and at least what the server asks
    for; what one request was told, all heed. `sleep` takes seconds."""

    def __init__(self, retries: int, sleep: Callable[[float], object]) -> None:
        self._retries, self._sleep = retries, sleep
        self._not_before = 0.0
        self._lock = threading.Lock()

    def tries(self) -> Iterator[int]:
        """Yields once and then once a retry, each after its wait."""
        yield 0
        for retry in range(self._retries):
            backoff = random.uniform(0, min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** (retry + 1)))
            self._sleep(max(backoff, self._asked_for()))
            yield retry + 1

    def heed(self, retry_after: str | None) -> None:
        """`retry_after` is the header: seconds or a date (RFC 9110, 10.2.3); nonsense is passed over."""
        wait = min(LONGEST_WAIT_S, seconds(retry_after or ""))
        with self._lock:
            self._not_before = max(self._not_before, time.monotonic() + wait)

    def _asked_for(self) -> float:
        with self._lock:
            return max(0.0, self._not_before - time.monotonic())


def seconds(retry_after: str) -> float:
    try:
        return max(0.0, float(retry_after))
    except ValueError:
        pass
    try:
        when = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
