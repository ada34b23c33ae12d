"""Cues of several tracks that are there at one time, and so stand for one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from localize.domain.times import Span
from localize.domain.track import Cue


class _Entry(NamedTuple):
    cue: Cue
    track: int
    number: int


def together(*tracks: Sequence[Cue]) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every cue in one group, the groups in order of time: for each track the indices of its cues, none where
    it has nothing at that time.

    Cues of two tracks belong together that share most of the shorter one's time, in one place of the picture;
    those of one track that show the same line; and with them what belongs to either.
    """
    entries = [_Entry(cue, at, number) for at, track in enumerate(tracks) for number, cue in enumerate(track)]
    entries.sort(key=lambda one: (one.cue.start_ms, one.cue.end_ms))
    group = list(range(len(entries)))

    def root(at: int) -> int:
        while group[at] != at:
            at = group[at]
        return at

    for one, other in (*_at_one_time(entries), *_of_one_line(entries)):
        first, second = sorted((root(one), root(other)))
        group[second] = first
    found: dict[int, list[_Entry]] = {}
    for at, entry in enumerate(entries):
        found.setdefault(root(at), []).append(entry)
    for _, members in sorted(found.items()):
        yield tuple(tuple(one.number for one in members if one.track == at) for at in range(len(tracks)))


def share_time(one: Cue, other: Cue) -> bool:
    """Most of that of the shorter one."""
    spans = Span(one.start_ms, one.end_ms), Span(other.start_ms, other.end_ms)
    shortest = min(span.duration_ms for span in spans)
    return spans[0] == spans[1] or 2 * spans[0].overlap_ms(spans[1]) > shortest


def _at_one_time(entries: Sequence[_Entry]) -> Iterator[tuple[int, int]]:
    live: list[int] = []
    for at, entry in enumerate(entries):
        live = [one for one in live if entries[one].cue.end_ms >= entry.cue.start_ms]
        for one in live:
            other = entries[one]
            is_same_place = other.cue.place == entry.cue.place
            if other.track != entry.track and is_same_place and share_time(other.cue, entry.cue):
                yield one, at
        live.append(at)


def _of_one_line(entries: Sequence[_Entry]) -> Iterator[tuple[int, int]]:
    showing: dict[tuple[int, str], list[int]] = {}
    for at, entry in enumerate(entries):
        for line in entry.cue.line_ids:
            showing.setdefault((entry.track, line), []).append(at)
    for same in showing.values():
        yield from pairwise(same)
