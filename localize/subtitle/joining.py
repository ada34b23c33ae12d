"""Neighbours that are gone too soon alone → one cue for both.

Two lines share a cue only where that gives their readers time that they lack otherwise: who hears the first
line reads the second too early for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial, reduce
from itertools import pairwise
from math import inf
from typing import NamedTuple

from localize.domain.screen import UNKNOWN
from localize.domain.seen import CARD
from localize.domain.times import Span
from localize.profiles import Limits, measured, shown
from localize.profiles.ruler import Ruler
from localize.subtitle.breaking.marks import CLOSES, and_then
from localize.subtitle.pieces import Piece
from localize.subtitle.rows import broken

# Most lines of one speaker that share a cue, and most speakers.
_MOST, _SPEAKERS = 3, 2
# Less time than this is no reason to show a line before it is said.
_WORTH_MS = 200
_ASKS = frozenset("?？؟")


def joined(pieces: Sequence[Piece], limits: Limits, ruler: Ruler | None = None) -> list[Piece]:
    """The pieces, in order of their sound, with those of dialogue joined that are better read as one.

    Joined are whole lines less than `close_gap_ms` apart, of one speaker or of one sentence; where nobody
    knows who speaks, those half as far apart, but no question with what may be its answer. Two known
    speakers share a cue where the limits have a dash for it, a row each. Cards are never joined.
    """
    cards = [piece for piece in pieces if piece.kind == CARD]
    said = [piece for piece in pieces if piece.kind != CARD]
    together = [*cards, *_Joining(said, limits, ruler).best()]
    return sorted(together, key=lambda piece: piece.sound.start_ms)


class _Way(NamedTuple):
    """The cheapest way to group the pieces so far; its last group begins at `start`."""

    cost: float
    start: int
    pieces: tuple[Piece, ...]


class _Joining:
    def __init__(self, said: Sequence[Piece], limits: Limits, ruler: Ruler | None) -> None:
        self._said, self._limits, self._ruler = said, limits, ruler
        starts = [piece.sound.start_ms for piece in said]
        gap_ms = limits.gap_ms(UNKNOWN.frames)
        # When what stands after each piece must have the screen.
        self._free = [*(start - gap_ms for start in starts[1:]), inf]
        self._lack = [self._lacks(at, at, measured(one.text, limits)) for at, one in enumerate(said)]
        self._near = [_are_near(one, other, limits) for one, other in pairwise(said)]

    def best(self) -> list[Piece]:
        """The cheapest way to group neighbours."""
        ways = [_Way(0.0, 0, ())]
        for end, piece in enumerate(self._said, 1):
            way = _Way(ways[-1].cost + self._lack[end - 1], end - 1, (piece,))
            for start in self._starts(end):
                way = self._together(ways[start].cost, start, end, way.cost) or way
            ways.append(way)
        return _pieces(ways)

    def _starts(self, end: int) -> Iterator[int]:
        """Where groups of several may begin that end before `end`."""
        for start in range(end - 2, max(-1, end - _MOST - 1), -1):
            if not self._near[start]:
                return
            if sum(self._lack[start:end]) > _WORTH_MS:
                yield start

    def _together(self, so_far: float, start: int, end: int, most: float) -> _Way | None:
        """A group after what costs `so_far`, if a cue can hold it, for less than `most`."""
        pieces = self._said[start:end]
        if (text := self._text(pieces)) is None:
            return None
        lacks = self._lacks(start, end - 1, measured(text, self._limits))
        cost = so_far + (lacks + _WORTH_MS * (end - start - 1))
        if cost >= most or (piece := self._one(pieces, text)) is None:
            return None
        return _Way(cost, start, (piece,))

    def _lacks(self, first: int, last: int, length: float) -> float:
        """How much longer, in ms, what is said from one piece to another should be seen than it can be."""
        need_ms = max(1000 * length / self._limits.characters_per_second, self._limits.min_duration_ms)
        sound = self._said[last].sound
        until = min(self._free[last], sound.end_ms + self._limits.linger_ms)
        return max(0.0, need_ms - max(0, until - self._said[first].sound.start_ms))

    def _text(self, pieces: Sequence[Piece]) -> str | None:
        """What they say together, if time and speakers let a cue hold them; whether it has the room for it
        takes longer to tell."""
        if _sound(pieces).duration_ms > self._limits.max_duration_ms:
            return None
        language = self._limits.language
        if not _differ(pieces):
            return reduce(partial(and_then, language=language), (piece.text for piece in pieces), "")
        dashed = self._limits.dash and len(pieces) <= _SPEAKERS
        return " ".join(self._dashed(pieces)) if dashed else None

    def _one(self, pieces: Sequence[Piece], text: str) -> Piece | None:
        """Those as one, if a cue has the room for it."""
        hold = tuple(dict.fromkeys(held for piece in pieces for held in piece.hold))
        rows = self._speakers_rows(pieces) if _differ(pieces) else self._rows(text, hold)
        if rows is None:
            return None
        lines = tuple(line for piece in pieces for line in piece.lines)
        return Piece("+".join(piece.id for piece in pieces), lines, text, rows, _sound(pieces), (), hold)

    def _dashed(self, pieces: Sequence[Piece]) -> tuple[str, ...]:
        """What each of several speakers says, behind a dash."""
        return tuple(shown(f"{self._limits.dash}{piece.text}", self._limits.language) for piece in pieces)

    def _speakers_rows(self, pieces: Sequence[Piece]) -> tuple[str, ...] | None:
        rows = self._dashed(pieces)
        each = [broken(row, self._limits, self._ruler, ()) for row in rows]
        fit = len(rows) <= self._limits.rows and all(one and len(one.rows) == 1 for one in each)
        return rows if fit else None

    def _rows(self, text: str, hold: tuple[str, ...]) -> tuple[str, ...] | None:
        found = broken(text, self._limits, self._ruler, hold)
        return found.rows if found and not found.torn else None


def _sound(pieces: Sequence[Piece]) -> Span:
    return Span(pieces[0].sound.start_ms, max(piece.sound.end_ms for piece in pieces))


def _pieces(ways: Sequence[_Way]) -> list[Piece]:
    found: list[Piece] = []
    end = len(ways) - 1
    while end:
        found += ways[end].pieces
        end = ways[end].start
    return found[::-1]


def _are_near(one: Piece, other: Piece, limits: Limits) -> bool:
    """Whether two neighbours may share a cue as far as time and speakers say."""
    if not all(map(_is_whole, (one, other))):
        return False
    apart_ms = other.sound.start_ms - one.sound.end_ms
    speakers = {one.lines[0].speaker, other.lines[0].speaker}
    if "" in speakers and not one.lines[0].continues:
        return abs(apart_ms) < limits.close_gap_ms / 2 and not _asks(one.text)
    return abs(apart_ms) < limits.close_gap_ms and ("" in speakers or len(speakers) == 1 or bool(limits.dash))


def _is_whole(piece: Piece) -> bool:
    """A line that has a cue to itself, and a time."""
    return piece.id == piece.lines[0].id and not piece.flags and piece.sound.duration_ms > 0


def _asks(text: str) -> bool:
    return text.rstrip(CLOSES)[-1:] in _ASKS


def _differ(pieces: Sequence[Piece]) -> bool:
    speakers = {line.speaker for piece in pieces for line in piece.lines}
    return len(speakers - {""}) > 1
