"""Which line a place belongs to: the lines of the first hearing stay, and what it lacks finds its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from localize.listen.merging.voting import Place

# A hearing and the index of a line in it.
Owner: TypeAlias = tuple[int, int]


def owners(places: Sequence[Place]) -> list[Owner]:
    """The line of the first hearing that has something there.

    But what stands within an earlier hearing's line, or was heard in one breath with it, belongs to that one.
    """
    leaders = [_leader(place) for place in places]
    owned: list[Owner | None] = [leader if leader[0] == 0 else None for leader in leaders]
    for hearing in sorted({hearing for hearing, _ in leaders} - {0}):
        for at, leader in enumerate(leaders):
            if leader[0] == hearing:
                owned[at] = _joined(leader, at, owned, places)
    return [owner for owner in owned if owner is not None]


def _leader(place: Place) -> Owner:
    return next((hearing, units[0].line) for hearing, units in enumerate(place) if units)


def _joined(leader: Owner, at: int, owned: Sequence[Owner | None], places: Sequence[Place]) -> Owner:
    before = next((owner for owner in owned[:at][::-1] if owner), None)
    after = next((owner for owner in owned[at + 1 :] if owner), None)
    if before is not None and before == after:
        return before
    for neighbour in (before, after):
        if neighbour is not None and _shares(leader, neighbour, owned, places):
            return neighbour
    return leader


def _shares(leader: Owner, neighbour: Owner, owned: Sequence[Owner | None], places: Sequence[Place]) -> bool:
    """Whether the leader's line has something in a place of the neighbour's."""
    hearing, line = leader
    return any(
        unit.line == line
        for owner, place in zip(owned, places, strict=True)
        if owner == neighbour
        for unit in place[hearing]
    )
