"""Everything that can go wrong, and what the process exits with.

    LocalizeError                 1   a bug, when raised as itself
    ├── ConfigurationError        2   settings, names, glossaries
    │   ├── UnknownName               an engine, language, key … that does not exist
    │   └── BadGlossary               a glossary file, with its line
    ├── InputError                3   what was given to work on
    │   ├── NotMedia                  no file, no media
    │   │   └── NoSound                   a picture without sound
    │   └── BadSubtitles              a subtitle file that cannot be read
    ├── EngineError               4   a model or an endpoint
    │   ├── WeightsMissing            not here, and no source could give them
    │   ├── WeightsCorrupt            here, with another hash than the catalogue's
    │   ├── EngineUnavailable         its library is not installed
    │   ├── OutOfMemory               the engine asked for more than there is
    │   └── EndpointError             a server that is down, slow or answers nonsense
    ├── StoreError                5   the disk: full, read-only, not ours
    │   └── StoreUnreachable          a store on other machines, or what it takes to be let in
    ├── SeasonIncomplete          6   some episodes failed, the rest was written
    ├── ChecksFailed              7   a blocking check failed
    └── Interrupted             130   Ctrl-C; what was finished is kept

Each says in one line what happened and where, and in `hint` what to do next. All survive pickling,
so that a worker process can hand them over.
"""

from __future__ import annotations

import difflib
import errno
from collections.abc import Iterable
from typing import Self

# glibc, MKL and PyTorch; C++; CUDA; PyTorch on Windows; cuBLAS; Python's threads.
_NO_MEMORY = (
    "allocate memory",
    "bad_alloc",
    "out of memory",
    "not enough memory",
    "alloc_failed",
    "can't start new thread",
)


class LocalizeError(Exception):
    """The root. `str(error)` is one line; `hint` is the next step, or empty."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = " ".join(message.split())
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message

    @staticmethod
    def behind(error: BaseException) -> LocalizeError:
        """The error of this tree that stands for one of Python's or of a library's."""
        if isinstance(error, LocalizeError):
            return error
        if OutOfMemory.is_behind(error):
            said = f"out of memory: {error}" if str(error) else "out of memory"
            return OutOfMemory(said, "close other programs, or choose a smaller model")
        if isinstance(error, OSError):
            reason = error.strerror or type(error).__name__
            where = f": {error.filename}" if error.filename else ""
            return StoreError(f"{reason}{where}", StoreError.of(error, error.filename).hint)
        return LocalizeError(
            f"{type(error).__name__}: {error}", "a bug: please report it, with --debug's output"
        )


class ConfigurationError(LocalizeError):
    exit_code = 2


class UnknownName(ConfigurationError):
    """A name that is not among the known ones, with the nearest of them as the hint."""

    @classmethod
    def of(cls, kind: str, name: str, known: Iterable[str], where: str = "") -> Self:
        """For example `UnknownName.of("recognizer", "wisper", ["faster-whisper"])`."""
        return cls(f"{where + ': ' if where else ''}unknown {kind} {name!r}", suggest(name, known))


class BadGlossary(ConfigurationError):
    pass


class InputError(LocalizeError):
    exit_code = 3


class NotMedia(InputError):
    pass


class NoSound(NotMedia):
    pass


class BadSubtitles(InputError):
    pass


class EngineError(LocalizeError):
    exit_code = 4


class WeightsMissing(EngineError):
    pass


class WeightsCorrupt(EngineError):
    pass


class EngineUnavailable(EngineError):
    pass


class OutOfMemory(EngineError):
    @staticmethod
    def is_behind(error: BaseException) -> bool:
        """Whether a library says, in whatever error, that it got no memory."""
        said = str(error).lower()
        # glibc's loader, without a reason behind it: it had no address space for the library.
        unmapped = said.endswith("failed to map segment from shared object")
        return isinstance(error, MemoryError) or unmapped or any(sign in said for sign in _NO_MEMORY)


class EndpointError(EngineError):
    pass


class StoreError(LocalizeError):
    exit_code = 5

    @classmethod
    def of(cls, error: OSError, path: object) -> Self:
        """Tells a full disk from a read-only one."""
        hints = {
            errno.ENOSPC: "the disk is full: free some space and run again; what was finished is kept",
            errno.EDQUOT: "the disk quota is used up: free some space and run again",
            errno.EROFS: "the disk is read-only: choose another folder with --out or LOCALIZE_HOME",
            errno.EACCES: "no permission: choose another folder with --out or LOCALIZE_HOME",
        }
        reason = error.strerror or type(error).__name__
        return cls(f"cannot write {path}: {reason}", hints.get(error.errno or 0, ""))


class StoreUnreachable(StoreError):
    pass


class SeasonIncomplete(LocalizeError):
    exit_code = 6


class ChecksFailed(LocalizeError):
    exit_code = 7


class Interrupted(LocalizeError):
    exit_code = 130


def suggest(name: str, known: Iterable[str]) -> str:
    """`did you mean …?` when something is near, else the whole list."""
    names = sorted(known)
    by_lower = {known_name.lower(): known_name for known_name in names}
    near = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6)
    # Two letters of three are like enough (`vvt`, `vtt`) only where the third is no stranger (`txt`).
    if len(name) <= 3 and near and not set(name.lower()) <= set(near[0]):
        near = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=0.7)
    if near:
        return f"did you mean {by_lower[near[0]]!r}?"
    return f"known: {', '.join(names)}" if names else ""
