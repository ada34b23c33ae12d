"""Episodes side by side, one thread each, of which only one works at a time: the others wait for workers.

What happens between stages (agreeing, fitting, writing) is short, and most of it holds the interpreter's lock
anyway. With turns none of that code has to be written for threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from localize.domain.value import settle
from localize.executors.inline import Execute, closed
from localize.stage import Part, Stage

Item = TypeVar("Item")

_END = object()
# Ctrl-C reaches the main thread between two looks.
_LOOK_S = 0.2


@dataclass
class Turns:
    """`with turns:` waits for one's turn; `waiting` hands it on for as long as there is nothing to do."""

    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def waiting(self, execute: Execute) -> Execute:
        """The same executor, waited for while others have their turn."""

        def executed(stage: Stage[Any, Any, Any, Any], parts: Sequence[Part[Any]]) -> Iterator[Any]:
            with closed(execute(stage, parts)) as results:
                while (result := self._next(results)) is not _END:
                    yield result

        return executed

    @contextmanager
    def away(self) -> Iterator[None]:
        """Of a lane that has its turn and waits for something: another's meanwhile."""
        self._lock.release()
        try:
            yield
        finally:
            self._lock.acquire()

    def _next(self, results: Iterator[Any]) -> Any:
        with self.away():
            return next(results, _END)


def side_by_side(
    work: Callable[[Item], None], items: Sequence[Item], lanes: int, stop: Callable[[], None]
) -> None:
    """Works on all items, `lanes` at a time and in their order. The first error, also Ctrl-C, ends it: what
    has not begun is not begun, `stop` is called, and the error is raised once all lanes are at rest."""
    ended = threading.Event()

    def begin(item: Item) -> None:
        if ended.is_set():
            return
        try:
            work(item)
        except BaseException:
            ended.set()
            raise

    settle()
    with ThreadPoolExecutor(max(1, lanes), "lane") as threads:
        flying = [threads.submit(begin, item) for item in items]
        try:
            _watch(set(flying))
        except BaseException:
            ended.set()
            stop()
            raise


def _watch(flying: set[Future[None]]) -> None:
    while flying:
        done, flying = wait(flying, _LOOK_S, FIRST_COMPLETED)
        for future in done:
            future.result()
