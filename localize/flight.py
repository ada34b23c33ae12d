"""Several pieces of work on their way at once, their results in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from typing import TypeVar

Request = TypeVar("Request")
Reply = TypeVar("Reply")


def in_order(
    ask: Callable[[Request], Reply], requests: Sequence[Request], executor: Executor, ahead: int
) -> Iterator[Reply]:
    """The reply to each request, in order, with at most `ahead` of them begun and not yet taken.

    What is begun later (a question asked again) waits only for those. An error of `ask` is raised where
    its reply would have come; those not begun are then dropped.
    """
    waiting = iter(requests)
    flying: deque[Future[Reply]] = deque()
    try:
        for request in waiting:
            flying.append(executor.submit(ask, request))
            if len(flying) >= ahead:
                yield flying.popleft().result()
        while flying:
            yield flying.popleft().result()
    finally:
        for future in flying:
            future.cancel()
