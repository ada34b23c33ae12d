"""He and she for one person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from localize.consistency.season import Called, Season, Spoken
from localize.consistency.settling import BIBLE, FIRST, Use, by_hand, settled
from localize.domain.bible import FEMALE, MALE
from localize.domain.inconsistency import PRONOUN, Inconsistency, Place

# What stands for somebody else, or for anybody.
_SOMEBODY = re.compile("[他她它牠谁哪娃总]|人|老公|老板|孩子|朋友|对方|大家|家伙|同学|老师|医生|经理|客|们")
_WORDS = {FEMALE: "she", MALE: "he"}


def pronouns(season: Season) -> Iterator[Inconsistency]:
    """Where a line names one person alone, and the source leaves it to the translation who is meant."""
    for person, forms in _people(season).items():
        uses = [use for one in forms for use in _uses(one, season)]
        known = season.bible.character(person)
        gender = known.gender if known else ""
        found = settled(uses, _WORDS.get(gender, ""), BIBLE)
        if found is None or (not gender and found.because == FIRST):
            continue
        word, places = found.wanted, found.places
        yield found.told(
            kind=PRONOUN,
            target=season.target,
            about=person,
            message=f"not “{word}” in {len(places)} of {found.kept + len(places)} lines",
            fix=_fix(person, word, places, season, told=bool(gender)),
        )


def _fix(person: str, word: str, places: Sequence[Place], season: Season, *, told: bool) -> str:
    by = by_hand("", places, season.target)
    if told:
        return by
    gender = next(gender for gender, one in _WORDS.items() if one == word)
    return f'say in bible.toml who {person} is (gender = "{gender}"), or {by}'


def _people(season: Season) -> Mapping[str, Sequence[Called]]:
    """The forms of each: those of the bible's characters, and of names that are none of them."""
    people: dict[str, list[Called]] = {}
    for one in season.called:
        if one.person:
            people.setdefault(one.of, []).append(one)
    return people


def _uses(one: Called, season: Season) -> Iterator[Use]:
    for at, line in season.naming(one):
        if len(season.named[at]) == 1 and _is_about(one, line, season):
            gender = season.tongue.gender(line.text)
            if gender:
                yield Use(line, _WORDS[gender])


def _is_about(one: Called, line: Spoken, season: Season) -> bool:
    """Whether nobody but the named one can be meant: who is called is not spoken of, and what is somebody's
    (小满的老公) may be somebody."""
    rest = line.said.replace(one.form, "·")
    is_called = re.search(
        rf"(?:^|[，,。！!？?：:、\s]){re.escape(one.form)}(?:$|[，,。！!？?：:、\s])", line.said
    )
    owns = f"{one.form}的" in line.said
    return not (is_called or owns or _SOMEBODY.search(rest) or season.tongue.genders(rest))
