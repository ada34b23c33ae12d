"""What was said in a series, by voiceprint → its voices; those that were known before are known again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
SAME: Final = 0.85
# What so few lines have in common is chance as often as a person.
LEAST_LINES: Final = 3
_SAMPLES = 3


class Said(NamedTuple):
    """A line with its voice; `episode` is a name."""

    episode: str
    span: Span
    text: str
    print: Voiceprint


class _Group(NamedTuple):
    print: Voiceprint
    lines: Sequence[Said]


def learned(said: Sequence[Said], before: Sequence[Known]) -> list[Known]:
    """The voices of all that was said, who says most first; then those with a name that were not heard again.

    A named voice keeps its print: what has been told by it stays so.
    """
    groups = [_group([said[at] for at in places]) for places in grouped([one.print for one in said], ALIKE)]
    again = _known_again(groups, before)
    kept = [
        _known(group, before[again[at]] if at in again else None)
        for at, group in enumerate(groups)
        if len(group.lines) >= LEAST_LINES or at in again
    ]
    lost = [one for number, one in enumerate(before) if one.name and number not in again.values()]
    return [*kept, *(msgspec.structs.replace(one, lines=0, minutes=0.0) for one in lost)]


def _group(lines: Sequence[Said]) -> _Group:
    return _Group(middle([one.print for one in lines]), lines)


def _known_again(groups: Sequence[_Group], before: Sequence[Known]) -> dict[int, int]:
    """By the place of a group that of the voice which it was before; the most alike find each other first."""
    if not groups or not before:
        return {}
    known = numbers_of([one.voiceprint for one in before])
    pairs = [
        (float(alike), at, number)
        for at, group in enumerate(numbers_of([group.print for group in groups]))
        for number, alike in enumerate(likeness(group, known))
        if alike >= SAME
    ]
    found: dict[int, int] = {}
    for _, at, number in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if at not in found and number not in found.values():
            found[at] = number
    return found


def _known(group: _Group, before: Known | None) -> Known:
    is_named = before is not None and bool(before.name)
    return Known(
        print=before.print if before is not None and is_named else group.print.numbers,
        name=before.name if before is not None else "",
        lines=len(group.lines),
        minutes=round(sum(one.span.duration_ms for one in group.lines) / 60_000, 1),
        episodes=tuple(dict.fromkeys(one.episode for one in group.lines)),
        hear=tuple(_place(one) for one in _samples(group)),
    )


def _samples(group: _Group) -> list[Said]:
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
