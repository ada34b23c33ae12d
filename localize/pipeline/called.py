"""Who and what is named in a series: by the glossary, the bible, and what is proposed for a glossary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from localize.consistency.season import Called
from localize.domain.bible import Bible
from localize.domain.glossary import Glossary, Term
from localize.domain.language import of_language
from localize.mining.wordlists import word_lists

# What a glossary calls those terms that are people; it is free text.
PERSONAL = frozenset({"name", "person", "people", "character", "address", "kinship"})


def called_in(
    target: str, glossary: Glossary, bible: Bible, proposals: Mapping[str, str]
) -> tuple[Called, ...]:
    """Each form once, as the first of these has it; `proposals` are names with their kinds."""
    found: dict[str, Called] = {}
    for one in (*_terms(target, glossary, bible), *_people(target, bible), *_proposed(proposals)):
        found.setdefault(one.form, one)
    return tuple(found.values())


def _terms(target: str, glossary: Glossary, bible: Bible) -> Iterator[Called]:
    return (_of_term(term, target, bible) for term in glossary.terms)


def _of_term(term: Term, target: str, bible: Bible) -> Called:
    person = bible.character(term.source)
    return Called(
        form=term.source,
        of=person.name if person else term.source,
        also=term.aliases,
        required=term.rendering(target),
        allowed=(*term.allowed(target), *_addresses(term.source, target, bible)),
        surname=(surname := surname_of(term.source)),
        person=person is not None or bool(surname) or term.kind in PERSONAL,
    )


def _people(target: str, bible: Bible) -> Iterator[Called]:
    for person in bible.characters:
        for form in person.forms:
            surname = surname_of(form)
            allowed = tuple(_addresses(form, target, bible))
            yield Called(form, person.name, allowed=allowed, surname=surname, person=True)


def _proposed(proposals: Mapping[str, str]) -> Iterator[Called]:
    return (
        Called(form, form, surname=surname_of(form), person=kind in PERSONAL)
        for form, kind in proposals.items()
    )


def _addresses(form: str, target: str, bible: Bible) -> Iterator[str]:
    """What the bible has some say for it: each of them is right in somebody's mouth."""
    for one in bible.addresses:
        if one.says == form and (rendering := of_language(one.targets, target)):
            yield rendering


def surname_of(form: str) -> str:
    """苏 of 苏总; empty for a name, and for a title alone."""
    lists = word_lists()
    titles = lists.titles | lists.kinship
    return next((form[:at] for at in (2, 1) if form[:at] in lists.surnames and form[at:] in titles), "")
