"""A subtitle file of ours, come back from a person → which of its cues shows which line now.

What stands as it was written tells where in the file we are; between two such cues times decide. A cue that
holds several lines is nobody's, and so is one that was put in where nothing was said: nothing is guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from localize.domain.memory import ShownCue, ShownLine
from localize.domain.times import Span

# ASS counts in centiseconds.
SAME_MS = 10
# "A ratio() value over 0.6 means the sequences are close matches" (the documentation of difflib).
CLOSE = 0.6


class Reread(NamedTuple):
    """`lines` are those that were shown, in their order, with their cues of now. A line whose cues are gone
    keeps the time of the first, without text. `unclear` is how many cues and lines could not be told."""

    lines: tuple[ShownLine, ...]
    unclear: int


class Piece(NamedTuple):
    """A cue as it was written, and the line that it shows, by its place among them."""

    cue: ShownCue
    owner: int


class _Gap(NamedTuple):
    """Between two cues that were not changed: what was written there, and the cues that stand there now, each
    with its index; they are later by `moved_ms`."""

    pieces: Sequence[Piece]
    cues: Sequence[tuple[int, ShownCue]]
    moved_ms: int


def reread(shown: Sequence[ShownLine], read: Sequence[ShownCue]) -> Reread:
    """`read` are the cues of the file, in order of time."""
    pieces = [Piece(cue, owner) for owner, line in enumerate(shown) for cue in line.cues]
    pieces.sort(key=lambda piece: piece.cue.start_ms)
    owners = owners_of(pieces, read)
    now = defaultdict[int, list[ShownCue]](list)
    for index, owner in sorted(owners.items()):
        now[owner].append(read[index])
    lines = tuple(ShownLine(line.place, _cues(line, now[at])) for at, line in enumerate(shown))
    gone = sum(_has_text(line) and not now[at] for at, line in enumerate(shown))
    return Reread(lines, gone + len(read) - len(owners))


def _cues(line: ShownLine, now: Sequence[ShownCue]) -> tuple[ShownCue, ...]:
    if now or not line.cues:
        return tuple(now)
    first = line.cues[0]
    return (ShownCue("", first.start_ms, first.end_ms),)


def _has_text(line: ShownLine) -> bool:
    return any(cue.text for cue in line.cues)


def owners_of(pieces: Sequence[Piece], read: Sequence[ShownCue]) -> dict[int, int]:
    """By the index of a cue, the line that it shows; those of nobody are left out. Both come in order
    of time."""
    if _stand_alike(pieces, read):
        return {at: piece.owner for at, piece in enumerate(pieces)}
    texts = [piece.cue.text for piece in pieces], [cue.text for cue in read]
    found: dict[int, int] = {}
    changes = SequenceMatcher(None, *texts, autojunk=False).get_opcodes()
    same = [(i1, j1) for kind, i1, _, j1, _ in changes if kind == "equal"]
    if not same and not _some_start_alike(pieces, read):
        return {}  # Nothing tells how far they have been moved.
    # What is changed before the first cue that stands as it was has been moved with it.
    moved_ms = next((read[j].start_ms - pieces[i].cue.start_ms for i, j in same), 0)
    for kind, i1, i2, j1, j2 in changes:
        if kind == "equal":
            found |= {j: pieces[i].owner for i, j in zip(range(i1, i2), range(j1, j2), strict=True)}
            moved_ms = read[j2 - 1].start_ms - pieces[i2 - 1].cue.start_ms
        else:
            cues = list(enumerate(read))[j1:j2]
            found |= dict(_in_gap(_Gap(pieces[i1:i2], cues, moved_ms)))
    return found


def _stand_alike(pieces: Sequence[Piece], read: Sequence[ShownCue]) -> bool:
    """Whether there are as many cues as were written, at the same times, or all moved by as much: whatever
    they say now, each is the one that it was."""
    if len(pieces) != len(read):
        return False
    moved = [now.start_ms - piece.cue.start_ms for piece, now in zip(pieces, read, strict=True)]
    as_one = len(moved) > 1 and max(moved) - min(moved) <= SAME_MS
    return as_one or max(map(abs, moved), default=0) <= SAME_MS


def _some_start_alike(pieces: Sequence[Piece], read: Sequence[ShownCue]) -> bool:
    starts = [piece.cue.start_ms for piece in pieces]
    unmoved = [cue for cue in read if any(abs(cue.start_ms - start) <= SAME_MS for start in starts)]
    return 2 * len(unmoved) >= len(read)


def _in_gap(gap: _Gap) -> Iterator[tuple[int, int]]:
    if len(gap.pieces) == len(gap.cues) == 1 and _is_one(gap.pieces[0].cue, gap.cues[0][1], gap.moved_ms):
        yield gap.cues[0][0], gap.pieces[0].owner
        return
    for indices, owners in _groups(gap):
        if len(owners) == 1:
            yield from ((index, next(iter(owners))) for index in indices)


def _is_one(written: ShownCue, now: ShownCue, moved_ms: int) -> bool:
    """Whether the only cue that went and the only one that came are the same line: a line may be taken out
    where a caption is put in."""
    alike = SequenceMatcher(None, written.text, now.text, autojunk=False).ratio() > CLOSE
    return alike or _at_one_time(written, now, moved_ms)


def _groups(gap: _Gap) -> list[tuple[set[int], set[int]]]:
    """Cues and lines that belong together, as far as their times say."""
    groups: list[tuple[set[int], set[int]]] = []
    for index, cue in gap.cues:
        owners = {piece.owner for piece in gap.pieces if _at_one_time(piece.cue, cue, gap.moved_ms)}
        touched = [group for group in groups if group[1] & owners]
        groups = [group for group in groups if group not in touched]
        groups.append(
            ({index}.union(*(group[0] for group in touched)), owners.union(*(group[1] for group in touched)))
        )
    return groups


def _at_one_time(written: ShownCue, now: ShownCue, moved_ms: int) -> bool:
    """Whether they share most of the shorter one's time."""
    one, other = Span(written.start_ms, written.end_ms).shifted(moved_ms), Span(now.start_ms, now.end_ms)
    return one.shares_most(other)
