"""All that is found in a season, in any of its languages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from localize.consistency.addressing import addressing
from localize.consistency.names import names
from localize.consistency.pronouns import pronouns
from localize.consistency.ranking import ranked
from localize.consistency.register import register
from localize.consistency.repeats import repeats
from localize.consistency.season import Season
from localize.consistency.shared import shared
from localize.consistency.terms import terms
from localize.consistency.titles import titles
from localize.domain.inconsistency import Inconsistency

FINDERS = (names, shared, terms, titles, pronouns, addressing, repeats, register)


def inconsistencies(season: Season) -> Sequence[Inconsistency]:
    """The most audible first."""
    order = {line.place.episode: line.number for line in season.lines}
    return ranked(chain.from_iterable(find(season) for find in FINDERS), order)
