"""Whether a text has what the terms of its line ask for, each on its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from localize.domain.review import Flag
from localize.domain.translation import TermCheck
from localize.translate.terms.rendered import Rendered
from localize.translate.terms.standing import Place, places

MISSED = "term-missed"
FORBIDDEN = "term-forbidden"
SHARED = "term-shared"


class _Standing(NamedTuple):
    """`form`, which the term of that number may be rendered by, at its place in the text."""

    place: Place
    form: str
    term: int
    is_variant: bool


def check(terms: Iterable[Rendered], text: str, target: str) -> tuple[TermCheck, ...]:
    """One check for each different term. No part of the text counts for two of them."""
    different = [
        *{(term.name, term.required): term for term in terms if term.required or term.banned}.values()
    ]
    standing = _all_standing(different, text, target)
    taken = _assigned(standing)
    rest = _without([one.place for one in standing], text)
    return tuple(
        TermCheck(
            source=term.name,
            required=term.required,
            met=not term.required or number in taken,
            forbidden=_forbidden(term, rest, target),
            written=taken[number].form if number in taken else "",
            shared="" if number in taken else _sharer(number, standing, taken, different),
        )
        for number, term in enumerate(different)
    )


def flags(checks: Iterable[TermCheck]) -> tuple[Flag, ...]:
    """`term-missed` or `term-shared`, and `term-forbidden`, a flag for each."""
    return tuple(flag for check in checks for flag in _flags(check))


def standing_of(term: Rendered, text: str, target: str) -> list[tuple[Place, str]]:
    """Where what is allowed for `term` stands in `text`, and which of it."""
    blocked = [place for other in term.longer for place in places(other, text, target)]
    return [
        (place, form)
        for form in term.allowed
        for place in places(form, text, target, exact=term.exact)
        if not any(place.overlaps(other) for other in blocked)
    ]


def _all_standing(terms: Sequence[Rendered], text: str, target: str) -> list[_Standing]:
    return [
        _Standing(place, form, number, form != term.required)
        for number, term in enumerate(terms)
        for place, form in standing_of(term, text, target)
    ]


def _assigned(standing: Iterable[_Standing]) -> dict[int, _Standing]:
    """To each term a place of its own, the longest first; of equal ones a required rendering before a
    variant."""
    taken: dict[int, _Standing] = {}
    for one in sorted(standing, key=lambda one: (one.place.start - one.place.end, one.is_variant, one.place)):
        if one.term not in taken and not any(one.place.overlaps(other.place) for other in taken.values()):
            taken[one.term] = one
    return taken


def _sharer(
    number: int, standing: Iterable[_Standing], taken: dict[int, _Standing], terms: Sequence[Rendered]
) -> str:
    """The term that has the only text which could stand for this one, where both are rendered alike."""
    mine = [one for one in standing if one.term == number]
    for other, theirs in taken.items():
        if any(one.place == theirs.place for one in mine):
            return terms[other].name
    return ""


def _forbidden(term: Rendered, text: str, target: str) -> str:
    return next((form for form in term.banned if places(form, text, target)), "")


def _without(standing: Iterable[Place], text: str) -> str:
    """A banned form inside a required one (`Zhang` in `Auntie Zhang`) is not held against it."""
    letters = list(text)
    for place in standing:
        letters[place.start : place.end] = " " * (place.end - place.start)
    return "".join(letters)


def _flags(check: TermCheck) -> list[Flag]:
    found = []
    if check.shared:
        detail = (
            f"{check.source} and {check.shared} are both rendered {check.required!r}, which stands there once"
        )
        found.append(Flag(SHARED, detail))
    elif not check.met:
        found.append(Flag(MISSED, f"{check.source} must be {check.required!r}"))
    if check.forbidden:
        found.append(Flag(FORBIDDEN, f"{check.source} must not be {check.forbidden!r}"))
    return found
