"""`proposals.csv`: a row a proposal, for a person to fill in.

Columns: `approve` (`y` takes the row into the glossary), `source`, one for each target language, `kind`,
`aliases`, `note`, as in the glossary; `count`, `episodes`, `alike` and `examples` are for reading.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeAlias

from localize.domain.times import clock
from localize.errors import BadGlossary
from localize.mining.proposals import Proposal

FILE_NAME = "proposals.csv"
APPROVE, SOURCE = "approve", "source"
# What a person fills in, and what is there to read.
FILLED, READ = ("aliases", "note"), ("count", "episodes", "alike", "examples")
YES = frozenset({"y", "yes", "x", "1", "true", "ok", "是", "√", "✓"})

Row: TypeAlias = Mapping[str, str]


def loads(text: str, where: str) -> list[Row]:
    """The rows by column, as they stand. Raises BadGlossary; `where` names the file."""
    header, *lines = list(csv.reader(io.StringIO(text), delimiter=delimiter(text))) or [[]]
    columns = [name.strip().lower() if name.strip().lower() in (APPROVE, SOURCE) else name for name in header]
    for wanted in (APPROVE, SOURCE):
        if wanted not in columns:
            raise BadGlossary(f"{where}: no column `{wanted}`", "`localize glossary mine` writes such a file")
    rows = [dict(zip(columns, map(str.strip, cells), strict=False)) for cells in lines]
    return [row for row in rows if row.get(SOURCE)]


def dumps(proposals: Sequence[Proposal], targets: Sequence[str], filled: Sequence[Row] = ()) -> str:
    """The sheet for `proposals`. What a person has `filled` in in an earlier one is kept, also of what is not
    proposed any more."""
    columns = [APPROVE, SOURCE, *targets, "kind", *FILLED, *READ]
    earlier = {row[SOURCE]: row for row in filled}
    columns += [name for row in filled for name in row if name and name not in columns]
    rows = [{**_cells(one), **_kept(earlier.get(one.source, {}))} for one in proposals]
    proposed = {one.source for one in proposals}
    rows += [dict(row) for row in filled if row[SOURCE] not in proposed and _by_person(row)]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(columns)), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def approved(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.get(APPROVE, "").casefold() in YES]


def without(rows: Sequence[Row], known: Collection[str]) -> list[Row]:
    return [row for row in rows if row[SOURCE] not in known]


def delimiter(text: str) -> str:
    """The one that the first line uses most."""
    header = next(iter(text.lstrip().splitlines()), "")
    return max(",\t;", key=header.count)


def _cells(one: Proposal) -> dict[str, str]:
    return {
        SOURCE: one.source,
        "kind": one.kind,
        "count": str(one.count),
        "episodes": " ".join(one.episodes),
        "alike": "|".join(one.alike),
        "examples": " | ".join(examples(one)),
    }


def examples(one: Proposal) -> Iterator[str]:
    """`E01 0:06.712 莫喊我妈！`"""
    return (f"{line.episode} {clock(line.at_ms)} {line.text}" for line in one.examples)


def _kept(row: Row) -> dict[str, str]:
    """Of an earlier row, with its kind: whether a person changed that cannot be told."""
    return {**_by_person(row), **({"kind": row["kind"]} if row.get("kind") else {})}


def _by_person(row: Row) -> dict[str, str]:
    """What a machine did not write: all but what is there to read, where something stands in it."""
    written = (SOURCE, "kind", *READ)
    return {name: cell for name, cell in row.items() if name and cell and name not in written}
