"""How far a sheet of a workbook reaches, before anything is made for each of its cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from xml.parsers import expat

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,9})\$?(\d{1,18})")


class Grid:
    """Of one sheet. `size` counts the cells of the smallest table that holds all of them, empty ones too.
    Where that is more than `most`, the first cell that made it so is `beyond`, or the area is `merged`."""

    def __init__(self, most: int) -> None:
        self.beyond = self.merged = ""
        self._most = most
        self._rows = self._columns = 0
        self._row = self._column = 0

    @property
    def size(self) -> int:
        return self._rows * self._columns

    def read(self, part: bytes) -> None:
        """Any part of a workbook; those that are no sheet have no cells. What is no XML is told by who reads
        it for good."""
        parser = expat.ParserCreate()

        def root(name: str, _: Mapping[str, str]) -> None:
            parser.StartElementHandler = self._element if _local(name) == "worksheet" else None

        parser.StartElementHandler = root
        with suppress(expat.ExpatError, LookupError, ValueError):  # LookupError: of an unknown encoding
            parser.Parse(part, True)

    def _element(self, name: str, attributes: Mapping[str, str]) -> None:
        kind = _local(name)
        if kind == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif kind == "c":
            self._cell(attributes.get("r", ""))
        elif kind == "mergeCell" and self._reaches(*_place(attributes.get("ref", "").rpartition(":")[2])):
            self.merged = self.merged or attributes["ref"]

    def _cell(self, reference: str) -> None:
        row, self._column = _place(reference) if reference else (self._row, self._column + 1)
        if self._reaches(row, self._column):
            self.beyond = self.beyond or reference or f"a cell in row {row}"

    def _reaches(self, row: int, column: int) -> bool:
        """Whether with this cell it is too large."""
        self._rows, self._columns = max(self._rows, row), max(self._columns, column)
        return self.size > self._most


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _place(reference: str) -> tuple[int, int]:
    """`C7` → row 7, column 3; nowhere for what is no reference."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column
