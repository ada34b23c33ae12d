"""A row ⇄ a Term."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from localize.domain.glossary import ALL_LANGUAGES, Term
from localize.domain.language import parse_language
from localize.errors import UnknownName
from localize.glossaries.columns import COLUMNS, SOURCE, UNKNOWN
from localize.glossaries.faults import Faults
from localize.glossaries.sheet import Entry, Row

BETWEEN = "|"
# Neither text nor, in XML and spreadsheets, allowed: controls, halves of a character, and two that are none.
_FORBIDDEN_CATEGORIES = ("Cc", "Cs")
_NO_CHARACTERS = "\ufffe\uffff"


def entries_of(columns: Sequence[str], rows: Iterable[Row], faults: Faults) -> Iterator[Entry]:
    """Those of the rows that say which term they are about and fit the columns."""
    for row in rows:
        cells = _by_column(columns, row, faults)
        if cells is None:
            continue
        if not cells[SOURCE]:
            faults.add(row.line, "the source is empty")
        else:
            yield Entry(row.line, term_of(cells, row.line, faults))


def term_of(cells: Mapping[str, str], line: int, faults: Faults) -> Term:
    """A cell that is not there is empty."""
    source = cells[SOURCE]
    listed = {name: tuple(dict.fromkeys(_split(cells.get(name, "")))) for name in ("unless", "when")}
    aliases = (alias for alias in _split(cells.get("aliases", "")) if alias != source)
    return Term(
        source=source,
        kind=cells.get("kind", ""),
        note=cells.get("note", ""),
        aliases=tuple(dict.fromkeys(aliases)),
        forbidden=by_language(_split(cells.get("forbidden", ""))),
        variants=by_language(_split(cells.get("variants", ""))),
        exact=_tags(_split(cells.get("exact", "")), line, faults),
        targets={name: text for name, text in cells.items() if text and name not in COLUMNS},
        **listed,
    )


def cells_of(term: Term) -> dict[str, str]:
    """What `term_of` reads back as the same term, by column."""
    fields = {
        SOURCE: term.source,
        "kind": term.kind,
        "note": term.note,
        "aliases": BETWEEN.join(term.aliases),
        "forbidden": BETWEEN.join(_addressed(term.forbidden)),
        "variants": BETWEEN.join(_addressed(term.variants)),
        "exact": BETWEEN.join(term.exact),
        "unless": BETWEEN.join(term.unless),
        "when": BETWEEN.join(term.when),
    }
    return {**term.targets, **fields}


def by_language(entries: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """`en:boss`, `boss` → the texts by tag, `*` for all."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        tag, text = _address(entry)
        found[tag] = tuple(dict.fromkeys((*found.get(tag, ()), text)))
    return found


def _addressed(texts: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [f"{tag}:{text}" for tag, listed in texts.items() for text in listed]


def _address(entry: str) -> tuple[str, str]:
    """`en:boss` → `en`, `boss`. What is before the colon must be a tag: `Oh no: him` is for all languages."""
    tag, colon, text = entry.partition(":")
    if colon and text.strip() and tag == ALL_LANGUAGES:
        return ALL_LANGUAGES, text.strip()
    try:
        return (parse_language(tag), text.strip()) if text.strip() else (ALL_LANGUAGES, entry)
    except UnknownName:
        return ALL_LANGUAGES, entry


def _tags(entries: Iterable[str], line: int, faults: Faults) -> tuple[str, ...]:
    tags = []
    for entry in entries:
        try:
            tags.append(entry if entry == ALL_LANGUAGES else parse_language(entry))
        except UnknownName as error:
            faults.add(line, f"`exact`: {error.message}", error.hint)
    return tuple(dict.fromkeys(tags))


def _split(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(BETWEEN) if item.strip()]


def _by_column(columns: Sequence[str], row: Row, faults: Faults) -> dict[str, str] | None:
    """The cells by column; spreadsheets may pad a row, but nothing may stand outside the columns."""
    if len(row.cells) < len(columns) or any(row.cells[len(columns) :]):
        faults.add(
            row.line,
            f"{len(row.cells)} cells where the header has {len(columns)}",
            "a cell with a comma in it stands between quotes",
        )
        return None
    pairs = list(zip(columns, row.cells, strict=False))
    if stray := "".join(cell for column, cell in pairs if not column):
        faults.add(row.line, f"{stray!r} stands in a column without a name")
    for cell in filter(_is_no_text, row.cells):
        faults.add(row.line, f"{cell!r} holds a control character", "write the cell anew")
    cells: dict[str, str] = {}
    for column, cell in pairs:
        if column not in ("", UNKNOWN):
            cells.setdefault(column, cell)  # of two columns the first
    return cells


def _is_no_text(cell: str) -> bool:
    return any(unicodedata.category(one) in _FORBIDDEN_CATEGORIES or one in _NO_CHARACTERS for one in cell)
