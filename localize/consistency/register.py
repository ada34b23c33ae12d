"""An episode that speaks otherwise than the season, and a character who does: stiff, or polite, where all
else is plain."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from localize.consistency.manners import Manners, manner, manners
from localize.consistency.season import Season, Spoken
from localize.consistency.settling import MOST, by_hand
from localize.domain.inconsistency import REGISTER, TONE, Discord, Inconsistency, Place, Way

# So many words must tell, in the episode and in the rest; the shares must lie so far apart, and by no chance
# of more than one in a thousand (two proportions, pooled): a season has a hundred episodes, and characters.
LEAST, OF_THE_REST = 8, 20
APART = 0.5
NO_CHANCE = 3.29


class _Told(NamedTuple):
    """A line and how it speaks."""

    line: Spoken
    plain: int
    polite: int


def register(season: Season) -> Iterator[Inconsistency]:
    """Episodes against all others, and what each character says in one against what they say in all."""
    known = manners(season.target)
    if known is None:
        return
    told = [one for line in season.lines if any((one := _Told(line, *manner(line, known)))[1:])]
    yield from _drifting(told, "the season", REGISTER, known, season)
    by_speaker: dict[str, list[_Told]] = {}
    for one in told:
        if one.line.place.speaker:
            by_speaker.setdefault(one.line.place.speaker, []).append(one)
    for speaker, own in by_speaker.items():
        yield from _drifting(own, speaker, TONE, known, season)


def _drifting(
    told: Sequence[_Told], whose: str, kind: Discord, known: Manners, season: Season
) -> Iterator[Inconsistency]:
    for episode, own in _by_episode(told).items():
        rest = [one for one in told if one.line.place.episode != episode]
        if not _is_apart(own, rest):
            continue
        stiff = _share(own) > _share(rest)
        wanted, instead = (known.plain, known.polite) if stiff else (known.polite, known.plain)
        yield Inconsistency(
            kind=kind,
            target=season.target,
            about=episode if kind == REGISTER else f"{whose} in {episode}",
            message=f"{_share_told(own, known)}, elsewhere {_share_told(rest, known)}",
            wanted=wanted[0],
            because=MOST,
            kept=sum(not _is_faulty(one, polite=stiff) for one in told),
            ways=(Way(instead[0], tuple(_places(own, polite=stiff))),),
            fix=by_hand("", list(_places(own, polite=stiff)), season.target),
        )


def _by_episode(told: Sequence[_Told]) -> Mapping[str, Sequence[_Told]]:
    """What a person wants drifts from nothing; it is a part of the rest."""
    found: dict[str, list[_Told]] = {}
    for one in told:
        if not one.line.place.approved:
            found.setdefault(one.line.place.episode, []).append(one)
    return found


def _is_apart(own: Sequence[_Told], rest: Sequence[_Told]) -> bool:
    mine, theirs = _words(own), _words(rest)
    if mine < LEAST or theirs < OF_THE_REST or abs(_share(own) - _share(rest)) < APART:
        return False
    pooled = _share([*own, *rest])
    error = math.sqrt(pooled * (1 - pooled) * (1 / mine + 1 / theirs))
    return abs(_share(own) - _share(rest)) >= NO_CHANCE * error


def _words(told: Sequence[_Told]) -> int:
    return sum(one.plain + one.polite for one in told)


def _share(told: Sequence[_Told]) -> float:
    return sum(one.polite for one in told) / _words(told)


def _share_told(told: Sequence[_Told], known: Manners) -> str:
    """`“do not” and the like 80 %`"""
    return f"{_share(told):.0%} “{known.polite[0]}” and the like"


def _is_faulty(one: _Told, *, polite: bool) -> bool:
    return bool(one.polite if polite else one.plain)


def _places(told: Sequence[_Told], *, polite: bool) -> Iterator[Place]:
    return (one.line.place for one in told if _is_faulty(one, polite=polite))
