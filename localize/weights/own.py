"""Weights of the user's own: a folder with a model's files, or the one file that is the model."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from localize.errors import ConfigurationError

_NAME_IT = "name the folder that holds the model's files"


class Own(NamedTuple):
    """`files` are those that count, relative to `folder`; `path` is what the user named."""

    path: Path
    folder: Path
    files: tuple[str, ...]


def find_own(name: str, patterns: Sequence[str]) -> Own | None:
    """What lies at the path `name`, unread; None when nothing does.

    A folder must hold a file for each of the engine's `patterns`; where there is but one, the model is one
    file, and may be named itself. Raises ConfigurationError when it is no such model.
    """
    path = _path(name)
    if path.is_dir():
        return Own(path, path, _files(path, patterns))
    if path.is_file() and len(patterns) == 1 and fnmatch(path.name, patterns[0]):
        return Own(path, path.parent, (path.name,))
    if path.exists():
        raise ConfigurationError(f"{name} is no model that the engine knows", what_is(patterns))
    return None


def what_is(patterns: Sequence[str]) -> str:
    """What may be named."""
    wanted = ", ".join(patterns)
    if len(patterns) == 1:
        return f"name a file {wanted}, or the folder that holds it"
    return f"name the folder that holds {wanted}" if patterns else _NAME_IT


def _path(name: str) -> Path:
    if any("\ud800" <= character <= "\udfff" for character in name):
        raise ConfigurationError(f"the name of {name!a} is not UTF-8", "rename it: it goes into the record")
    try:
        return Path(name).expanduser().resolve()
    except RuntimeError as error:
        raise ConfigurationError(f"{name}: there is no such user", _NAME_IT) from error


def _files(folder: Path, patterns: Sequence[str]) -> tuple[str, ...]:
    absent = [pattern for pattern in patterns if not any(folder.glob(pattern))]
    if absent:
        raise ConfigurationError(f"no {', '.join(absent)} in {folder}", what_is(patterns))
    if len(patterns) == 1:
        return _one(folder, patterns[0])
    paths = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    shown = [path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts)]
    if not shown:
        raise ConfigurationError(f"no files in {folder}", _NAME_IT)
    return tuple(shown)


def _one(folder: Path, pattern: str) -> tuple[str, ...]:
    found = sorted(path.name for path in folder.glob(pattern))
    if len(found) > 1:
        raise ConfigurationError(f"{folder} holds {len(found)} models ({found[0]} …)", "name one of them")
    return tuple(found)
