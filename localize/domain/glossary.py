"""The words that a series insists on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from localize.domain.matching import Matcher
from localize.domain.value import Value


class Term(Value, frozen=True):
    """`targets` maps a BCP-47 tag to the required rendering, `variants` a tag, or `*`, to others that are
    allowed in its place (inflections, a short form), `forbidden` likewise to the banned ones. Under the tags
    in `exact` (`*`: all) a rendering counts only in the case in which it is written.

    `aliases` are other source forms: short names, traditional spelling, what a recogniser makes of it. Inside
    the words of `unless` the term is not meant. A term with `when` is one sense of its source forms: it is
    meant where one of these words stands in the line or around it.
    """

    source: str
    targets: Mapping[str, str] = {}
    kind: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    forbidden: Mapping[str, tuple[str, ...]] = {}
    variants: Mapping[str, tuple[str, ...]] = {}
    exact: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    when: tuple[str, ...] = ()

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
