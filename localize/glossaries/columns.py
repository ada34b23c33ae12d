"""The columns of a glossary: which there are, and what the header of a file makes of them."""

from __future__ import annotations

from collections.abc import Iterable

from localize.domain.glossary import Term
from localize.domain.language import parse_language
from localize.errors import UnknownName, suggest
from localize.glossaries.faults import Faults
from localize.glossaries.sheet import Row

SOURCE = "source"
FIELDS = ("kind", "aliases", "note", "forbidden", "variants", "exact", "unless", "when")
COLUMNS = (SOURCE, *FIELDS)
UNKNOWN = "?"  # stands for a column by a name that is at fault
EXAMPLE = "source,en,kind,aliases,note,forbidden"


def read_header(header: Row, faults: Faults) -> list[str]:
    """What each column is: one of COLUMNS, a language tag, UNKNOWN, or empty where the header is."""
    columns = [_column(name, header.line, faults) for name in header.cells]
    if SOURCE not in columns:
        faults.add(header.line, f"no column `{SOURCE}`", f"for example: {EXAMPLE}")
    repeated = {name for name in columns if name not in ("", UNKNOWN) and columns.count(name) > 1}
    for name in sorted(repeated):
        faults.add(header.line, f"two columns `{name}`")
    return columns


def languages_of(columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in columns if name not in ("", UNKNOWN, *COLUMNS))


def all_columns(terms: Iterable[Term], targets: Iterable[str]) -> list[str]:
    """In the order in which they are written: none of the terms' languages is left out."""
    further = (tag for term in terms for tag in term.targets)
    return [SOURCE, *dict.fromkeys([*targets, *further]), *FIELDS]


def _column(name: str, line: int, faults: Faults) -> str:
    if name.lower() in ("", *COLUMNS):
        return name.lower()
    try:
        return parse_language(name)
    except UnknownName as error:
        near = suggest(name, COLUMNS)
        hint = near if near.startswith("did you mean") else error.hint
        faults.add(line, f"{name!r} is neither a column nor a language", hint)
        return UNKNOWN
