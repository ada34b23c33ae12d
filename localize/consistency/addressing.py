"""The familiar and the formal you, for one person from one person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.consistency.manners import Manners, is_mixed, is_polite, manner, manners
from localize.consistency.season import Season, Spoken
from localize.consistency.settling import BIBLE, MOST, PERSON, Use, by_hand, settled
from localize.domain.inconsistency import ADDRESS, Inconsistency, Way
from localize.domain.language import of_language

# So many lines make a habit, from which one may depart.
HABIT = 3
_MARK = r"[，,。.！!？?：:、…\s]"


def addressing(season: Season) -> Iterator[Inconsistency]:
    known = manners(season.target)
    if known is not None and known.you:
        yield from _mixed(known, season)
        yield from _flipping(known, season)


def _mixed(known: Manners, season: Season) -> Iterator[Inconsistency]:
    """Both in one sentence, which nobody says to one."""
    lines = [line for line in season.lines if is_mixed(line, known) and not line.place.approved]
    if lines:
        places = [line.place for line in lines]
        plain, polite = known.plain[0], known.polite[0]
        yield Inconsistency(
            kind=ADDRESS,
            target=season.target,
            about="你",
            message=f"“{plain}” and “{polite}” in one sentence",
            wanted="",
            because="",
            kept=0,
            ways=(Way("", tuple(places)),),
            fix=by_hand("", places, season.target),
        )


def _flipping(known: Manners, season: Season) -> Iterator[Inconsistency]:
    """Between two people of whom the speaker is known, and the other is called."""
    pairs: dict[tuple[str, str], list[Use]] = {}
    for at, line in enumerate(season.lines):
        to, (plain, polite) = _called(at, line, season), manner(line, known)
        if to and line.place.speaker and bool(plain) != bool(polite):
            says = known.polite[0] if polite else known.plain[0]
            pairs.setdefault((_person(line.place.speaker, season), to), []).append(Use(line, says))
    for (speaker, to), uses in pairs.items():
        required = _required(speaker, to, known, season)
        found = settled(uses, required, BIBLE)
        if found is None or not (required or found.because == PERSON or _is_habit(found.because, found.kept)):
            continue
        places = found.places
        yield found.told(
            kind=ADDRESS,
            target=season.target,
            about=f"{speaker} → {to}",
            message=f"not “{found.wanted}” in {len(places)} of {found.kept + len(places)} lines",
            fix=by_hand("", places, season.target)
            + (
                ""
                if required
                else f'; say it in bible.toml: [address.pronouns] {season.target} = "{found.wanted}"'
            ),
        )


def _is_habit(because: str, kept: int) -> bool:
    return because == MOST and kept >= HABIT


def _called(at: int, line: Spoken, season: Season) -> str:
    """Whose name stands alone between two marks."""
    alone = {
        one.of
        for one in season.named.get(at, ())
        if re.search(rf"(?:^|{_MARK}){re.escape(one.form)}(?:$|{_MARK})", line.said)
    }
    return alone.pop() if len(alone) == 1 else ""


def _person(name: str, season: Season) -> str:
    character = season.bible.character(name)
    return character.name if character else name


def _required(speaker: str, to: str, known: Manners, season: Season) -> str:
    """By the bible, where all that it says of the two agrees."""
    told = {
        is_polite(pronoun, known)
        for one in season.bible.addresses
        if (_person(one.speaker, season), _person(one.to, season)) == (speaker, to)
        and (pronoun := of_language(one.pronouns, season.target))
    }
    if len(told) != 1 or None in told:
        return ""
    return known.polite[0] if told.pop() else known.plain[0]
