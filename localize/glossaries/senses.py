"""Rows that are about the same words: repeats are united, senses kept apart, all else is a fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from localize.domain.glossary import Term
from localize.glossaries.faults import Faults
from localize.glossaries.sheet import Entry

Sense: TypeAlias = tuple[str, frozenset[str]]  # the source, and what it must stand beside


def without_repeats(entries: Iterable[Entry], faults: Faults) -> list[Entry]:
    """A sense given twice with the same renderings is one."""
    kept: dict[Sense, Entry] = {}
    for entry in entries:
        key = identity(entry.term)
        first = kept.get(key)
        if first and first.term.targets != entry.term.targets:
            what = f"{entry.term.source!r} has other renderings than in line {first.line}"
            faults.add(entry.line, what, "keep one of them, or tell them apart in the column `when`")
        elif first:
            kept[key] = Entry(first.line, _united(first.term, entry.term))
        else:
            kept[key] = entry
    _tell_shared_forms(list(kept.values()), faults)
    return list(kept.values())


def identity(term: Term) -> Sense:
    """Two rows with the same are about the same sense of the same word."""
    return term.source, frozenset(term.when)


def clash(one: Term, other: Term) -> str:
    """The form that both have without being told apart by what stands around them, or empty."""
    if set(one.when).isdisjoint(other.when) and (one.when or other.when):
        return ""
    theirs = {form.lower() for form in other.forms}
    return next((form for form in one.forms if form.lower() in theirs), "")


def is_sense_of(one: Term, other: Term) -> bool:
    return not {form.lower() for form in one.forms}.isdisjoint(form.lower() for form in other.forms)


def _tell_shared_forms(entries: Sequence[Entry], faults: Faults) -> None:
    for earlier, later in _sharing(entries):
        if form := clash(later.term, earlier.term):
            also = f"is also a form of {earlier.term.source!r} (line {earlier.line})"
            both = sorted(set(later.term.when) & set(earlier.term.when))
            why = f", and both are meant beside {both[0]!r}" if both else ""
            faults.add(later.line, f"{form!r} of {later.term.source!r} {also}{why}")


def _sharing(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """The pairs that have a form in common, each once, by line."""
    owners: dict[str, list[Entry]] = {}
    told = set()
    for entry in sorted(entries, key=lambda one: one.line):
        for form in {form.lower(): form for form in entry.term.forms}:
            for owner in owners.setdefault(form, []):
                if (pair := (owner.line, entry.line)) not in told:
                    told.add(pair)
                    yield owner, entry
            owners[form].append(entry)


def _united(first: Term, again: Term) -> Term:
    return msgspec.structs.replace(
        first,
        kind=first.kind or again.kind,
        note=first.note or again.note,
        aliases=_both(first.aliases, again.aliases),
        forbidden=_both_by_tag(first.forbidden, again.forbidden),
        variants=_both_by_tag(first.variants, again.variants),
        exact=_both(first.exact, again.exact),
        unless=_both(first.unless, again.unless),
    )


def _both(first: tuple[str, ...], again: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(first + again))


def _both_by_tag(
    first: Mapping[str, tuple[str, ...]], again: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    tags = dict.fromkeys([*first, *again])
    return {tag: _both(first.get(tag, ()), again.get(tag, ())) for tag in tags}
