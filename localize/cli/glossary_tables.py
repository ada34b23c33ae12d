"""Glossaries, bibles and what is wrong with them, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.table import Table
from rich.text import Text

from localize.domain.bible import Address, Bible, Character, Style
from localize.domain.glossary import Glossary, Term
from localize.glossaries.judging import CONTRADICTION, WARNING
from localize.pipeline.checking import FAULT, Told

COLOURS = {FAULT: "red", CONTRADICTION: "red", WARNING: "yellow"}


def told_table(told: Sequence[Told]) -> Table:
    """What to mend and what to look at, each with its place."""
    table = Table(expand=True)
    table.add_column("where", overflow="fold", ratio=2)
    table.add_column("", no_wrap=True)
    table.add_column("what", overflow="fold", ratio=5)
    for one in told:
        where = f"{one.file}:{one.line}" if one.line else one.file
        what = Text(one.what)
        if one.hint:
            what.append(f"\n{one.hint}", "dim")
        table.add_row(where, Text(one.kind, COLOURS[one.kind]), what)
    return table


def terms_table(glossary: Glossary, targets: Sequence[str]) -> Table:
    """A row a term: its forms and when it is meant, a column for each language, what else is known."""
    languages = dict.fromkeys([*targets, *(tag for term in glossary.terms for tag in term.targets)])
    table = Table(title="terms", title_justify="left", expand=True)
    for name in ("term", *languages, "about"):
        table.add_column(name, overflow="fold", ratio=1)
    for term in glossary.terms:
        table.add_row(_forms(term), *(_rendering(term, tag) for tag in languages), _about(term))
    return table


def bible_tables(bible: Bible) -> Iterator[Table]:
    if bible.characters:
        yield _table("characters", ("who", "gender", "about"), map(_person, bible.characters))
    if bible.addresses:
        yield _table("forms of address", ("who", "says", "in translation"), map(_address, bible.addresses))
    if bible.styles:
        yield _table("style", ("language", "how it is to sound"), _styles(bible.styles))
    named = {"place": bible.places, "organisation": bible.organisations, "joke": bible.jokes}
    rows = [(one.name, kind, one.note) for kind, listed in named.items() for one in listed]
    if rows:
        yield _table("places, organisations, jokes", ("name", "", "note"), rows)
    if bible.markets:
        markets = ((", ".join(one.languages), ", ".join(one.avoid), one.note) for one in bible.markets)
        yield _table("markets", ("languages", "avoid", "note"), markets)


def _table(
    title: str, columns: Sequence[str], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]
) -> Table:
    table = Table(title=title, title_justify="left", expand=True)
    for at, name in enumerate(columns):
        table.add_column(name, overflow="fold", ratio=3 if at == len(columns) - 1 else 1)
    for row in rows:
        table.add_row(*row)
    return table


def _forms(term: Term) -> Text:
    shown = Text(term.source)
    for words, before in ((term.aliases, ""), (term.when, "beside "), (term.unless, "not in ")):
        if words:
            shown.append(f"\n{before}{', '.join(words)}", "dim")
    return shown


def _rendering(term: Term, language: str) -> Text:
    shown = Text(term.targets.get(language, ""))
    if not {language, "*"}.isdisjoint(term.exact):
        shown.append(" (in this case)", "dim")
    for texts, before in ((term.variants, "or "), (term.forbidden, "never ")):
        listed = [*texts.get(language, ()), *texts.get("*", ())]
        if listed:
            shown.append(f"\n{before}{', '.join(listed)}", "dim")
    return shown


def _about(term: Term) -> str:
    return " · ".join(filter(None, (term.kind, term.note)))


def _person(person: Character) -> tuple[str, str, str]:
    facts = (person.age, person.dialect, person.register, person.voice, person.note)
    return ", ".join(person.forms), person.gender, " · ".join(filter(None, facts))


def _address(address: Address) -> tuple[str, str, str]:
    told = [f"{tag} {text}" for tag, text in address.targets.items()]
    told += [f"{tag} with {pronoun}" for tag, pronoun in address.pronouns.items()]
    return f"{address.speaker} → {address.to}", address.says, " · ".join(filter(None, (*told, address.note)))


def _styles(styles: Mapping[str, Style]) -> Iterator[tuple[str, str]]:
    for tag, style in styles.items():
        profanity = f"profanity: {style.profanity}" if style.profanity else ""
        facts = (style.formality, profanity, style.currency, style.measures, style.note)
        yield tag, " · ".join(filter(None, facts))
