"""Stages whose parts say what becomes of them, and of the worker that has them."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from localize.errors import BadSubtitles
from localize.stage import Engine, EngineId, Lazy, Opening, Part


class Foreign(Exception):
    """As libraries have them: it cannot be unpickled."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} and {two}")


def _echo(word: str) -> str:
    return word.upper()


def _raise(kind: str) -> object:
    errors: dict[str, Callable[[], Exception]] = {
        "ours": lambda: BadSubtitles("no cue", "write one"),
        "memory": lambda: MemoryError("bad_alloc"),
        "disk": lambda: OSError(28, "No space left on device", "/somewhere"),
        "bug": lambda: ZeroDivisionError("division by zero"),
        "foreign": lambda: Foreign("this", "that"),
    }
    raise errors[kind]()


def _end(how: str) -> object:
    if how == "exit":
        os._exit(7)
    if how == "leave":
        raise SystemExit(3)
    os.kill(os.getpid(), signal.Signals[how])
    return time.sleep(60)


def _end_once(path: str) -> str:
    """The first who comes ends its worker."""
    if not Path(path).exists():
        Path(path).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "survived"


def _note(path: str) -> str:
    """Leaves a line at every attempt."""
    with Path(path).open("a") as notes:
        notes.write(f"{os.getpid()}\n")
    return path


def _wait_for(path: str) -> str:
    while not Path(path).exists():
        time.sleep(0.01)
    return path


def _sleep_in_native_code(path: str) -> object:
    """The interpreter's lock is held meanwhile."""
    Path(path).write_text(str(os.getpid()))
    return ctypes.PyDLL(None).sleep(600)


def _print_natively(words: str) -> None:
    """As a library does that knows nothing of `sys.stdout`."""
    os.write(1, f"{words}\n".encode())


def _threads(library: str) -> int:
    """So many it would use: asked of those that tell, counted of the other."""
    if library == "cv2":
        return int(__import__("cv2").getNumThreads())
    if library == "torch":
        return int(__import__("torch").get_num_threads())
    before = psutil.Process().num_threads()
    import numpy as np

    square = np.ones((900, 900), np.float32)
    assert (square @ square)[0, 0] == 900
    return 1 + psutil.Process().num_threads() - before


ACTS: Mapping[str, Callable[[str], object]] = {
    "say": _echo,
    "raise": _raise,
    "end": _end,
    "end once": _end_once,
    "note": _note,
    "wait": _wait_for,
    "sleep": _sleep_in_native_code,
    "environment": os.environ.get,
    "main": lambda name: getattr(__import__("__main__"), "__file__", None),
    "print": lambda words: sys.stdout.write(f"{words}\n"),
    "flush": lambda _: sys.stdout.flush(),
    "print natively": _print_natively,
    "read": lambda _: sys.stdin.read(),
    "threads": _threads,
    "unpicklable": lambda name: lambda: name,
}


@dataclass
class Acts:
    """A part's content is an act and its argument; the result what it gives, with the worker's number if
    asked for. `extra` results come after the last, or are missing."""

    extra: int = 0
    signed: bool = False
    name: str = "acts"
    version: int = 1
    result_type: type[str] = str
    parameters: Mapping[str, object] = field(default_factory=dict)
    engine: EngineId | None = None

    def split(self, source: Sequence[str]) -> Sequence[Part[str]]:
        return [Part(f"part {at}", {"act": act}, act) for at, act in enumerate(source, 1)]

    def run(self, parts: Sequence[Part[str]]) -> Iterator[object]:
        for part in parts[: len(parts) + min(0, self.extra)]:
            act, _, word = part.content.partition(": ")
            result = ACTS[act](word)
            yield (os.getpid(), result) if self.signed else result
        yield from range(max(0, self.extra))

    def join(self, source: Sequence[str], results: Sequence[object]) -> Sequence[object]:
        return results

    def counts(self, results: Sequence[object]) -> Mapping[str, int]:
        return {}


class Notebook:
    """An engine that notes when it is opened and closed."""

    def __init__(self, name: str, notes: Path) -> None:
        self.name, self._notes = name, notes
        self._note("opened")

    def close(self) -> None:
        self._note("closed")

    def _note(self, what: str) -> None:
        with self._notes.open("a") as notes:
            notes.write(f"{self.name} {what}\n")


@dataclass(frozen=True)
class Opens:
    """How a notebook is opened."""

    name: str
    notes: Path
    size: int = 0
    can_use_gpu: bool = False

    @property
    def key(self) -> str:
        return self.name

    @property
    def identity(self) -> EngineId:
        return EngineId(self.name, 1)

    def sent(self) -> Opening:
        return self

    def fetched(self) -> Opening:
        return self

    def __call__(self) -> Engine:
        return Notebook(self.name, self.notes)  # type: ignore[return-value]  # all that stages ask of it


@dataclass
class Writes(Acts):
    """A stage with an engine: it is opened, then the acts are done."""

    engine_needed: Lazy[Engine] | None = None

    @classmethod
    def with_engine(cls, name: str, notes: Path, signed: bool = False) -> Writes:
        opening = Opens(name, notes)
        return cls(signed=signed, engine=opening.identity, engine_needed=Lazy(opening))

    def run(self, parts: Sequence[Part[str]]) -> Iterator[object]:
        assert self.engine_needed is not None
        self.engine_needed.get()
        return super().run(parts)
