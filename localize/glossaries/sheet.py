"""What every format of a glossary is read into: rows, and then entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from localize.domain.glossary import Glossary, Term
from localize.glossaries.faults import Fault, Faults


class Row(NamedTuple):
    """`line` is where it begins in the file, from 1."""

    line: int
    cells: list[str]


class Entry(NamedTuple):
    line: int
    term: Term


@dataclass(frozen=True)
class Sheet:
    """A file as it was written: `columns` in their order, a Term for each row that could be read. What is
    wrong with the rest stands in `faults`; `left_out` are entries that are right and say nothing to us."""

    columns: tuple[str, ...]
    entries: tuple[Entry, ...]
    faults: Faults
    left_out: tuple[Fault, ...] = ()

    @property
    def glossary(self) -> Glossary:
        return Glossary(tuple(entry.term for entry in self.entries))
