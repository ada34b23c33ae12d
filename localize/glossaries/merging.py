"""Glossaries one over the other."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from localize.domain.glossary import Glossary, Term


def merge(*glossaries: Glossary) -> Glossary:
    """All terms; a later glossary's term, with all its senses, replaces earlier ones whose source is among
    its forms, and takes its forms from the aliases of the others."""
    terms: list[Term] = []
    for glossary in glossaries:
        claimed = {form for term in glossary.terms for form in term.forms}
        kept = (_without_aliases(term, claimed) for term in terms if term.source not in claimed)
        terms = [*kept, *glossary.terms]
    return Glossary(tuple(terms))


def _without_aliases(term: Term, claimed: Collection[str]) -> Term:
    aliases = tuple(alias for alias in term.aliases if alias not in claimed)
    return msgspec.structs.replace(term, aliases=aliases)
