"""What goes wrong inside a model, said in the project's own errors."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from localize.errors import EngineError, OutOfMemory, WeightsCorrupt, WeightsMissing

_LESS_MEMORY = "close other programs, or choose a smaller model or batch_size"
_OUT_OF_MEMORY = ("out of memory", "can't allocate memory", "cannot allocate memory", "bad_alloc")


@contextmanager
def opening(engine: str, weights: Path | None) -> Iterator[None]:
    """Whatever a library says of weights that it cannot load becomes WeightsCorrupt or OutOfMemory."""
    try:
        yield
    except MemoryError as error:
        raise OutOfMemory(f"{engine}: no memory to load {weights}", _LESS_MEMORY) from error
    except (RuntimeError, ValueError, KeyError, EOFError, OSError, pickle.UnpicklingError) as error:
        _raise_out_of_memory(engine, error)
        raise WeightsCorrupt(
            f"{engine}: the weights in {weights} cannot be loaded: {_first_line(error)}",
            "localize models verify",
        ) from error


@contextmanager
def working(engine: str) -> Iterator[None]:
    try:
        yield
    except MemoryError as error:
        raise OutOfMemory(f"{engine}: out of memory", _LESS_MEMORY) from error
    except RuntimeError as error:
        _raise_out_of_memory(engine, error)
        raise EngineError(f"{engine}: {_first_line(error)}") from error


def weight_file(engine: str, folder: Path | None, pattern: str) -> Path:
    """The file in the folder that fits the pattern. Raises WeightsMissing."""
    found = sorted(folder.glob(pattern)) if folder is not None else []
    if not found:
        raise WeightsMissing(f"{engine}: no {pattern} in {folder}", "localize models pull, then run again")
    return found[0]


def _raise_out_of_memory(engine: str, error: BaseException) -> None:
    if any(sign in str(error).lower() for sign in _OUT_OF_MEMORY):
        raise OutOfMemory(f"{engine}: out of memory: {_first_line(error)}", _LESS_MEMORY) from error


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
