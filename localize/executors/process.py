"""A process that does work for this one, and is started again when it ended.

`multiprocessing` would import the main program in every worker: a script without a guard would run again.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from subprocess import PIPE, Popen
from typing import IO

from localize.errors import EngineError
from localize.executors.crate import pack
from localize.executors.wire import receive, send
from localize.executors.worker import Done, Failed, Ready, Result

_PROGRAM = """
import sys
threads, memory, *sys.path = sys.argv[1:]
from localize.executors.worker import serve
serve(int(threads), int(memory))
"""
# One that closed its end of the pipe has ended, or is about to.
_LAST_BREATH_S = 10
# Read when a library is loaded that would else take every core: OpenMP (PyTorch, CTranslate2), MKL and
# OpenBLAS (NumPy) follow the first, OpenCV the second.
_THREADS = ("OMP_NUM_THREADS", "OPENCV_FOR_THREADS_NUM")


class ProcessEnded(Exception):
    """It is no more; `str` says how it ended."""


class MachineLost(ProcessEnded):
    """With all that ran on it: what the process worked on has no part in that."""


class EndedIdle(ProcessEnded):
    """Before it was given what it was to work on."""


class Process:
    """Started when it is first needed, by the thread that uses it, and ends with that. `threads` is how many
    cores its engines may use, `memory` how many bytes it may take, 0 for all there is."""

    def __init__(self, threads: int, memory: int) -> None:
        self._threads, self._memory = threads, memory
        self._lock = threading.Lock()
        self._child: Popen[bytes] | None = None
        self._killed = False

    pack = staticmethod(pack)

    def ready(self) -> None:
        """Raises EngineError when none can be started."""
        if self._child is None:
            self._start()

    def answers(self, crate: bytes) -> Generator[Result | Done | Failed, None, None]:
        """A result a part, then how it ended; who does not hear it to the end ends the process. Raises
        ProcessEnded when it ends by itself, EndedIdle when it had ended before."""
        child, whole = self._child, False
        assert child is not None  # it was ready
        try:
            if child.poll() is not None:
                raise EndedIdle(self._buried(0))
            send(_pipe(child.stdin), crate)
            while isinstance(message := receive(_pipe(child.stdout)), Result):
                yield message
            yield message
            whole = True
        except (EOFError, OSError):
            raise ProcessEnded(self._buried(_LAST_BREATH_S)) from None
        finally:
            if not whole:
                self.end()

    def kill(self) -> None:
        """Whatever it is doing; it does not start again. From any thread."""
        with self._lock:
            self._killed = True
            if self._child is not None:
                self._child.kill()

    def end(self) -> None:
        self._buried(0)

    def _start(self) -> None:
        with self._lock:
            if self._killed:
                raise ProcessEnded("killed")
            try:
                child = self._child = self._launched()
            except OSError as error:
                raise _not_started(error.strerror or type(error).__name__) from error
        try:
            ready = receive(_pipe(child.stdout))
        except (EOFError, OSError):
            raise _not_started(self._buried(_LAST_BREATH_S)) from None
        assert isinstance(ready, Ready)

    def _launched(self) -> Popen[bytes]:
        share = {name: str(self._threads) for name in _THREADS}
        words = [sys.executable, "-c", _PROGRAM, str(self._threads), str(self._memory), *sys.path]
        with _without_ctrl_c():
            return Popen(words, stdin=PIPE, stdout=PIPE, env={**share, **os.environ})

    def _buried(self, patience_s: float) -> str:
        """How it ended, by itself if it does soon."""
        with self._lock:
            child, self._child = self._child, None
        if child is None:
            return ""
        with suppress(subprocess.TimeoutExpired):
            child.wait(patience_s)
        child.kill()
        code = child.wait()
        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):  # what it did not read any more
                _pipe(pipe).close()
        return _signal_name(-code) if code < 0 else f"exit status {code}"


def _not_started(why: str) -> EngineError:
    told = f"a worker process could not be started ({why})"
    return EngineError(told, "close other programs, or give fewer --workers")


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """A process that starts has no handler yet; what its parent blocks is blocked in it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # asked for when the process was started
    return stream


def _signal_name(number: int) -> str:
    with suppress(ValueError):
        return signal.Signals(number).name
    return f"signal {number}"
