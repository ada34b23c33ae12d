"""The same line of the source, translated differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from localize.consistency.season import Season, Spoken
from localize.consistency.settling import PERSON, Use, by_hand, settled
from localize.domain.inconsistency import REPEAT, Inconsistency
from localize.domain.memory import ASKING
from localize.domain.memory import matching as uncached
from localize.domain.seen import CARD

# From so many letters a line means the same wherever it stands; a shorter one (你说什么, 怎么可能) is up to
# those around it, and only told where they are the same too: a recap, a flashback.
TELLING = 6
# Every target asks the same of each source line.
matching = lru_cache(maxsize=65536)(uncached)


def repeats(season: Season) -> Iterator[Inconsistency]:
    groups: dict[str, list[Spoken]] = {}
    for line in season.lines:
        if key := matching(line.place.source):
            groups.setdefault(key, []).append(line)
    for key, lines in groups.items():
        if len(lines) > 1 or lines[0].wanted:
            found = (_finding(group, season) for group in _alike(key, lines))
            yield from (one for one in found if one is not None)


def _alike(key: str, lines: Sequence[Spoken]) -> list[list[Spoken]]:
    """Groups of those that are surely the same."""
    if len(key.replace(ASKING, "")) >= TELLING or all(line.place.kind == CARD for line in lines):
        return [list(lines)]
    groups: list[list[Spoken]] = []
    for line in lines:
        group = next((group for group in groups if _in_the_same_place(line, group[0])), None)
        if group is None:
            groups.append([line])
        else:
            group.append(line)
    return groups


def _in_the_same_place(one: Spoken, other: Spoken) -> bool:
    beside = ((one.before[-1:], other.before[-1:]), (one.after[:1], other.after[:1]))
    return any(
        mine and theirs and len(matching(mine[0])) >= TELLING and matching(mine[0]) == matching(theirs[0])
        for mine, theirs in beside
    )


def _finding(lines: Sequence[Spoken], season: Season) -> Inconsistency | None:
    wanted = next((line.wanted for line in lines if line.wanted), "")
    # Marks, spaces and case make no other voice: of those that share all else, the first text stands for all.
    shown = {matching(wanted): wanted} if wanted else {}
    for line in lines:
        shown.setdefault(matching(line.text), line.text)
    uses = [Use(line, shown[matching(line.text)]) for line in lines]
    found = settled(uses, wanted, PERSON)
    if found is None:
        return None
    source, count = lines[0].place.source, len({use.says for use in uses} | {found.wanted})
    return found.told(
        kind=REPEAT,
        target=season.target,
        about=source,
        message=f"said {len(lines)} times, translated in {count} ways",
        fix=by_hand(found.wanted, found.places, season.target),
    )
