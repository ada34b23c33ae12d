"""What goes wrong inside a model, said in the project's own errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from pickle import UnpicklingError

from localize.errors import ConfigurationError, EngineError, OutOfMemory, WeightsCorrupt, WeightsMissing

GET_AGAIN = "get the files again; `localize models verify` checks those of the catalogue"
_LESS_MEMORY = "close other programs, or choose a smaller model or batch_size"
_DEFAULTS = 'set its options `device` to "cpu" and `compute_type` to "auto"'
# CTranslate2 and PyTorch, of a GPU that is not there, and of arithmetic that the device does not know.
_OTHER_DEVICE = ("cuda", "unsupported device", "compute type")


@contextmanager
def opening(engine: str, weights: Path | None) -> Iterator[None]:
    """Whatever a library says of weights that it cannot load becomes WeightsCorrupt, OutOfMemory, or a
    ConfigurationError where this machine has no such device."""
    try:
        yield
    except (MemoryError, RuntimeError, ValueError, KeyError, EOFError, OSError, UnpicklingError) as error:
        _raise_out_of_memory(engine, error)
        _raise_other_device(engine, error)
        raise WeightsCorrupt(
            f"{engine}: the weights in {weights} cannot be loaded: {_first_line(error)}",
            GET_AGAIN,
        ) from error


@contextmanager
def working(engine: str) -> Iterator[None]:
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        _raise_out_of_memory(engine, error)
        raise EngineError(f"{engine}: {_first_line(error)}") from error


def weight_file(engine: str, weights: Path | None, pattern: str) -> Path:
    """The file itself, or the one in the folder that fits the pattern. Raises WeightsMissing."""
    if weights is not None and weights.is_file():
        return weights
    found = sorted(weights.glob(pattern)) if weights is not None else []
    if not found:
        raise WeightsMissing(f"{engine}: no {pattern} in {weights}", "localize models pull, then run again")
    return found[0]


def _raise_out_of_memory(engine: str, error: BaseException) -> None:
    if OutOfMemory.is_behind(error):
        raise OutOfMemory(f"{engine}: out of memory: {_first_line(error)}", _LESS_MEMORY) from error


def _raise_other_device(engine: str, error: BaseException) -> None:
    if any(sign in str(error).lower() for sign in _OTHER_DEVICE):
        raise ConfigurationError(f"{engine}: {_first_line(error)}", _DEFAULTS) from error


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
