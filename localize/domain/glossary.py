"""The words that a series insists on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from localize.domain.language import primary
from localize.domain.matching import Match, Matcher, lower
from localize.domain.value import Value

# In place of a tag: what holds for every language.
ALL_LANGUAGES: Final = "*"


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

    def rendering(self, language: str) -> str:
        """What it must be: its own column, else that of the language without region, else empty."""
        return self.targets.get(language) or self.targets.get(primary(language), "")

    def banned(self, language: str) -> tuple[str, ...]:
        """What it must not be."""
        return _in(self.forbidden, language)

    def allowed(self, language: str) -> tuple[str, ...]:
        """What may stand in the place of its rendering."""
        return _in(self.variants, language)

    def is_exact(self, language: str) -> bool:
        """Whether a rendering counts only in the case in which it is written."""
        return not set(self.exact).isdisjoint(_tags(language))


def _in(by_tag: Mapping[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for tag in _tags(language) for form in by_tag.get(tag, ())))


def _tags(language: str) -> tuple[str, ...]:
    """Under which tags that may stand which holds for a language."""
    return tuple(dict.fromkeys((language, primary(language), ALL_LANGUAGES)))


class TermUse(Value, frozen=True):
    """A term found in a source text at `start` (code points), in the form `found`."""

    term: Term
    found: str
    start: int


class Glossary(Value, frozen=True, dict=True):
    """Terms in file order; two of them share a source form only where they differ by `when`."""

    terms: tuple[Term, ...] = ()

    @cached_property
    def matcher(self) -> Matcher[Term]:
        return Matcher((form, term) for term in self.terms for form in term.forms)


def find_terms(glossary: Glossary, text: str, around: Sequence[str] = ()) -> tuple[TermUse, ...]:
    """The terms that stand in `text`, in its order; where two overlap, the longer form is meant.

    Of the senses of a form that one is meant whose `when` stands in the text, else in what is `around` it,
    else the one without `when`. A form inside a word of its term's `unless` is passed over.
    """
    line, beside = lower(text), lower("\n".join(around))

    def meant(senses: Sequence[Match[Term]]) -> Match[Term] | None:
        open_to = [sense for sense in senses if not _inside_another_word(sense, line)]
        told = [sense for where in (line, beside) for sense in open_to if _stands(sense.owner.when, where)]
        plain = [sense for sense in open_to if not sense.owner.when]
        return next(iter([*told, *plain]), None)

    found = glossary.matcher.find(text, meant)
    return tuple(TermUse(match.owner, match.found, match.start) for match in found)


def _stands(words: Iterable[str], text: str) -> bool:
    return any(lower(word) in text for word in words)


def _inside_another_word(match: Match[Term], line: str) -> bool:
    return any(
        word_at <= match.start and match.end <= word_at + len(word)
        for word in map(lower, match.owner.unless)
        for word_at in _places(word, line)
    )


def _places(word: str, text: str) -> Iterator[int]:
    """Everywhere that `word` begins, also inside itself."""
    at = text.find(word) if word else -1
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
