"""`glossary.csv` ⇄ Glossary: a row a term.

Columns: `source`, one for each target language (a BCP-47 tag: `en`, `es-419`), `kind`, `aliases`
(separated by `|`), `note`, `forbidden` (separated by `|`, each for one language as in `en:boss`, or for
all). Comma, tab or semicolon between the cells. The other Chinese script of every form becomes an alias.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

import msgspec

from localize.domain.encoding import decode_text
from localize.domain.glossary import Glossary, Term
from localize.domain.language import parse_language
from localize.errors import BadGlossary, UnknownName, suggest

if TYPE_CHECKING:
    from opencc import OpenCC

FILE_NAME = "glossary.csv"
COLUMNS = ("source", "kind", "aliases", "note", "forbidden")
ALL_LANGUAGES = "*"


class _Row(NamedTuple):
    """`line` is where it begins in the file, from 1."""

    line: int
    cells: list[str]


class _Entry(NamedTuple):
    line: int
    term: Term


def load(path: Path) -> Glossary:
    """The glossary in `path`, or in the `glossary.csv` of the folder `path`.

    Raises BadGlossary, with the file and the line.
    """
    file = path / FILE_NAME if path.is_dir() else path
    try:
        text = decode_text(file.read_bytes())
    except OSError as error:
        raise BadGlossary(f"cannot read the glossary {file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadGlossary(f"{file}:{line}: not a text that can be read", "save it as CSV UTF-8") from error
    return loads(io.StringIO(text, newline=""), str(file))


def loads(stream: TextIO, where: str) -> Glossary:
    """The glossary in a stream opened with `newline=""`. Raises BadGlossary; `where` names the file."""
    rows = _rows(stream.read().removeprefix("\ufeff"), where)
    header = next(rows, None)
    if header is None:
        raise BadGlossary(f"{where}: the glossary is empty", f"its first line names the columns: {_EXAMPLE}")
    columns = _columns(header, where)
    entries = [_Entry(row.line, _term(columns, row, where)) for row in rows]
    terms = [entry.term for entry in _without_repeats(entries, where)]
    return Glossary(tuple(_with_other_script(terms)))


def dumps(glossary: Glossary, stream: TextIO, targets: Sequence[str]) -> None:
    """Write what `loads` reads back as the same glossary, with a column for each of `targets`."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["source", *targets, *COLUMNS[1:]])
    for term in glossary.terms:
        renderings = [term.targets.get(target, "") for target in targets]
        aliases, forbidden = "|".join(term.aliases), "|".join(_forbidden_entries(term))
        writer.writerow([term.source, *renderings, term.kind, aliases, term.note, forbidden])


def merge(*glossaries: Glossary) -> Glossary:
    """All terms; a later glossary's term replaces earlier ones that share its source or claim its forms."""
    terms: dict[str, Term] = {}
    for glossary in glossaries:
        claimed = {form for term in glossary.terms for form in term.forms}
        kept = {source: _without_aliases(term, claimed) for source, term in terms.items()}
        terms = {source: term for source, term in kept.items() if source not in claimed}
        terms |= {term.source: term for term in glossary.terms}
    return Glossary(tuple(terms.values()))


# ── rows and columns ─────────────────────────────────────────────────────────────────────────────────

_EXAMPLE = "source,en,kind,aliases,note,forbidden"


def _rows(text: str, where: str) -> Iterator[_Row]:
    """The rows that hold anything."""
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise BadGlossary(f"{where}:{line}: not a text file", "save the table as CSV UTF-8")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _Row(line, [" ".join(cell.split()) for cell in cells])
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadGlossary(f"{where}:{line}: {error}", "a quote inside a cell is written twice") from error


def _delimiter(text: str) -> str:
    """The one that the first line uses most."""
    header = next(iter(text.lstrip().splitlines()), "")
    return max(",\t;", key=header.count)


def _columns(header: _Row, where: str) -> list[str]:
    """What each column is: one of COLUMNS, a language tag, or empty where the header is."""
    columns = [_column(name, f"{where}:{header.line}") for name in header.cells]
    if "source" not in columns:
        raise BadGlossary(f"{where}:{header.line}: no column `source`", f"for example: {_EXAMPLE}")
    for name in columns:
        if name and columns.count(name) > 1:
            raise BadGlossary(f"{where}:{header.line}: two columns `{name}`")
    return columns


def _column(name: str, where: str) -> str:
    if name.lower() in ("", *COLUMNS):
        return name.lower()
    try:
        return parse_language(name)
    except UnknownName as error:
        near = suggest(name, COLUMNS)
        hint = near if near.startswith("did you mean") else error.hint
        raise BadGlossary(f"{where}: {name!r} is neither a column nor a language", hint) from None


def _term(columns: Sequence[str], row: _Row, where: str) -> Term:
    place = f"{where}:{row.line}"
    cells = _by_column(columns, row, place)
    source = cells.pop("source")
    if not source:
        raise BadGlossary(f"{place}: the source is empty")
    return Term(
        source=source,
        kind=cells.pop("kind", ""),
        note=cells.pop("note", ""),
        aliases=tuple(dict.fromkeys(alias for alias in _split(cells.pop("aliases", "")) if alias != source)),
        forbidden=_forbidden(_split(cells.pop("forbidden", ""))),
        targets={language: rendering for language, rendering in cells.items() if rendering},
    )


def _by_column(columns: Sequence[str], row: _Row, place: str) -> dict[str, str]:
    """The cells by column; spreadsheets may pad a row, but nothing may stand outside the columns."""
    if len(row.cells) < len(columns) or any(row.cells[len(columns) :]):
        message = f"{place}: {len(row.cells)} cells where the header has {len(columns)}"
        raise BadGlossary(message, "a cell with a comma in it stands between quotes")
    pairs = list(zip(columns, row.cells, strict=False))
    if stray := "".join(cell for column, cell in pairs if not column):
        raise BadGlossary(f"{place}: {stray!r} stands in a column without a name")
    return {column: cell for column, cell in pairs if column}


def _split(cell: str) -> list[str]:
    return [item.strip() for item in cell.split("|") if item.strip()]


# ── forbidden renderings ─────────────────────────────────────────────────────────────────────────────


def _forbidden(entries: Iterable[str]) -> dict[str, tuple[str, ...]]:
    by_language: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        language, banned = _addressed(entry)
        by_language[language] = tuple(dict.fromkeys((*by_language.get(language, ()), banned)))
    return by_language


def _addressed(entry: str) -> tuple[str, str]:
    """`en:boss` → `en`, `boss`. What is before the colon must be a tag: `Oh no: him` is for all languages."""
    tag, colon, banned = entry.partition(":")
    if colon and banned.strip() and tag == ALL_LANGUAGES:
        return ALL_LANGUAGES, banned.strip()
    try:
        return (parse_language(tag), banned.strip()) if banned.strip() else (ALL_LANGUAGES, entry)
    except UnknownName:
        return ALL_LANGUAGES, entry


def _forbidden_entries(term: Term) -> list[str]:
    return [f"{language}:{entry}" for language, banned in term.forbidden.items() for entry in banned]


# ── repeats, and the other script ────────────────────────────────────────────────────────────────────


def _without_repeats(entries: Iterable[_Entry], where: str) -> list[_Entry]:
    """A term given twice with the same renderings is one; a form that means two terms is an error."""
    by_source: dict[str, _Entry] = {}
    for entry in entries:
        line, term = entry
        first = by_source.get(term.source)
        if first and first.term.targets != term.targets:
            message = f"{where}:{line}: {term.source!r} has other renderings than in line {first.line}"
            raise BadGlossary(message, "keep one of them")
        by_source[term.source] = _Entry(first.line, _united(first.term, term)) if first else entry
    _refuse_shared_forms(by_source.values(), where)
    return list(by_source.values())


def _united(first: Term, again: Term) -> Term:
    entries = [*_forbidden_entries(first), *_forbidden_entries(again)]
    return msgspec.structs.replace(
        first,
        kind=first.kind or again.kind,
        note=first.note or again.note,
        aliases=tuple(dict.fromkeys(first.aliases + again.aliases)),
        forbidden=_forbidden(entries),
    )


def _refuse_shared_forms(entries: Iterable[_Entry], where: str) -> None:
    owners: dict[str, _Entry] = {}
    for entry in entries:
        for form in entry.term.forms:
            owner = owners.setdefault(form.lower(), entry)
            if owner is not entry:
                later, earlier = sorted((owner, entry), reverse=True, key=lambda one: one.line)
                message = f"{where}:{later.line}: {form!r} of {later.term.source!r} is also a form of"
                raise BadGlossary(f"{message} {earlier.term.source!r} (line {earlier.line})")


def _with_other_script(terms: Sequence[Term]) -> Iterator[Term]:
    """Each term with its forms in the other Chinese script as aliases, unless another term has them."""
    taken = {form for term in terms for form in term.forms}
    for term in terms:
        added = [form for form in _other_script(term.forms) if form not in taken]
        taken.update(added)
        yield msgspec.structs.replace(term, aliases=(*term.aliases, *added))


def _other_script(forms: Sequence[str]) -> list[str]:
    """What conversion leads to, again and again until nothing new comes, so that the result is stable."""
    found = list(forms)
    for form in found:  # grows while it is read
        found += [other for other in _converted(form) if other not in found]
    return found[len(forms) :]


def _converted(form: str) -> list[str]:
    if form.isascii():
        return []
    return list(dict.fromkeys(converter.convert(form) for converter in _converters()))


@cache
def _converters() -> tuple[OpenCC, OpenCC]:
    import opencc

    return opencc.OpenCC("s2t"), opencc.OpenCC("t2s")


def _without_aliases(term: Term, claimed: Iterable[str]) -> Term:
    return msgspec.structs.replace(
        term, aliases=tuple(alias for alias in term.aliases if alias not in claimed)
    )
