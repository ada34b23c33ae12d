"""What was said in a series, by voiceprint → its voices; those that were known before are known again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from localize.cast.grouping import grouped
from localize.cast.likeness import likeness, middle, numbers_of
from localize.cast.sheet import Known
from localize.domain.times import Span, clock
from localize.domain.voice import Voiceprint

# docs/cast.md says what was measured. So alike are two lines of one voice, on average over a group …
ALIKE: Final = 0.75
# … and two groups of which one is that of an earlier run.
SAME: Final = 0.92
# What so few lines have in common is chance as often as a person.
LEAST_LINES: Final = 3
_SAMPLES = 3


class Said(NamedTuple):
    """A line with its voice; `episode` is a name."""

    episode: str
    span: Span
    text: str
    print: Voiceprint


class Group(NamedTuple):
    """Lines of one voice, and what it sounds like."""

    print: Voiceprint
    lines: Sequence[Said]


class _Again(NamedTuple):
    """The voice of an earlier run that a group is, by its place there, and how alike they are."""

    number: int
    alike: float


def together(said: Sequence[Said]) -> list[Group]:
    """What was said by voice, who says most first. Takes seconds for a season."""
    groups = grouped([one.print for one in said], ALIKE)
    return [_group([said[at] for at in places]) for places in groups]


def learned(groups: Sequence[Group], before: Sequence[Known]) -> list[Known]:
    """The voices of all groups, in their order; then those with a name that were not heard again.

    A named voice keeps its print: what has been told by it stays so. Others that are alike to it get its name
    too.
    """
    again = _known_again(groups, before)
    by_voice = _by_voice(again)
    heirs = {max(those, key=lambda at: again[at].alike) for those in by_voice.values()}
    kept = [
        _known(group, before[again[at].number] if at in again else None, keeps_print=at in heirs)
        for at, group in enumerate(groups)
        if len(group.lines) >= LEAST_LINES or at in again
    ]
    lost = [one for number, one in enumerate(before) if one.name and number not in by_voice]
    return [*kept, *(msgspec.structs.replace(one, lines=0, minutes=0.0) for one in lost)]


def _group(lines: Sequence[Said]) -> Group:
    return Group(middle([one.print for one in lines]), lines)


def _known_again(groups: Sequence[Group], before: Sequence[Known]) -> dict[int, _Again]:
    """By the places of groups."""
    if not before:
        return {}
    known = numbers_of([one.voiceprint for one in before])
    rows = [likeness(numbers, known) for numbers in numbers_of([group.print for group in groups])]
    nearest = ((at, _Again(int(row.argmax()), float(row.max()))) for at, row in enumerate(rows))
    return {at: again for at, again in nearest if again.alike >= SAME}


def _by_voice(again: Mapping[int, _Again]) -> dict[int, list[int]]:
    """Earlier voices, each with the groups that are it now."""
    found: dict[int, list[int]] = {}
    for at, one in again.items():
        found.setdefault(one.number, []).append(at)
    return found


def _known(group: Group, before: Known | None, *, keeps_print: bool) -> Known:
    named = before if before is not None and before.name else None
    return Known(
        print=named.print if named and keeps_print else group.print.numbers,
        name=named.name if named else "",
        lines=len(group.lines),
        minutes=round(sum(one.span.duration_ms for one in group.lines) / 60_000, 1),
        episodes=tuple(dict.fromkeys(one.episode for one in group.lines)),
        hear=tuple(_place(one) for one in _samples(group)),
    )


def _samples(group: Group) -> list[Said]:
    """Lines that are typical of the voice, of as many episodes as there are, in their order."""
    alike = likeness(numbers_of([group.print])[0], numbers_of([one.print for one in group.lines]))
    typical = sorted(zip(group.lines, alike, strict=True), key=lambda pair: -pair[1])
    chosen = _of_different_episodes([line for line, _ in typical])[:_SAMPLES]
    return [line for line in group.lines if line in chosen]


def _of_different_episodes(lines: Iterable[Said]) -> list[Said]:
    """The first of each episode, then the rest."""
    first: dict[str, Said] = {}
    rest = [line for line in lines if first.setdefault(line.episode, line) is not line]
    return [*first.values(), *rest]


def _place(one: Said) -> str:
    return f"{one.episode} {clock(one.span.start_ms)} {one.text}"
