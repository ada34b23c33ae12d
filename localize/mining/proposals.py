"""All that is found, each once, without what is known already."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from localize.domain.script import simplified
from localize.domain.value import Value
from localize.mining import people, phrases, places
from localize.mining.alike import alike
from localize.mining.cutting import Cutter
from localize.mining.season import Season, Spoken
from localize.mining.wordlists import WordLists, word_lists

# Of which two that sound alike may be one.
NAMED = frozenset({"name", "address", "place", "organisation"})
EXAMPLES = 3


class Proposal(Value, frozen=True):
    """`kind` is name, address, kinship, place, organisation, food, dialect, word or phrase. `count` is how
    often it is said, in `episodes`; `alike` are other proposals, and known forms, that may be the same."""

    source: str
    kind: str
    count: int
    episodes: tuple[str, ...]
    examples: tuple[Spoken, ...]
    alike: tuple[str, ...] = ()


def mine(lines: Sequence[Spoken], known: Collection[str], counts: Mapping[str, int]) -> list[Proposal]:
    """The proposals, by kind, the most frequent first. `known` are the source forms that the glossary and the
    bible hold; `counts` how often a dictionary has seen each word."""
    lists = word_lists()
    dialect = {word for line in lines for word in line.dialect}
    season = Season(lines, Cutter(counts, {*lists.words, *dialect, *known}))
    found = _first_of_each(_found(season, lists), known)
    named = [source for source, kind in found.items() if kind in NAMED]
    # A form whose other script is there as well says nothing more.
    others = [*named, *(form for form in known if form == simplified(form) or simplified(form) not in known)]
    proposals = [_proposal(source, kind, season, others) for source, kind in found.items()]
    order = list(dict.fromkeys(kind for kind, _ in _finders(season, lists)))
    return sorted(proposals, key=lambda one: (order.index(one.kind), -one.count, one.source))


def names_in(lines: Sequence[Spoken], known: Collection[str], counts: Mapping[str, int]) -> dict[str, str]:
    """What in `lines` has a name of its own (`NAMED`) and is not `known`, each with its kind."""
    lists = word_lists()
    season = Season(lines, Cutter(counts, {*lists.words, *known}))
    found = ((kind, sources) for kind, sources in _finders(season, lists) if kind in NAMED)
    return _first_of_each(((source, kind) for kind, sources in found for source in sources), known)


def _found(season: Season, lists: WordLists) -> Iterator[tuple[str, str]]:
    for kind, sources in _finders(season, lists):
        for source in sources:
            yield source, kind


def _finders(season: Season, lists: WordLists) -> list[tuple[str, Iterator[str]]]:
    """In the order in which one claims a form before the next."""
    return [
        ("name", people.names(season, lists)),
        ("address", people.addresses(season, lists)),
        ("kinship", people.kinship(season, lists)),
        ("name", people.called(season, lists)),
        ("organisation", places.ending_in(lists.organisations, season, lists)),
        ("place", places.ending_in(lists.places, season, lists)),
        ("food", places.dishes(season, lists)),
        ("dialect", phrases.dialect_words(season, lists)),
        ("word", phrases.rare_words(season)),
        ("phrase", phrases.phrases(season, lists)),
    ]


def _first_of_each(found: Iterator[tuple[str, str]], known: Collection[str]) -> dict[str, str]:
    """A phrase that holds something found before, or is held by it, is no phrase of its own."""
    kinds: dict[str, str] = {}
    for source, kind in found:
        overlaps = kind == "phrase" and any(source in other or other in source for other in (*kinds, *known))
        if source not in known and source not in kinds and not overlaps:
            kinds[source] = kind
    return kinds


def _proposal(source: str, kind: str, season: Season, others: Sequence[str]) -> Proposal:
    lines = season.holding(source)
    return Proposal(
        source=source,
        kind=kind,
        count=season.count(source),
        episodes=tuple(dict.fromkeys(line.episode for line in lines)),
        examples=tuple(lines[:EXAMPLES]),
        alike=tuple(dict.fromkeys(alike(source, others))) if kind in NAMED else (),
    )
