"""A track that was fitted anew, and what a person changed in the one before → both: a three-way merge.

Where the person has changed nothing, what is fitted now stands; where fitting has changed nothing, what the
person left. Where both have, words, rows, times and places are told apart: a line that was translated anew
keeps the times that somebody gave its cue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from localize.domain.memory import matching
from localize.domain.times import Span
from localize.domain.track import Cue, Place, Track
from localize.subtitle.seams import joined
from localize.subtitle.together import share_time, together

# What people see of a cue, and may change.
_SEEN = ("start_ms", "end_ms", "rows", "place", "speaker", "kind", "edge", "boxed", "italic")


class Edit(NamedTuple):
    """A file's cues as they were `written` and as a person `left` them, both as its format tells them; the
    lines of what was written are known."""

    written: Sequence[Cue]
    left: Sequence[Cue]


class Merged(NamedTuple):
    """`refused` are cues as the person left them (as they were written, where the person took them out) of
    which the new track says something else; there `track` is as it was fitted."""

    track: Track
    refused: tuple[Cue, ...]


def merged(edit: Edit, fitted: Track, told: Sequence[Cue], gap_ms: int) -> Merged:
    """`told` are the cues of `fitted` as the file's format tells them, one for one, with their lines. What
    a person timed stays; cues that were fitted keep `gap_ms` away from it."""
    standing: list[_Standing] = []
    refused: list[Cue] = []
    for indices in together(edit.written, edit.left, told):
        written, left, fresh = indices
        group = _Group(
            [edit.written[index] for index in written],
            [edit.left[index] for index in left],
            [told[index] for index in fresh],
            [fitted.cues[index] for index in fresh],
            fitted.language,
        )
        found = group.merged()
        if found is None:
            refused += group.left or group.written
        standing += group.as_fitted() if found is None else found
    return Merged(msgspec.structs.replace(fitted, cues=_named(_apart(standing, gap_ms))), tuple(refused))


def seen(cue: Cue) -> tuple[object, ...]:
    """What two cues share that are the same on the screen."""
    return tuple(getattr(cue, name) for name in _SEEN)


class _Standing(NamedTuple):
    """`timed`: a person has said when it is there."""

    cue: Cue
    timed: bool = False


class _Group(NamedTuple):
    """What is there at one time: cues as they were written, as the person left them, as they are fitted now;
    those also as the format tells them."""

    written: Sequence[Cue]
    left: Sequence[Cue]
    told: Sequence[Cue]
    fitted: Sequence[Cue]
    language: str

    def merged(self) -> Sequence[_Standing] | None:
        """None where both have changed the same."""
        if _all_seen(self.left) in (_all_seen(self.written), _all_seen(self.told)):
            return self.as_fitted()
        if _all_seen(self.told) == _all_seen(self.written):
            return list(self._as_left())
        if len(self.left) == len(self.written) == len(self.told):
            return self._one_by_one()
        if self._words(self.left) != self._words(self.told):
            return None
        # How many cues they stand in is the person's to say, where they said so.
        return self.as_fitted() if _times(self.left) == _times(self.written) else list(self._as_left())

    def as_fitted(self) -> list[_Standing]:
        return [_Standing(cue) for cue in self.fitted]

    def _as_left(self) -> Iterator[_Standing]:
        """With what the format has no place for, as the cue has it that is there at the time."""
        for cue in self.left:
            if not self.fitted:
                yield _Standing(msgspec.structs.replace(cue, id=""), timed=True)
                continue
            before = self.written or self.told
            changed = _changed(before[_nearest(cue, before)], cue)
            like = self.fitted[_nearest(cue, self.told)]
            yield _standing(msgspec.structs.replace(like, line_ids=self._lines_of(cue)), changed)

    def _lines_of(self, cue: Cue) -> tuple[str, ...]:
        pairs = zip(self.told, self.fitted, strict=True)
        return tuple(
            dict.fromkeys(line for told, one in pairs if share_time(told, cue) for line in one.line_ids)
        )

    def _one_by_one(self) -> Sequence[_Standing] | None:
        found = []
        for was, left, told, fitted in zip(self.written, self.left, self.told, self.fitted, strict=True):
            changed = _changed(was, left)
            if "rows" in changed and told.rows != was.rows:
                words, before, now = (self._words([cue]) for cue in (left, was, told))
                if words == before:
                    del changed["rows"]  # They broke rows whose words are gone.
                elif words != now:
                    return None
            found.append(_standing(fitted, changed))
        return found

    def _words(self, cues: Sequence[Cue]) -> str:
        return matching(joined([row for cue in cues for row in cue.rows], self.language))


def _standing(cue: Cue, changed: dict[str, Any]) -> _Standing:
    return _Standing(
        msgspec.structs.replace(cue, **changed), not changed.keys().isdisjoint(("start_ms", "end_ms"))
    )


def _changed(was: Cue, left: Cue) -> dict[str, Any]:
    return {name: getattr(left, name) for name in _SEEN if getattr(left, name) != getattr(was, name)}


def _all_seen(cues: Sequence[Cue]) -> list[tuple[object, ...]]:
    return [seen(cue) for cue in cues]


def _times(cues: Sequence[Cue]) -> list[Span]:
    return [Span(cue.start_ms, cue.end_ms) for cue in cues]


def _nearest(cue: Cue, others: Sequence[Cue]) -> int:
    """The first of those that share most of its time."""
    span = Span(cue.start_ms, cue.end_ms)
    shared = [span.overlap_ms(other) for other in _times(others)]
    return shared.index(max(shared))


def _apart(standing: Sequence[_Standing], gap_ms: int) -> Iterator[Cue]:
    """In order of time; what was fitted yields to what a person timed, as long as anything is left of it."""
    done = sorted(standing, key=lambda one: (one.cue.start_ms, one.cue.end_ms))
    last: dict[Place, int] = {}
    for at, one in enumerate(done):
        before = last.get(one.cue.place)
        if before is not None and done[before].cue.end_ms > one.cue.start_ms:
            done[before], done[at] = _parted(done[before], one, gap_ms)
        last[one.cue.place] = at
    return (one.cue for one in done)


def _parted(one: _Standing, other: _Standing, gap_ms: int) -> tuple[_Standing, _Standing]:
    end, start = other.cue.start_ms - gap_ms, one.cue.end_ms + gap_ms
    if other.timed and not one.timed and end > one.cue.start_ms:
        return _Standing(msgspec.structs.replace(one.cue, end_ms=end)), other
    if one.timed and not other.timed and start < other.cue.end_ms:
        return one, _Standing(msgspec.structs.replace(other.cue, start_ms=start))
    return one, other


def _named(cues: Iterator[Cue]) -> tuple[Cue, ...]:
    """Each by a name of its own: a cue that was parted, or put in, has none yet."""
    named: dict[str, Cue] = {}
    for cue in cues:
        name, count = cue.id or "added", 1
        while name in named or not name:
            count += 1
            name = f"{cue.id or 'added'}-{count}"
        named[name] = msgspec.structs.replace(cue, id=name)
    return tuple(named.values())
