"""A process that does work for this one, and is started again when it ended."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from localize.errors import EngineError
from localize.executors.crate import pack
from localize.executors.worker import Done, Failed, Ready, Result, serve


class ProcessEnded(Exception):
    """It is no more; `str` says how it ended."""


class MachineLost(ProcessEnded):
    """With all that ran on it: what the process worked on has no part in that."""


class Process:
    """Started when it is first needed. `threads` is how many cores its engines may use, `memory` how many
    bytes it may take, 0 for all there is."""

    pack = staticmethod(pack)

    def __init__(self, threads: int, memory: int) -> None:
        self._limits = threads, memory
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._killed = False

    def ready(self) -> None:
        """It always is: it starts with the first crate."""

    def answers(self, crate: bytes) -> Iterator[Result | Done | Failed]:
        """A result a part, then how it ended. Raises ProcessEnded when it ends before that, EngineError when
        it cannot be started."""
        connection = self._connection or self._start()
        try:
            connection.send_bytes(crate)
            while isinstance(message := pickle.loads(connection.recv_bytes()), Result):
                yield message
        except (EOFError, OSError):
            raise ProcessEnded(self._bury()) from None
        yield message

    def kill(self) -> None:
        """Whatever it is doing; it does not start again."""
        with self._lock:
            self._killed = True
            if self._process is not None:
                self._process.kill()

    def _start(self) -> Connection:
        # Not forked: threads of this process would leave their locks taken in the child.
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        with self._lock:
            if self._killed:
                raise ProcessEnded("stopped")
            self._process = context.Process(target=serve, args=(there, *self._limits), daemon=True)
            self._process.start()
        there.close()
        try:
            ready = pickle.loads(here.recv_bytes())
        except (EOFError, OSError):
            how = self._bury()
            raise EngineError(f"a worker process could not be started ({how})") from None
        assert isinstance(ready, Ready)
        self._connection = here
        return here

    def _bury(self) -> str:
        """How it ended: a process that sent nothing more has ended, or is about to."""
        assert self._process is not None
        self._process.join()
        code = self._process.exitcode or 0
        self._process = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        return _signal_name(-code) if code < 0 else f"exit status {code}"


def _signal_name(number: int) -> str:
    with suppress(ValueError):
        return signal.Signals(number).name
    return f"signal {number}"
