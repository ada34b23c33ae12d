"""The words that a series insists on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from localize.domain.matching import Matcher
from localize.domain.value import Value


class Term(Value, frozen=True):
    """`targets` maps a BCP-47 tag to the required rendering; `forbidden` a tag, or `*`, to the banned ones.

    `aliases` are other source forms: short names, traditional spelling, what a recogniser makes of it.
    """

    source: str
    targets: Mapping[str, str] = {}
    kind: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    forbidden: Mapping[str, tuple[str, ...]] = {}

    @property
    def forms(self) -> tuple[str, ...]:
        """Every way in which the source may write it, the main one first."""
        return (self.source, *self.aliases)


class TermUse(Value, frozen=True):
    """A term found in a source text at `start` (code points), in the form `found`."""

    term: Term
    found: str
    start: int


class Glossary(Value, frozen=True, dict=True):
    """Terms in file order; no two of them share a source form."""

    terms: tuple[Term, ...] = ()

    @cached_property
    def matcher(self) -> Matcher[Term]:
        return Matcher((form, term) for term in self.terms for form in term.forms)


def find_terms(glossary: Glossary, text: str) -> tuple[TermUse, ...]:
    """The terms that stand in `text`, in its order; where two overlap, the longer form is meant."""
    return tuple(TermUse(match.owner, match.found, match.start) for match in glossary.matcher.find(text))
