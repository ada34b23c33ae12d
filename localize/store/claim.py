"""Who may work on something now, across processes. A claim ends with its process, however that ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from localize.errors import InputError, StoreError
from localize.store.keys import digest


@contextmanager
def claimed(what: Path, root: Path, wait_s: float = 0) -> Iterator[None]:
    """Nobody else may claim `what` as long as the context lasts; `root` is a folder of ours for the locks.

    Raises InputError when somebody has it already and still has it after `wait_s`, and StoreError.
    """
    place = root / digest(os.fsencode(what.resolve()))[:32]
    lock, holder = FileLock(place.with_suffix(".lock")), place.with_suffix(".pid")
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=wait_s)
        holder.write_text(str(os.getpid()), "ascii")
    except Timeout:
        raise InputError(
            f"{what} is being worked on by {_process(holder)}", "wait until it is done, and run again"
        ) from None
    except OSError as error:
        raise StoreError.of(error, place) from error
    try:
        yield
    finally:
        lock.release()


def _process(holder: Path) -> str:
    with suppress(OSError, ValueError):
        return f"process {int(holder.read_text('ascii'))}"
    return "another process"
