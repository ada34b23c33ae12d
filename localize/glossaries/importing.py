"""Terms from another file into a glossary that a person keeps: what stands there is not touched but where it
is to be, not even by another way of quoting it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from localize.domain.glossary import Term
from localize.domain.language import primary
from localize.glossaries import delimited
from localize.glossaries.cells import cells_of, entries_of, term_of
from localize.glossaries.columns import all_columns, languages_of, read_header
from localize.glossaries.delimited import Record
from localize.glossaries.faults import Faults
from localize.glossaries.senses import Sense, clash, identity, without_repeats
from localize.glossaries.sheet import Entry, Row


class Difference(NamedTuple):
    """`entry` is what was to come in, `here` what stands in its place at `line`; `columns` are those in which
    it says something else, none where it cannot stand beside it."""

    entry: Entry
    here: str
    line: int
    columns: tuple[str, ...] = ()


@dataclass
class Imported:
    """`text` is the glossary as it is then. `kept` are terms that stay as they are though the file says
    something else; `refused` share a form with another term."""

    text: str = ""
    added: list[Entry] = field(default_factory=list)
    replaced: list[Difference] = field(default_factory=list)
    unchanged: list[Entry] = field(default_factory=list)
    kept: list[Difference] = field(default_factory=list)
    refused: list[Difference] = field(default_factory=list)


def import_terms(
    text: str, where: str, entries: Iterable[Entry], *, replace: bool, targets: Iterable[str] = ()
) -> Imported:
    """Into the glossary `text` of the file `where`. With `replace`, what the file says of a term that is
    there already takes the place of what stands there; a cell that it leaves empty says nothing.

    Languages by another tag than here (`en-US` for `en`) come under that of the glossary, or of `targets`.
    Raises BadGlossary where the glossary has faults.
    """
    table = _Table.read(text, where)
    found = Imported()
    tags = tuple(dict.fromkeys([*languages_of(table.columns), *targets]))
    for entry in under_known_tags(list(entries), tags):
        table.take(entry, found, replace=replace)
    found.text = table.written()
    return found


@dataclass
class _Table:
    """The glossary while it changes: `changes` are cells by the line of their row, `added` the senses that
    have none yet."""

    records: Sequence[Record]
    columns: list[str]
    lines: Mapping[Sense, Sequence[int]]  # of the rows that are about it
    senses: dict[Sense, Entry] = field(default_factory=dict)  # repeats united
    by_form: dict[str, list[Sense]] = field(default_factory=dict)
    changes: dict[int, dict[str, str]] = field(default_factory=dict)
    added: list[Sense] = field(default_factory=list)

    @classmethod
    def read(cls, text: str, where: str) -> _Table:
        faults = Faults(where)
        records = list(delimited.records(text, faults))
        header, *rows = [*delimited.rows(text, faults)] or [Row(0, [])]
        columns = read_header(header, faults)
        faults.refuse()
        entries = list(entries_of(columns, rows, faults))
        terms = without_repeats(entries, faults)
        faults.refuse()
        lines: dict[Sense, list[int]] = {}
        for line, term in entries:
            lines.setdefault(identity(term), []).append(line)
        table = cls(records, columns, lines)
        for entry in terms:
            table._hold(entry)
        return table

    def take(self, entry: Entry, found: Imported, *, replace: bool) -> None:
        sense, other = identity(entry.term), self._clashing(entry.term)
        here = self.senses.get(sense)
        changed = _changed(here.term, entry.term) if here else {}
        if here and not changed:
            found.unchanged.append(entry)
        elif here and not replace:
            found.kept.append(Difference(entry, here.term.source, here.line, tuple(changed)))
        elif other:
            found.refused.append(Difference(entry, other.term.source, other.line))
        elif here:
            self._change(here, changed)
            found.replaced.append(Difference(entry, here.term.source, here.line, tuple(changed)))
        else:
            self._hold(Entry(0, entry.term))
            self.added.append(sense)
            found.added.append(entry)

    def written(self) -> str:
        terms = [self.senses[sense].term for sense in (*self.added, *self.senses)]
        added = [cells_of(self.senses[sense].term) for sense in self.added]
        used = {name for cells in added for name, cell in cells.items() if cell}
        used |= {name for cells in self.changes.values() for name in cells}
        more = [name for name in all_columns(terms, ()) if name in used and name not in self.columns]
        header = next(at for at, record in enumerate(self.records) if any(map(str.strip, record.row.cells)))
        style = _Style.of(self.records[header].text)
        lines = [
            self._record(record, more, style, is_header=at == header)
            for at, record in enumerate(self.records)
        ]
        if lines and self.added and not lines[-1].endswith(("\n", "\r")):
            lines[-1] += style.end
        columns = [*self.columns, *more]
        lines += [style.row([cells.get(name, "") for name in columns]) for cells in added]
        return "".join(lines)

    def _hold(self, entry: Entry) -> None:
        sense = identity(entry.term)
        self.senses[sense] = entry
        for form in entry.term.forms:
            self.by_form.setdefault(form.lower(), []).append(sense)

    def _clashing(self, term: Term) -> Entry | None:
        """Another term that cannot stand beside it."""
        near = (sense for form in term.forms for sense in self.by_form.get(form.lower(), ()))
        others = (self.senses[sense] for sense in near if sense != identity(term))
        return next((other for other in others if clash(term, other.term)), None)

    def _change(self, here: Entry, changed: Mapping[str, str]) -> None:
        """In every row of that term: two with different renderings would contradict each other."""
        for line in self.lines.get(identity(here.term), ()):
            self.changes.setdefault(line, {}).update(changed)
        # Its cells come from terms, so that nothing can be wrong with them.
        self._hold(Entry(here.line, term_of(cells_of(here.term) | dict(changed), here.line, Faults(""))))

    def _record(self, record: Record, more: Sequence[str], style: _Style, *, is_header: bool) -> str:
        """As it stands, where nothing of it changes but the columns after it."""
        line, cells = record.row
        changed = self.changes.get(line, {})
        if not any(map(str.strip, cells)) or not (changed or more):
            return record.text
        if not changed and len(cells) == len(self.columns):
            body = record.text.rstrip("\r\n")
            return body + style.after(more if is_header else [""] * len(more)) + record.text[len(body) :]
        by_column = [changed.get(name, cell) for name, cell in zip(self.columns, cells, strict=False)]
        return style.row([*by_column, *(changed.get(name, "") for name in more)])


class _Style(NamedTuple):
    """How the file writes: what is between its cells, and after its lines."""

    between: str
    end: str

    @classmethod
    def of(cls, header: str) -> _Style:
        end = header[len(header.rstrip("\r\n")) :]
        return cls(delimited.delimiter(header), end or "\n")

    def row(self, cells: Sequence[str]) -> str:
        stream = io.StringIO(newline="")
        csv.writer(stream, delimiter=self.between, lineterminator=self.end).writerow(cells)
        return stream.getvalue()

    def after(self, cells: Sequence[str]) -> str:
        """More cells at the end of a row."""
        return "".join(self.between + cell for cell in cells)


def _changed(here: Term, comes: Term) -> dict[str, str]:
    """The cells in which `comes` says something else."""
    stands = cells_of(here)
    return {name: cell for name, cell in cells_of(comes).items() if cell and cell != stands.get(name, "")}


def under_known_tags(entries: Sequence[Entry], known: Sequence[str]) -> list[Entry]:
    """A language that is known by another tag alone, and in the entries by one alone, comes under that."""
    tags = {tag for entry in entries for tag in _tags(entry.term)}
    new = {tag: _known_as(tag, known, tags) for tag in tags}
    return [Entry(entry.line, _renamed(entry.term, new)) for entry in entries]


def _known_as(tag: str, known: Sequence[str], tags: Iterable[str]) -> str:
    if tag in known:
        return tag
    here = [one for one in known if primary(one) == primary(tag)]
    there = [one for one in tags if primary(one) == primary(tag)]
    return here[0] if len(here) == len(there) == 1 and primary(here[0]) in (here[0], tag) else tag


def _tags(term: Term) -> set[str]:
    return {*term.targets, *term.variants, *term.forbidden, *term.exact}


def _renamed(term: Term, new: Mapping[str, str]) -> Term:
    return msgspec.structs.replace(
        term,
        targets={new[tag]: text for tag, text in term.targets.items()},
        variants={new[tag]: texts for tag, texts in term.variants.items()},
        forbidden={new[tag]: texts for tag, texts in term.forbidden.items()},
        exact=tuple(new[tag] for tag in term.exact),
    )
