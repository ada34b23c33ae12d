"""What is told first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from localize.domain.inconsistency import Discord, Inconsistency, Place
from localize.domain.seen import CARD

# How much a viewer trips over one line of each kind. Who is meant comes first, then what is meant, then how
# it sounds. The order is a judgement; that names lead it is what users of subtitle tools write most about.
GRAVITY: Mapping[Discord, float] = {
    "name": 3, "shared": 3, "pronoun": 3, "term": 2, "address": 2, "tone": 1, "repeat": 1, "register": 1,
}  # fmt: skip
# A card stands alone and large; and most who begin a micro-drama leave in its first episodes, where each
# viewer counts (both judgements, not measurements).
OF_A_CARD, OF_AN_OPENING, OPENING = 3.0, 2.0, 3
# A line is not twice as visible for standing six seconds.
SHORTEST_S, LONGEST_S = 0.5, 4.0


def ranked(found: Iterable[Inconsistency], order: Mapping[str, int]) -> list[Inconsistency]:
    """By how often and how visibly it is heard; `order` is the place of each episode in the season."""
    return by_weight(msgspec.structs.replace(one, weight=round(weight(one, order), 2)) for one in found)


def by_weight(found: Iterable[Inconsistency]) -> list[Inconsistency]:
    return sorted(found, key=lambda one: (-one.weight, one.kind, one.target, one.about))


def weight(one: Inconsistency, order: Mapping[str, int]) -> float:
    return GRAVITY[one.kind] * sum(visibility(place, order[place.episode]) for place in one.places)


def visibility(place: Place, episode: int) -> float:
    """Seconds on screen, more for cards and for the first episodes; `episode` counts from 0."""
    seconds = min(max((place.end_ms - place.start_ms) / 1000, SHORTEST_S), LONGEST_S)
    card = OF_A_CARD if place.kind == CARD else 1.0
    return seconds * card * (OF_AN_OPENING if episode < OPENING else 1.0)
