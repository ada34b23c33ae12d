"""What is right as a file and yet wrong as a glossary: terms that contradict each other, and what a person
should look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from localize.domain.bible import Bible
from localize.domain.glossary import ALL_LANGUAGES, Term
from localize.domain.language import primary
from localize.domain.matching import Matcher
from localize.glossaries.cells import BETWEEN
from localize.glossaries.senses import is_sense_of
from localize.glossaries.sheet import Entry

CONTRADICTION: Final = "contradiction"
WARNING: Final = "warning"
_LIKE_A_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*:\S")
_NAMED = 5  # as many terms as fit a line of a table


class Finding(NamedTuple):
    """`line` is that of the glossary, 0 where no single one is meant."""

    line: int
    kind: str
    what: str


def judge(entries: Sequence[Entry], targets: Sequence[str], bible: Bible) -> list[Finding]:
    """By line. `targets` are the languages of the series; without them those of the terms are taken."""
    languages = list(dict.fromkeys([*targets, *(tag for entry in entries for tag in entry.term.targets)]))
    found = [
        *(one for entry in entries for one in _alone(entry, languages)),
        *(one for language in languages for one in _together(entries, language)),
        *(one for market in bible.markets for one in _avoided(entries, market.languages, market.avoid)),
        *_missing(entries, targets),
    ]
    return sorted(dict.fromkeys(found), key=lambda finding: finding.line)


# ── one term ─────────────────────────────────────────────────────────────────────────────────────────


def _alone(entry: Entry, languages: Iterable[str]) -> Iterator[Finding]:
    line, term = entry
    for language in languages:
        yield from _required_and_forbidden(entry, language)
    for word in term.unless:
        if word in term.forms:
            yield Finding(line, CONTRADICTION, f"{term.source!r} is never meant: {word!r} stands in `unless`")
        elif not any(form in word for form in term.forms):
            yield Finding(
                line, WARNING, f"`unless` {word!r} holds no form of {term.source!r}, and does nothing"
            )
    for word in term.when:
        if inside := [form for form in term.forms if word in form]:
            yield Finding(
                line, WARNING, f"`when` {word!r} stands in {inside[0]!r} itself: it is always meant"
            )
    for tag, text in term.targets.items():
        if BETWEEN in text:
            yield Finding(line, WARNING, f"{tag} {text!r} is one text: others belong in `variants`")
    yield from _tags(entry, languages)


def _required_and_forbidden(entry: Entry, language: str) -> Iterator[Finding]:
    line, term = entry
    banned = term.banned(language)
    for text in _allowed(term, language):
        if any(_same(text, other, term, language) for other in banned):
            what = f"{term.source!r}: {text!r} is both allowed and forbidden in {language}"
            yield Finding(line, CONTRADICTION, what)


def _tags(entry: Entry, languages: Iterable[str]) -> Iterator[Finding]:
    """Languages that stand in a list and have no rendering, most often a slip."""
    line, term = entry
    known = {ALL_LANGUAGES, *map(primary, languages)}
    for column, tags in (("variants", term.variants), ("forbidden", term.forbidden), ("exact", term.exact)):
        for tag in tags:
            if primary(tag) not in known:
                yield Finding(
                    line, WARNING, f"`{column}` of {term.source!r}: no term is translated into {tag}"
                )
    for column, texts in (("variants", term.variants), ("forbidden", term.forbidden)):
        for text in texts.get(ALL_LANGUAGES, ()):
            if _LIKE_A_TAG.match(text):
                what = (
                    f"`{column}` of {term.source!r}: {text!r} begins with no language, and is taken as a text"
                )
                yield Finding(line, WARNING, what)


# ── terms beside each other ──────────────────────────────────────────────────────────────────────────


def _together(entries: Sequence[Entry], language: str) -> Iterator[Finding]:
    yield from _rendered_alike(entries, language)
    banned = Matcher((text, (text, other)) for other in entries for text in other.term.banned(language))
    for line, term in entries:
        required = term.rendering(language)
        for match in banned.find(required):
            text, other = match.owner
            if not is_sense_of(term, other.term):
                what = f"{term.source!r} must be {required!r} in {language}, which holds {text!r}"
                told = f"{what}, forbidden for {other.term.source!r} (line {other.line})"
                yield Finding(line, WARNING, told)


def _rendered_alike(entries: Iterable[Entry], language: str) -> Iterator[Finding]:
    first: dict[str, Entry] = {}
    for entry in entries:
        text = entry.term.rendering(language)
        other = first.setdefault(text.casefold(), entry)
        if text and other is not entry and not is_sense_of(entry.term, other.term):
            both = f"{entry.term.source!r} and {other.term.source!r} (line {other.line})"
            what = f"{both} are both {text!r} in {language}: nobody could tell them apart"
            yield Finding(entry.line, WARNING, what)


def _avoided(entries: Iterable[Entry], languages: Sequence[str], avoid: Sequence[str]) -> Iterator[Finding]:
    banned = Matcher((text, text) for text in avoid)
    for line, term in entries:
        for language in languages:
            required = term.rendering(language)
            for match in banned.find(required):
                what = f"{term.source!r} must be {required!r} in {language}, where {match.owner!r} is to be"
                yield Finding(line, CONTRADICTION, f"{what} avoided (bible.toml, [[markets]])")


def _missing(entries: Iterable[Entry], targets: Iterable[str]) -> Iterator[Finding]:
    listed = [entry.term for entry in entries]
    for target in targets:
        without = [term.source for term in listed if not term.rendering(target)]
        if without:
            more = " …" if len(without) > _NAMED else ""
            named = ", ".join(without[:_NAMED]) + more
            yield Finding(0, WARNING, f"{target}: no rendering for {len(without)} of {len(listed)}: {named}")


def _allowed(term: Term, language: str) -> list[str]:
    texts = [term.rendering(language), *term.allowed(language)]
    return [text for text in dict.fromkeys(texts) if text]


def _same(text: str, other: str, term: Term, language: str) -> bool:
    """In the term's own case where that counts: `Sunny` may be required and `sunny` forbidden."""
    return text == other if term.is_exact(language) else text.casefold() == other.casefold()
