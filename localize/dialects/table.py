"""A pack's tables: tab-separated, the columns named in the first line. Every fault is kept with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from localize.errors import ConfigurationError, UnknownName, suggest


class Faults(list[str]):
    """What is wrong with a pack, each as `file:line: what`, or `file: what` where no line is to blame."""

    def refuse(self) -> None:
        """Raises ConfigurationError with the first, where there are any."""
        if self:
            more = f", and {len(self) - 1} more faults" if len(self) > 1 else ""
            raise ConfigurationError(self[0] + more, "`localize dialects check DIR` tells them all")


class Row(NamedTuple):
    """`where` is `file:line`; a column that the file leaves out is empty, and so may any other be, which is
    told already where it must not."""

    where: str
    cells: dict[str, str]


class Columns(NamedTuple):
    """`others` says whether a column by another name is one too."""

    required: Sequence[str]
    optional: Sequence[str] = ()
    others: Callable[[str], bool] = lambda _name: False


def is_language(name: str) -> bool:
    from localize.domain.language import parse_language

    try:
        return parse_language(name) == name
    except UnknownName:
        return False


def read_text(file: Path, faults: Faults) -> str | None:
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        faults.append(f"{file}: {error.strerror}")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        faults.append(f"{file}:{line}: not UTF-8")
    return None


def rows(file: Path, columns: Columns, faults: Faults) -> Iterator[Row]:
    """The rows that have a cell for every column, also where one of them is at fault; empty lines stand for
    nothing."""
    text = read_text(file, faults)
    if text is None:
        return
    header, *lines = text.split("\n")
    names = [name.strip() for name in header.split("\t")]
    faults.extend(f"{file}:1: {what}" for what in _wrong_header(names, columns))
    if not set(names) & set(columns.required):  # that line names no columns
        return
    for number, line in enumerate(lines, 2):
        if line.strip():
            yield from _row(line, names, columns, f"{file}:{number}", faults)


def _wrong_header(names: Sequence[str], columns: Columns) -> Iterator[str]:
    missing = [name for name in columns.required if name not in names]
    if missing:
        yield f"the columns must be {', '.join(columns.required)}; no {', '.join(missing)}"
    if len(missing) == len(columns.required):
        return
    known = [*columns.required, *columns.optional]
    for at, name in enumerate(names):
        if name in names[:at]:
            yield f"two columns {name!r}"
        elif name not in known and not columns.others(name):
            yield f"unknown column {name!r} ({suggest(name, known)})"


def _row(line: str, names: Sequence[str], columns: Columns, where: str, faults: Faults) -> Iterator[Row]:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != len(names):
        faults.append(f"{where}: {len(cells)} cells where there must be {len(names)}")
        return
    absent = dict.fromkeys([*columns.required, *columns.optional], "")
    row = absent | dict(reversed(list(zip(names, cells, strict=True))))  # of two columns the first
    required = (name for name in columns.required if name in names)
    faults.extend(f"{where}: `{name}` is empty" for name in required if not row[name])
    yield Row(where, row)
