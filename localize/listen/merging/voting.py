"""A network → what is taken of it, place by place, and how sure that is.

Each hearing votes for what it has, with how sure it is of it; where it has nothing, for nothing. Of equal
sums the hearing that was named first wins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple, TypeAlias

from localize.domain.heard import Heard, told
from localize.listen.merging.network import Column
from localize.listen.merging.units import Unit

# The vote of a hearing that has nothing: what only one of two has is taken where that one is surer than this.
# Between 0.3 and 0.7 the error rate moved by less than a point (docs/accuracy.md).
NOTHING = 0.5
# The vote of a recogniser that tells no probabilities: about the mean of Whisper base's own, 0.73 on the
# clips of docs/accuracy.md. Of two hearings of which one was made to keep its own from us, 0.6 to 0.7 did
# best on Mandarin.
UNTOLD_VOTE = 0.7
# Where nobody tells any, all are taken at their word.
AT_ITS_WORD = 1.0

# What each hearing has for a place: mostly one unit, or none.
Place: TypeAlias = tuple[tuple[Unit, ...], ...]


class Choice(NamedTuple):
    """What is taken of a place; `probability` says how likely it is right, None where all agree and none of
    them tells; `units` may be none."""

    place: Place
    units: tuple[Unit, ...]
    probability: float | None


def alone(choice: Choice, hearing: int) -> Choice:
    """As if this hearing were believed; it is as sure of it as it was."""
    units = choice.place[hearing]
    known = told(unit.probability for unit in units)
    return Choice(choice.place, units, fmean(known) if known else None)


def places(columns: Sequence[Column]) -> Iterator[Place]:
    """All columns from the first to the last of a unit (a number has several syllables) are one place."""
    ends = {unit: at for at, column in enumerate(columns) for unit in _units(column)}
    held: list[Column] = []
    for at, column in enumerate(columns):
        held.append(column)
        if all(ends[unit] <= at for one in held for unit in _units(one)):
            yield _place(held)
            held = []


class Vote:
    """Among all that was heard in an episode, by each recogniser in turn."""

    def __init__(self, hearings: Sequence[Heard]) -> None:
        tells = [_tells(heard) for heard in hearings]
        self._tells = tells if any(tells) else [True] * len(tells)
        self._untold = UNTOLD_VOTE if any(tells) else AT_ITS_WORD
        self._means = [
            [fmean(word.probability_or(self._untold) for word in line.words) for line in heard.lines]
            for heard in hearings
        ]

    def choice(self, place: Place) -> Choice:
        sums: dict[str, float] = defaultdict(float)
        for hearing, units in enumerate(place):
            sums[_text(units)] += self._sureness(hearing, units)
        taken = max(sums, key=sums.__getitem__)
        votes = sum(sums.values())
        share = sums[taken] / votes if votes else 1 / len(sums)
        voters = [hearing for hearing, units in enumerate(place) if _text(units) == taken]
        return Choice(place, place[voters[0]], self._likely(place, voters, share))

    def _sureness(self, hearing: int, units: Sequence[Unit]) -> float:
        """Of a character by half, and by half of the line that it stands in. Who has heard nothing at all is
        not asked."""
        if not units:
            return NOTHING if self._means[hearing] else 0.0
        if not self._tells[hearing]:
            return self._untold
        return fmean((self._of(unit) + self._means[hearing][unit.line]) / 2 for unit in units)

    def _likely(self, place: Place, voters: Sequence[int], share: float) -> float | None:
        """As the surest of the voters says, and less where others have something else."""
        known = told(unit.probability for hearing in voters for unit in place[hearing])
        if share == 1 and not known:
            return None
        return max(self._probability(hearing, place[hearing]) for hearing in voters) * trust(share)

    def _probability(self, hearing: int, units: Sequence[Unit]) -> float:
        if not self._tells[hearing]:
            return self._untold
        return fmean(map(self._of, units)) if units else NOTHING

    def _of(self, unit: Unit) -> float:
        return self._untold if unit.probability is None else unit.probability


def trust(share: float) -> float:
    """What is left of a probability where only this share of all votes (0 to 1) is for what was taken.

    Its square, by measurement (docs/accuracy.md): of the characters on which all agree 71 to 75 % are right,
    with a mean probability of 0.78 to 0.83; of those on which two differ 23 to 26 %, with one of 0.64 and a
    share of 0.56; of those that two of three have 30 %, with 0.63 and 0.68.
    """
    return share**2


def _units(column: Column) -> Iterator[tuple[int, int, int]]:
    """By the hearing, the line and the number of each."""
    for hearing, said in enumerate(column):
        if said is not None:
            yield hearing, said.unit.line, said.unit.number


def _place(columns: Sequence[Column]) -> Place:
    return tuple(
        tuple(dict.fromkeys(said.unit for said in run if said is not None))
        for run in zip(*columns, strict=True)
    )


def _tells(heard: Heard) -> bool:
    """A recogniser that is quite sure of everything, or equally sure of several words, has said nothing."""
    known = told(word.probability for line in heard.lines for word in line.words)
    return len(set(known)) > 1 or (len(known) == 1 and known[0] < 1)


def _text(units: Sequence[Unit]) -> str:
    return "".join(unit.text for unit in units)
