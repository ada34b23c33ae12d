"""A network → what is taken of it, place by place, and how sure that is.

Each hearing votes for what it has, with how sure it is of it; where it has nothing, for nothing. Of equal
sums the hearing that was named first wins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple, TypeAlias

from localize.domain.heard import Heard
from localize.listen.merging.network import Column
from localize.listen.merging.units import Unit

# The vote of a hearing that has nothing: what only one of two has is taken where that one is surer than this.
# Between 0.3 and 0.7 the error rate moved by less than a point (docs/accuracy.md).
NOTHING = 0.5
# The vote of a recogniser that tells no probabilities: about the mean of Whisper base's own, 0.73 on the
# clips of docs/accuracy.md. Of two hearings of which one was made to keep its own from us, 0.6 to 0.7 did
# best on Mandarin.
UNTOLD = 0.7

# What each hearing has for a place: mostly one unit, or none.
Place: TypeAlias = tuple[tuple[Unit, ...], ...]


class Choice(NamedTuple):
    """What is taken of a place; `probability` says how likely it is right, `units` may be none."""

    place: Place
    units: tuple[Unit, ...]
    probability: float


def places(columns: Sequence[Column]) -> Iterator[Place]:
    """Columns that share a unit (a number has several syllables) are one place."""
    held: list[Column] = []
    for column in columns:
        if held and not _tied(held[-1], column):
            yield _place(held)
            held = []
        held.append(column)
    if held:
        yield _place(held)


class Vote:
    """Among all that was heard in an episode, by each recogniser in turn."""

    def __init__(self, hearings: Sequence[Heard]) -> None:
        tells = [_tells(heard) for heard in hearings]
        # Where nobody tells, all are taken at their word.
        self._tells = tells if any(tells) else [True] * len(tells)
        self._means = [
            [fmean(word.probability for word in line.words) for line in heard.lines] for heard in hearings
        ]

    def choice(self, place: Place) -> Choice:
        sums: dict[str, float] = defaultdict(float)
        for hearing, units in enumerate(place):
            sums[_text(units)] += self._sureness(hearing, units)
        taken = max(sums, key=sums.__getitem__)
        share = sums[taken] / sum(sums.values()) if len(sums) > 1 else 1.0
        voters = [hearing for hearing, units in enumerate(place) if _text(units) == taken]
        surest = max(self._probability(hearing, place[hearing]) for hearing in voters)
        return Choice(place, place[voters[0]], surest * trust(share))

    def _sureness(self, hearing: int, units: Sequence[Unit]) -> float:
        """Of a character by half, and by half of the line that it stands in."""
        if not units:
            return NOTHING
        if not self._tells[hearing]:
            return UNTOLD
        return fmean((unit.probability + self._means[hearing][unit.line]) / 2 for unit in units)

    def _probability(self, hearing: int, units: Sequence[Unit]) -> float:
        if not self._tells[hearing]:
            return UNTOLD
        return fmean(unit.probability for unit in units) if units else NOTHING


def trust(share: float) -> float:
    """What is left of a probability where only this share of all votes (0 to 1) is for what was taken.

    Its square, by measurement (docs/accuracy.md): of the characters on which all agree 71 to 75 % are right,
    with a mean probability of 0.78 to 0.83; of those on which two differ 23 to 26 %, with one of 0.64 and a
    share of 0.56; of those that two of three have 30 %, with 0.63 and 0.68.
    """
    return share**2


def _tied(one: Column, other: Column) -> bool:
    return any(a is not None and b is not None and a.unit is b.unit for a, b in zip(one, other, strict=True))


def _place(columns: Sequence[Column]) -> Place:
    return tuple(
        tuple(dict.fromkeys(said.unit for said in run if said is not None))
        for run in zip(*columns, strict=True)
    )


def _tells(heard: Heard) -> bool:
    """A recogniser that is quite sure of everything, or equally sure of several words, has said nothing."""
    known = [word.probability for line in heard.lines for word in line.words]
    return len(set(known)) > 1 or (len(known) == 1 and known[0] < 1)


def _text(units: Sequence[Unit]) -> str:
    return "".join(unit.text for unit in units)
