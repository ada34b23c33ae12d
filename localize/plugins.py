"""An engine's name → its class, through entry points, so that other packages can add engines.

The groups are `localize.recognizers`, `localize.readers`, `localize.translators` and `localize.voices`.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Final

from localize.errors import EngineUnavailable, UnknownName

# A kind whose name would be taken for something else.
_IN_WORDS: Final = {"voice": "voice encoder"}


def names(kind: str) -> list[str]:
    """The engines that are installed; `kind` is `recognizer`, `reader`, `translator` or `voice`."""
    return sorted({point.name for point in _points(kind)})


def check(kind: str, name: str, where: str = "") -> None:
    """`where` it is named, for people. Raises UnknownName; imports nothing."""
    if name not in names(kind):
        raise UnknownName.of(_IN_WORDS.get(kind, kind), name, names(kind), where)


def load(kind: str, name: str) -> Any:
    """The class of the engine `name`.

    Raises UnknownName, or EngineUnavailable when its module cannot be imported.
    """
    check(kind, name)
    return _load(kind, next(point for point in _points(kind) if point.name == name))


def _load(kind: str, point: EntryPoint) -> Any:
    try:
        return point.load()
    except ImportError as error:
        raise EngineUnavailable(
            f"{_IN_WORDS.get(kind, kind)} {point.name!r} cannot be loaded: {error}"
        ) from error


@cache  # reading what all packages declare takes some 15 ms
def _points(kind: str) -> tuple[EntryPoint, ...]:
    return tuple(entry_points(group=f"localize.{kind}s"))
