"""Bibles one over the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import TypeVar

import msgspec

from localize.domain.bible import Address, Bible, Character, Named, Style

Kind = TypeVar("Kind", Character, Style)


def merge(*bibles: Bible) -> Bible:
    """All people, addresses and the rest; where two say something of the same, the later wins, field by
    field. People are the same when they have a form in common, and then have the forms of both."""
    return reduce(_over, bibles, Bible())


def _over(earlier: Bible, later: Bible) -> Bible:
    characters = _people(earlier.characters, later.characters)
    names = {form: person.name for person in characters for form in person.forms}
    return Bible(
        characters=characters,
        addresses=_addresses((*earlier.addresses, *later.addresses), names),
        places=_named(earlier.places, later.places),
        organisations=_named(earlier.organisations, later.organisations),
        jokes=_named(earlier.jokes, later.jokes),
        markets=tuple(dict.fromkeys((*earlier.markets, *later.markets))),
        styles=_styles(earlier.styles, later.styles),
    )


def _people(earlier: Sequence[Character], later: Sequence[Character]) -> tuple[Character, ...]:
    claimed = {form for person in later for form in person.forms}
    same = {person: [one for one in earlier if set(one.forms) & set(person.forms)] for person in later}
    merged = {person: _united(person, found, claimed) for person, found in same.items()}
    others = [person for person in earlier if claimed.isdisjoint(person.forms)]
    return (*others, *_without_repeated_forms(merged.values()))


def _united(person: Character, earlier: Sequence[Character], claimed: set[str]) -> Character:
    forms = [form for one in earlier for form in one.forms if form not in claimed]
    whole = reduce(_filled, reversed(earlier), person)
    aliases = tuple(dict.fromkeys((*person.aliases, *forms)))
    return msgspec.structs.replace(whole, name=person.name, aliases=aliases)


def _without_repeated_forms(people: Iterable[Character]) -> list[Character]:
    """Two may both have taken the form of a third that was each of them: the first keeps it."""
    taken: set[str] = set()
    kept = []
    for person in people:
        aliases = tuple(alias for alias in person.aliases if alias not in taken)
        kept.append(msgspec.structs.replace(person, aliases=aliases))
        taken.update(person.forms)
    return kept


def _filled(above: Kind, below: Kind) -> Kind:
    """`above`, and what only `below` says."""
    said = {name: getattr(below, name) for name in below.__struct_fields__ if not getattr(above, name)}
    return msgspec.structs.replace(above, **said)


def _addresses(addresses: Iterable[Address], names: Mapping[str, str]) -> tuple[Address, ...]:
    found: dict[tuple[str, str, str], Address] = {}
    for one in addresses:
        speaker, to = (names.get(who, who) for who in (one.speaker, one.to))
        address = msgspec.structs.replace(one, speaker=speaker, to=to)
        found[speaker, to, one.says] = address
    return tuple(found.values())


def _named(earlier: Iterable[Named], later: Iterable[Named]) -> tuple[Named, ...]:
    found = {one.name: one for one in earlier}
    for one in later:
        found[one.name] = one if one.note else found.get(one.name, one)
    return tuple(found.values())


def _styles(earlier: Mapping[str, Style], later: Mapping[str, Style]) -> dict[str, Style]:
    over = {tag: _filled(style, earlier.get(tag, Style())) for tag, style in later.items()}
    return {**earlier, **over}
