"""TBX → entries, ours and other people's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from localize.domain.glossary import ALL_LANGUAGES, Term
from localize.domain.language import primary
from localize.glossaries.cells import term_of
from localize.glossaries.columns import COLUMNS, SOURCE, all_columns
from localize.glossaries.faults import Fault, Faults
from localize.glossaries.sheet import Entry, Sheet
from localize.glossaries.tbx import tree
from localize.glossaries.tbx.status import (
    ADMITTED,
    DEFINITION,
    DEPRECATED,
    OURS,
    PREFERRED,
    STATUS,
    SUBJECT,
    SUPERSEDED,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Version 2, and what version 3 calls the same.
ENTRIES = ("termEntry", "conceptEntry")
LANGUAGES = ("langSet", "langSec")
UNITS = ("tig", "ntig", "termSec")
# Where a person is told something of a term; some tools do not say what it is.
_TOLD = (None, DEFINITION, "context", "explanation", "Usage note")


class _Form(NamedTuple):
    """`status` is empty where nothing is said of it."""

    text: str
    status: str


def read(path: Path, source: str, faults: Faults) -> Sheet:
    """The entries that have a term in `source`, a tag: under that very one, else under any of its language.

    Raises BadGlossary for a file that is no TBX.
    """
    found: list[Entry] = []
    left_out: list[Fault] = []
    for element in tree.named(tree.parse(path), ENTRIES):
        forms = _by_language(element, faults)
        if said := _tags_of_source(forms, source):
            found.append(Entry(tree.line(element), _term(element, forms, said, faults)))
        else:
            there = ", ".join(forms) or "no language"
            left_out.append(Fault(tree.line(element), f"no term in {source}: it has {there}"))
    if not found and not faults:
        first = left_out[0] if left_out else Fault(0, "no `termEntry` in it")
        faults.add(*first[:2], "--from names the language that the terms are said in" if left_out else "")
    columns = all_columns((entry.term for entry in found), ())
    return Sheet(tuple(columns), tuple(found), faults, tuple(left_out))


def _term(
    element: Element, forms: Mapping[str, Sequence[_Form]], said: Collection[str], faults: Faults
) -> Term:
    source, *aliases = _preferred_first(form for tag in said for form in forms[tag])
    ours, notes = _notes(element)
    told = term_of({SOURCE: source.text, **ours}, tree.line(element), faults)
    targets = {tag: listed for tag, listed in forms.items() if tag not in said}
    return msgspec.structs.replace(
        told,
        kind=_described(element, SUBJECT),
        note="; ".join(notes),
        aliases=tuple(dict.fromkeys(form.text for form in aliases if form.text != source.text)),
        targets={tag: main.text for tag, listed in targets.items() if (main := _rendering(listed))},
        variants=_with(told.variants, {tag: _variants(listed) for tag, listed in targets.items()}),
        forbidden=_with(told.forbidden, {tag: _forbidden(listed) for tag, listed in targets.items()}),
    )


def _by_language(element: Element, faults: Faults) -> dict[str, list[_Form]]:
    """Those with a text; languages in the order of the file."""
    found: dict[str, list[_Form]] = {}
    for language in tree.named(element, LANGUAGES):
        tag = tree.language(language, faults)
        forms = [_form(unit) for unit in tree.named(language, UNITS)]
        if tag and (filled := [form for form in forms if form.text]):
            found.setdefault(tag, []).extend(filled)
    return found


def _form(unit: Element) -> _Form:
    term = next(tree.named(unit, ("term",)), None)
    notes = tree.named(unit, ("termNote",))
    status = next((tree.text(note) for note in notes if note.get("type") == STATUS), "")
    return _Form("" if term is None else tree.text(term), status)


def _tags_of_source(forms: Mapping[str, object], source: str) -> list[str]:
    if source in forms:
        return [source]
    return [tag for tag in forms if primary(tag) == primary(source)]


def _preferred_first(forms: Iterable[_Form]) -> list[_Form]:
    return sorted(forms, key=lambda form: form.status != PREFERRED)


def _rendering(forms: Iterable[_Form]) -> _Form | None:
    """The one that is preferred, else the first of which nothing is said."""
    open_to_it = (form for form in _preferred_first(forms) if form.status in (PREFERRED, ""))
    return next(open_to_it, None)


def _variants(forms: Sequence[_Form]) -> tuple[str, ...]:
    main = _rendering(forms)
    others = (form.text for form in forms if form.status in (PREFERRED, ADMITTED, "") and form is not main)
    return tuple(dict.fromkeys(others))


def _forbidden(forms: Iterable[_Form]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form.text for form in forms if form.status in (DEPRECATED, SUPERSEDED)))


def _with(
    everywhere: Mapping[str, tuple[str, ...]], by_tag: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """What our notes say holds in all languages, and what the languages say themselves."""
    said = {ALL_LANGUAGES: everywhere.get(ALL_LANGUAGES, ()), **by_tag}
    return {tag: texts for tag, texts in said.items() if texts}


def _notes(element: Element) -> tuple[dict[str, str], list[str]]:
    """Our own cells by column, and what is told to people, definitions first."""
    cells: dict[str, str] = {}
    told = [tree.text(one) for one in tree.named(element, ("descrip",)) if one.get("type") in _TOLD]
    for note in map(tree.text, tree.named(element, ("note",))):
        column, colon, cell = note.removeprefix(f"{OURS} ").partition(": ")
        if note.startswith(f"{OURS} ") and colon and column in COLUMNS:
            cells[column] = cell
        else:
            told.append(note)
    return cells, list(dict.fromkeys(filter(None, told)))


def _described(element: Element, kind: str) -> str:
    return next((tree.text(one) for one in tree.named(element, ("descrip",)) if one.get("type") == kind), "")
