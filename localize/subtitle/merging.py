"""A track that was fitted anew, and what a person changed in the one before → both: a three-way merge.

Where the person has changed nothing, what is fitted now stands; where fitting has changed nothing, what the
person left. Where both have, words, rows, times and places are told apart: a line that was translated anew
keeps the times that somebody gave its cue.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec

from localize.domain.memory import matching
from localize.domain.times import Span
from localize.domain.track import Cue, Track
from localize.subtitle.seams import joined

# What people see of a cue, and may change.
_SEEN = ("start_ms", "end_ms", "rows", "place", "speaker", "kind", "edge", "boxed", "italic")
# The name of a cue that was put in, with a number: of a line there is none that begins so.
_ADDED = "added"


class Edit(NamedTuple):
    """The cues of a file as they were `written` and as a person `left` them, both as its format tells them.
    They belong together where they show the same lines, those without a line by their names."""

    written: Sequence[Cue]
    left: Sequence[Cue]


class Room(NamedTuple):
    """What was fitted keeps `gap_ms` away from what a person timed, and yields to it until it lasts no longer
    than `least_ms`."""

    gap_ms: int
    least_ms: int


ROOMY = Room(gap_ms=0, least_ms=1)


class Merged(NamedTuple):
    """`refused` are cues as the person left them (as they were written, where the person took them out) of
    which the new track says something else; there `track` is as it was fitted."""

    track: Track
    refused: tuple[Cue, ...]


def merged(edit: Edit, fitted: Track, told: Sequence[Cue], room: Room) -> Merged:
    """`told` are the cues of `fitted` as the file's format tells them, one for one."""
    groups = list(_groups(edit, fitted, told))
    refused = {at for at, group in enumerate(groups) if group.merged is None}
    while True:
        # What has no room for it is refused, which may leave others without.
        standing = [cue for at, group in enumerate(groups) for cue in group.standing(at, at in refused)]
        cues, torn = _apart(standing, room)
        if torn <= refused:
            break
        refused |= torn
    theirs = (cue for at in sorted(refused) for cue in groups[at].left or groups[at].written)
    return Merged(msgspec.structs.replace(fitted, cues=_named(cues)), tuple(theirs))


def seen(cue: Cue) -> tuple[object, ...]:
    """What two cues share that are the same on the screen."""
    return tuple(getattr(cue, name) for name in _SEEN)


def keys(cue: Cue) -> tuple[str, ...]:
    """The lines that it shows, else its own name."""
    return cue.line_ids or (cue.id,)


# ── what belongs together ────────────────────────────────────────────────────────────────────────────


class _Standing(NamedTuple):
    """`timed`: a person has said when it is there; `yields`: it was fitted otherwise than before."""

    cue: Cue
    group: int
    timed: bool
    yields: bool


@dataclass(frozen=True)
class _Group:
    """What shows the same lines: cues as they were written, as the person left them, as they are fitted now;
    those also as the format tells them."""

    written: Sequence[Cue]
    left: Sequence[Cue]
    told: Sequence[Cue]
    fitted: Sequence[Cue]
    language: str

    @property
    def merged(self) -> Sequence[Cue] | None:
        """None where both have changed the same."""
        if _all_seen(self.left) in (_all_seen(self.written), _all_seen(self.told)):
            return self.fitted
        if _all_seen(self.told) == _all_seen(self.written):
            return list(self._as_left())
        if self._is_elsewhere and _times(self.left) != _times(self.written):
            return None
        if len(self.left) == len(self.written) == len(self.told):
            return self._one_by_one()
        if self._words(self.left) != self._words(self.told):
            return None
        # In how many cues the words stand is the person's to say, where they touched more than the words.
        return self.fitted if _times(self.left) == _times(self.written) else list(self._as_left())

    def standing(self, at: int, is_refused: bool) -> list[_Standing]:
        found = self.merged
        cues = self.fitted if is_refused or found is None else found
        fitted, before = (
            {(cue.start_ms, cue.end_ms) for cue in some} for some in (self.fitted, self.written)
        )
        as_told = {(cue.start_ms, cue.end_ms) for cue in self.told}
        return [
            _Standing(cue, at, timed=times not in fitted, yields=times in fitted and as_told != before)
            for cue in cues
            for times in [(cue.start_ms, cue.end_ms)]
        ]

    @property
    def _is_elsewhere(self) -> bool:
        """Whether what is said is said at another time by now: what the person timed was not that."""
        if not self.written or not self.told:
            return False
        was, now = _span(self.written), _span(self.told)
        return 2 * max(abs(was.start_ms - now.start_ms), abs(was.end_ms - now.end_ms)) > was.duration_ms

    def _as_left(self) -> Iterator[Cue]:
        """With what the format has no place for, as the cue has it that is there at the time."""
        for cue in self.left:
            if not self.fitted or not cue.line_ids:
                yield cue
                continue
            before = self.written or self.told
            like = self.fitted[_nearest(cue, self.told)]
            yield msgspec.structs.replace(like, **_changed(before[_nearest(cue, before)], cue))

    def _one_by_one(self) -> Sequence[Cue] | None:
        found = []
        for was, left, told, fitted in zip(self.written, self.left, self.told, self.fitted, strict=True):
            changed = _changed(was, left)
            if "rows" in changed and told.rows != was.rows:
                words, before, now = (self._words([cue]) for cue in (left, was, told))
                if words == before:
                    del changed["rows"]  # They broke rows whose words are gone.
                elif words != now:
                    return None
            found.append(msgspec.structs.replace(fitted, **changed))
        return found if all(cue.start_ms < cue.end_ms for cue in found) else None

    def _words(self, cues: Sequence[Cue]) -> str:
        return matching(joined([row for cue in cues for row in cue.rows], self.language))


def _groups(edit: Edit, fitted: Track, told: Sequence[Cue]) -> Iterator[_Group]:
    """Every cue in one of them."""
    shown = [keys(cue) for cue in (*edit.written, *edit.left, *fitted.cues)]
    of = _together([*shown, *_in_place_of(edit)])
    groups: dict[str, tuple[list[Cue], list[Cue], list[Cue], list[Cue]]] = {}
    pairs = (
        *((0, cue, cue) for cue in edit.written),
        *((1, cue, cue) for cue in edit.left),
        *((2, cue, one) for cue, one in zip(fitted.cues, told, strict=True)),
        *((3, cue, cue) for cue in fitted.cues),
    )
    for which, cue, one in pairs:
        groups.setdefault(of[keys(cue)[0]], ([], [], [], []))[which].append(one)
    yield from (_Group(*group, fitted.language) for group in groups.values())


def _in_place_of(edit: Edit) -> Iterator[tuple[str, ...]]:
    """What was put in belongs to what was taken out at that time: cues that were joined, as a rule."""
    there = {key for cue in edit.left for key in keys(cue)}
    known = {key for cue in edit.written for key in keys(cue)}
    gone = [cue for cue in edit.written if there.isdisjoint(keys(cue))]
    for cue in edit.left:
        if known.isdisjoint(keys(cue)):
            yield from ((*keys(cue), *keys(one)) for one in gone if _span([cue]).shares_most(_span([one])))


def _together(shown: Sequence[tuple[str, ...]]) -> Mapping[str, str]:
    """One of them for all that are linked by standing in a cue with each other."""
    of: dict[str, str] = {}

    def root(key: str) -> str:
        while (above := of.setdefault(key, key)) != key:
            key = above
        return key

    for first, *others in shown:
        for other in others:
            of[root(other)] = root(first)
        root(first)
    return {key: root(key) for key in of}


def _changed(was: Cue, left: Cue) -> dict[str, Any]:
    return {name: getattr(left, name) for name in _SEEN if getattr(left, name) != getattr(was, name)}


def _all_seen(cues: Sequence[Cue]) -> list[tuple[object, ...]]:
    return [seen(cue) for cue in cues]


def _times(cues: Sequence[Cue]) -> list[Span]:
    return [Span(cue.start_ms, cue.end_ms) for cue in cues]


def _span(cues: Sequence[Cue]) -> Span:
    return Span(min(cue.start_ms for cue in cues), max(cue.end_ms for cue in cues))


def _nearest(cue: Cue, others: Sequence[Cue]) -> int:
    """The first of those that share most of its time."""
    span = Span(cue.start_ms, cue.end_ms)
    shared = [span.overlap_ms(other) for other in _times(others)]
    return shared.index(max(shared))


# ── all of them together ─────────────────────────────────────────────────────────────────────────────


def _apart(standing: Sequence[_Standing], room: Room) -> tuple[list[Cue], set[int]]:
    """In order of time, and the groups of what a person timed that has no room."""
    cues = sorted(standing, key=lambda one: (one.cue.start_ms, one.cue.end_ms))
    torn: set[int] = set()
    for timed in [one for one in cues if one.timed]:
        for at, other in enumerate(cues):
            if other.yields and other.cue.place == timed.cue.place and _overlap(timed.cue, other.cue):
                cut = _cut(other.cue, timed.cue, room)
                cues[at] = other if cut is None else other._replace(cue=cut)
                torn |= {timed.group} if cut is None else set()
    cues.sort(key=lambda one: (one.cue.start_ms, one.cue.end_ms))
    return [one.cue for one in cues], torn


def _overlap(one: Cue, other: Cue) -> bool:
    return one.start_ms < other.end_ms and other.start_ms < one.end_ms


def _cut(cue: Cue, timed: Cue, room: Room) -> Cue | None:
    """What is left of it beside the other, None where that is too little."""
    before = msgspec.structs.replace(cue, end_ms=timed.start_ms - room.gap_ms)
    after = msgspec.structs.replace(cue, start_ms=timed.end_ms + room.gap_ms)
    longer = max(before, after, key=lambda one: one.end_ms - one.start_ms)
    return longer if longer.end_ms - longer.start_ms >= room.least_ms else None


def _named(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """Each by a name of its own: those that a cue was parted into share its name, what was put in has none
    yet."""
    named: dict[str, Cue] = {}
    for cue in cues:
        base = cue.id if cue.line_ids or cue.id.startswith(_ADDED) else _ADDED
        name, count = base, 1
        while name in named:
            count += 1
            name = f"{base}-{count}"
        named[name] = msgspec.structs.replace(cue, id=name)
    return tuple(named.values())
