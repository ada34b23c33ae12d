"""`proposals.csv`: a row a proposal, for a person to fill in.

Columns: `approve` (`y` takes the row into the glossary), `source`, one for each target language, `kind`,
`aliases`, `note`, as in the glossary; `count`, `episodes`, `alike` and `examples` are for reading.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeAlias

from localize.domain.language import parse_language
from localize.domain.times import clock
from localize.errors import BadGlossary, UnknownName
from localize.mining.proposals import Proposal

FILE_NAME = "proposals.csv"
APPROVE, SOURCE = "approve", "source"
# What a person fills in, and what is there to read.
FILLED, READ = ("aliases", "note"), ("count", "episodes", "alike", "examples")
YES = frozenset({"y", "yes", "x", "1", "true", "ok", "是", "√", "✓"})

Row: TypeAlias = Mapping[str, str]


def loads(text: str, where: str) -> list[Row]:
    """The rows by column, as they stand. Raises BadGlossary; `where` names the file."""
    (first, header), *lines = list(_lines(text, where)) or [(1, [])]
    columns = _columns(header, f"{where}:{first}", where)
    found: dict[str, tuple[int, Row]] = {}
    for line, cells in lines:
        row = _row(columns, cells, f"{where}:{line}")
        if earlier := found.get(row[SOURCE]):
            message = f"{where}:{line}: {row[SOURCE]!r} has a row already (line {earlier[0]})"
            raise BadGlossary(message, "keep one of the two")
        if row[SOURCE]:
            found[row[SOURCE]] = line, row
    return [row for _, row in found.values()]


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


def canonical(name: str) -> str:
    """A name of a column: a language as BCP-47 has it, all else in lower case."""
    plain = name.strip().lower()
    if plain in (APPROVE, SOURCE, "kind", *FILLED, "forbidden", *READ):
        return plain
    try:
        return parse_language(name)
    except UnknownName:
        return plain


def _lines(text: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line where it begins; the spaces in their cells tidied."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield line, [" ".join(cell.split()) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        is_long = str(error).startswith("field larger")
        what = f"a cell of more than {csv.field_size_limit():,} characters" if is_long else error
        hint = "every quote is closed, and one inside a cell is written twice"
        raise BadGlossary(f"{where}:{line}: {what}", hint) from error


def _columns(header: Sequence[str], at: str, where: str) -> list[str]:
    columns = [name.lower() if name.lower() in (APPROVE, SOURCE) else name for name in header]
    for wanted in (APPROVE, SOURCE):
        if wanted not in columns:
            raise BadGlossary(f"{where}: no column `{wanted}`", "`localize glossary mine` writes such a file")
    names = [canonical(name) for name in columns if name]
    for name in names:
        if names.count(name) > 1:
            raise BadGlossary(f"{at}: two columns `{name}`", "keep one of the two")
    return columns


def _row(columns: Sequence[str], cells: Sequence[str], at: str) -> Row:
    """Spreadsheets may pad a row, but nothing may stand outside the columns."""
    if len(cells) < len(columns) or any(cells[len(columns) :]):
        message = f"{at}: {len(cells)} cells where the header has {len(columns)}"
        raise BadGlossary(message, "a cell with a comma in it stands between quotes")
    for name, cell in zip(columns, cells, strict=False):
        if cell and not name:
            raise BadGlossary(
                f"{at}: {cell!r} stands in a column without a name", "name it in the first line"
            )
        # What is there to read is as it was said, and goes nowhere.
        if name not in READ and any(unicodedata.category(one) in ("Cc", "Cs") for one in cell):
            raise BadGlossary(f"{at}: {cell!r} holds a control character", "write the cell anew")
    return {name: cell for name, cell in zip(columns, cells, strict=False) if name}


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
