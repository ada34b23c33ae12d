"""Approved rows → the glossary's file, behind what stands in it, which is left as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from localize.errors import BadGlossary
from localize.mining.sheet import APPROVE, READ, Row, canonical, delimiter

HEADER = ("source", "kind", "aliases", "note", "forbidden")


def new_file(targets: Sequence[str]) -> str:
    return ",".join((HEADER[0], *targets, *HEADER[1:])) + "\n"


def appended(text: str, rows: Sequence[Row], where: str) -> str:
    """The text of a glossary with a row more for each of `rows`.

    Raises BadGlossary for what a person wrote and the glossary has no column for.
    """
    sign = delimiter(text)
    header = next(csv.reader(io.StringIO(text), delimiter=sign), [])
    columns = [canonical(name) for name in header]
    line_end = "\r\n" if "\r\n" in text else "\n"
    added = io.StringIO()
    writer = csv.writer(added, delimiter=sign, lineterminator=line_end)
    for row in rows:
        writer.writerow(_in_order(row, columns, where))
    between = "" if not text or text.endswith("\n") else line_end
    return text + between + added.getvalue()


def _in_order(row: Row, columns: Sequence[str], where: str) -> list[str]:
    cells = {canonical(name): cell for name, cell in row.items() if name and cell}
    for name in cells:
        if name not in (*columns, APPROVE, "kind", *READ):
            message = f"{where} has no column `{name}`, and {row['source']} has {cells[name]!r} in it"
            raise BadGlossary(message, "add the column to the glossary's first line, and to every row")
    return [cells.get(name, "") for name in columns]
