"""The other end: a process that unpacks crates, runs them, and sends every result as soon as it is there."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from typing import IO, Any

from localize import cores
from localize.executors.cabinet import Cabinet
from localize.executors.clocked import clocked
from localize.executors.crate import unpack
from localize.executors.wire import receive, send

# Linux: the signal that a process gets when the thread that started it ends.
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Ready:
    """The process is there."""


@dataclass(frozen=True)
class Result:
    """Packed until it is asked for: one that cannot be packed or unpacked is a bug of its stage, and told to
    who waits for it."""

    packed: bytes

    @classmethod
    def of(cls, value: object) -> Result:
        return cls(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    @property
    def value(self) -> Any:
        return pickle.loads(self.packed)


@dataclass(frozen=True)
class Done:
    """All parts of the crate have their results; `opened` is as in `Cabinet`."""

    opened: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Failed:
    error: BaseException
    opened: frozenset[str] = frozenset()


def serve(threads: int, memory: int) -> None:
    """Runs the crates that come on stdin until nobody sends any more. `threads` is how many cores engines may
    use, `memory` how many bytes the process may take, 0 for all there is."""
    # Ctrl-C at a terminal reaches every process: the one that drives decides what becomes of the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_driver()
    source, out = _to_itself()
    crates: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(source, crates), daemon=True).start()
    cores.share(threads)
    cabinet = Cabinet(memory)
    with suppress(BrokenPipeError):
        send(out, Ready())
        while True:
            for message in answers(crates.get(), cabinet):
                send(out, message)


def answers(crate: bytes, cabinet: Cabinet) -> Iterator[Result | Done | Failed]:
    """A result a part in their order, and how it ended."""
    try:
        stage, parts = unpack(crate, cabinet.engine)
        for _, timed in zip(parts, clocked(stage.run(parts)), strict=True):
            yield Result.of(timed)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is told where the run is driven
        yield Failed(_portable(error), cabinet.opened)
    else:
        yield Done(cabinet.opened)


def _portable(error: Exception) -> Exception:
    """With its traceback, which does not travel by itself; what cannot travel is told in words."""
    try:
        pickle.loads(pickle.dumps(error))
        portable = error
    except Exception:  # noqa: BLE001  # a foreign class may do anything when it is pickled
        portable = RuntimeError("".join(traceback.format_exception_only(error)).strip())
    portable.add_note("in a worker:\n" + "".join(traceback.format_exception(error)))
    return portable


def _to_itself() -> tuple[IO[bytes], IO[bytes]]:
    """Its stdin and stdout. What libraries write to stdout from now on goes to stderr."""
    source, out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return source, out


def _listen(source: IO[bytes], crates: SimpleQueue[bytes]) -> None:
    """A driver that was killed closes its end, and an engine at work looks at no pipe."""
    try:
        while True:
            crates.put(receive(source))
    finally:
        os._exit(0)


def _end_with_driver() -> None:
    """Also while native code holds the interpreter's lock, so that no thread could look."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
