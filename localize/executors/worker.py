"""The other end: a process that unpacks crates, runs them, and sends every result as soon as it is there."""

from __future__ import annotations

import os
import pickle
import signal
import threading
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from typing import Any

from localize import cores
from localize.errors import LocalizeError
from localize.executors.cabinet import Cabinet
from localize.executors.crate import unpack


@dataclass(frozen=True)
class Ready:
    """The process is there."""


@dataclass(frozen=True)
class Result:
    value: Any


@dataclass(frozen=True)
class Done:
    """All parts of the crate have their results."""


@dataclass(frozen=True)
class Failed:
    error: BaseException


def serve(connection: Connection, threads: int, memory: int) -> None:
    """Runs crates until nobody sends any more. `threads` is how many cores engines may use, `memory` how many
    bytes the process may take, 0 for all there is."""
    # Ctrl-C at a terminal reaches every process: the one that drives decides what becomes of the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cores.share(threads)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    cabinet = Cabinet(memory)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        _send(connection, Ready())
        while True:
            for message in answers(connection.recv_bytes(), cabinet):
                _send(connection, message)


def answers(crate: bytes, cabinet: Cabinet) -> Iterator[Result | Done | Failed]:
    """A result a part in their order, and how it ended."""
    try:
        stage, parts = unpack(crate, cabinet.engine)
        for _, result in zip(parts, stage.run(parts), strict=True):
            yield Result(result)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is told where the run is driven
        yield Failed(_portable(error))
    else:
        yield Done()


def _portable(error: Exception) -> Exception:
    """With its traceback, which does not travel by itself; what cannot travel is told in words."""
    where = "".join(traceback.format_exception(error))
    if not isinstance(error, LocalizeError):
        error.add_note(f"in a worker:\n{where}")
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001  # a foreign class may do anything when it is pickled
        return RuntimeError(where)
    return error


def _send(connection: Connection, message: object) -> None:
    connection.send_bytes(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))


def _leave_with_parent() -> None:
    """A driver that was killed closes nothing, and an engine at work looks at no pipe."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
