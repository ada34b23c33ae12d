"""A pack's tables: tab-separated, the columns named in the first line. Every fault is kept with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from localize.errors import ConfigurationError, UnknownName, suggest


class Faults(list[str]):
    """What is wrong with a pack, each as `file:line: what`."""

    def refuse(self) -> None:
        """Raises ConfigurationError with the first, where there are any."""
        if self:
            more = f", and {len(self) - 1} more faults" if len(self) > 1 else ""
            raise ConfigurationError(self[0] + more, "`localize dialects check DIR` tells them all")


class Row(NamedTuple):
    """`where` is `file:line`; a column that the file leaves out is empty."""

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
    """The rows that are whole; empty lines stand for nothing."""
    text = read_text(file, faults)
    if text is None:
        return
    header, *lines = text.split("\n")
    names = [name.strip() for name in header.split("\t")]
    if not _known(names, columns, f"{file}:1", faults):
        return
    for number, line in enumerate(lines, 2):
        if line.strip():
            yield from _row(line, names, columns.required, f"{file}:{number}", faults)


def _known(names: Sequence[str], columns: Columns, where: str, faults: Faults) -> bool:
    before = len(faults)
    if missing := [name for name in columns.required if name not in names]:
        faults.append(f"{where}: the columns must be {', '.join(columns.required)}; no {', '.join(missing)}")
        return False
    known = [*columns.required, *columns.optional]
    for at, name in enumerate(names):
        if name in names[:at]:
            faults.append(f"{where}: two columns {name!r}")
        elif name not in known and not columns.others(name):
            faults.append(f"{where}: unknown column {name!r} ({suggest(name, known)})")
    return len(faults) == before


def _row(
    line: str, names: Sequence[str], required: Sequence[str], where: str, faults: Faults
) -> Iterator[Row]:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != len(names):
        faults.append(f"{where}: {len(cells)} cells where there must be {len(names)}")
        return
    row = dict(zip(names, cells, strict=True))
    if empty := [name for name in required if not row[name]]:
        faults.extend(f"{where}: `{name}` is empty" for name in empty)
        return
    yield Row(where, row)
