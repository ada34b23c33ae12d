"""What is to be called what: from the words of a person to terms of the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from localize.domain.glossary import Glossary, Term
from localize.domain.language import parse_language, primary
from localize.domain.value import Value
from localize.errors import ConfigurationError
from localize.glossaries.files import read_rows
from localize.glossaries.importing import under_known_tags
from localize.glossaries.senses import Sense, identity


class Wanted(Value, frozen=True):
    """`term` is to be `text` in the language `target`; it is as the glossary holds it, or where it `is_new`
    nothing but its source."""

    term: Term
    target: str
    text: str
    is_new: bool = False

    def concerns(self, target: str) -> bool:
        """Whether it is what the glossary will have for `target`: `en` counts for `en-GB` too, where that has
        no rendering of its own."""
        return target == self.target or (primary(target) == self.target and target not in self.term.targets)


class Asked(NamedTuple):
    """One rendering as a person gives it; `when` tells which sense is meant of a term that has several."""

    source: str
    target: str
    text: str
    when: tuple[str, ...] = ()


def one_by_one(
    sources: Sequence[str], texts: Sequence[str], to: Sequence[str], targets: Sequence[str]
) -> list[Asked]:
    """Terms and their renderings in one language: the one in `to`, or the only one of the `targets` of the
    series. Raises ConfigurationError."""
    if not sources and not texts:
        return []
    if len(sources) != len(texts):
        hint = "give each term its rendering: --term 臣刚 --with 'Chen Gang'"
        raise ConfigurationError(f"{len(sources)} --term and {len(texts)} --with", hint)
    languages = list(dict.fromkeys(map(parse_language, to or targets)))
    if len(languages) != 1:
        told = f"one rendering cannot be that in {len(languages)} languages ({', '.join(languages)})"
        if not languages:
            told = "nobody told which language the rendering is in"
        raise ConfigurationError(told, "name one with --to, or give a table with a column for each: --terms")
    return [Asked(*pair) for pair in zip(sources, languages * len(sources), texts, strict=True)]


def of_table(file: Path, language: str, to: Sequence[str], targets: Sequence[str]) -> list[Asked]:
    """All renderings of a file of terms, of those in the languages `to` where any are named. Raises
    BadGlossary."""
    rows = read_rows(file, language)
    rows.faults.refuse()
    wanted = set(map(parse_language, to))
    return [
        Asked(term.source, tag, text, term.when)
        for _, term in under_known_tags(rows.entries, targets)
        for tag, text in term.targets.items()
        if not wanted or tag in wanted
    ]


def wanted(asked: Iterable[Asked], glossary: Glossary, targets: Sequence[str]) -> tuple[Wanted, ...]:
    """Each with its term, as it is in the glossary. Raises ConfigurationError for what cannot be meant."""
    found: dict[tuple[Sense, str], Wanted] = {}
    for one in asked:
        _check_language(one.target, targets)
        new = _wanted(one, glossary)
        held = found.setdefault((identity(new.term), new.target), new)
        if held.text != new.text:
            raise ConfigurationError(
                f"{one.source} is to be {held.text!r} and {new.text!r} in {one.target}", "name one of them"
            )
    if not found:
        raise ConfigurationError("there is nothing to replace", "name a term with --term, and --with what")
    return tuple(found.values())


def _wanted(asked: Asked, glossary: Glossary) -> Wanted:
    source, text = (" ".join(one.split()) for one in (asked.source, asked.text))
    if not source or not text:
        raise ConfigurationError(f"{source or text or 'a term'} is to be replaced by nothing", "name both")
    terms = list(_terms(source, asked.when, glossary))
    if len(terms) > 1:
        raise ConfigurationError(
            f"the glossary has {len(terms)} senses of {source}",
            "give the one that is meant in a table, with the columns `source` and `when`: --terms",
        )
    term = terms[0] if terms else Term(source, when=asked.when)
    if text in term.banned(asked.target):
        raise ConfigurationError(
            f"the glossary forbids {text!r} for {term.source}", "take it out of the column `forbidden` first"
        )
    return Wanted(term, asked.target, text, is_new=not terms)


def _terms(source: str, when: Sequence[str], glossary: Glossary) -> Iterator[Term]:
    """Those of that name, else those of which it is another form."""
    named = [term for term in glossary.terms if term.source == source]
    for term in named or [term for term in glossary.terms if source in term.forms]:
        if not when or set(term.when) == set(when):
            yield term


def _check_language(target: str, targets: Sequence[str]) -> None:
    if targets and target not in targets and target not in map(primary, targets):
        raise ConfigurationError(
            f"{target} is no language of the series", f"its languages are {', '.join(targets)}"
        )
