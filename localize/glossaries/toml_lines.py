"""Where in a TOML file each of its values stands, which the parser does not tell."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Path: TypeAlias = tuple[str | int, ...]


def lines_by_path(text: str) -> dict[Path, int]:
    """`("characters", 1, "gender")` → the line of its statement, from 1; tables by that of their header,
    lists of them by the first.

    The text must be TOML.
    """
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for line, statement in _statements(text):
        parsed = tomllib.loads(statement)
        if statement.lstrip().startswith("["):
            table = _table(parsed, counts)
            for length in range(1, len(table) + 1):
                found.setdefault(table[:length], line)
        else:
            for path in _paths(parsed):
                found.setdefault((*table, *path), line)
    return found


def line_of(path: Path, lines: Mapping[Path, int]) -> int:
    """That of the nearest thing around it which has a line; 0 where nothing has."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 0


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each whole header or `key = value`, however many lines it takes: a part of one is no TOML."""
    begun, pending = 1, ""
    for number, line in enumerate(text.split("\n"), 1):
        begun = begun if pending else number
        pending += line + "\n"
        try:
            parsed = tomllib.loads(pending)
        except tomllib.TOMLDecodeError:
            continue
        if parsed:
            yield begun, pending
        pending = ""


def _table(parsed: Mapping[str, Any], counts: dict[Path, int]) -> Path:
    """The path of a header that was parsed alone; `counts` are the items of each list of tables so far."""
    path: Path = ()
    inner: Any = parsed
    while inner:
        if isinstance(inner, list):  # the header's own last part
            counts[path] = counts.get(path, 0) + 1
            return (*path, counts[path] - 1)
        key, inner = next(iter(inner.items()))
        path = (*path, key)
        if path in counts and not isinstance(inner, list):
            path = (*path, counts[path] - 1)
    return path


def _paths(value: object) -> Iterator[Path]:
    """Of all that is within; a list is one thing."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (key,)
            yield from ((key, *path) for path in _paths(inner))
