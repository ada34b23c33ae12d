"""What was taken for a line → its words, with the marks of the line that it replaces."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

import msgspec

from localize.domain.heard import HeardLine, Word
from localize.listen.merging.units import Unit, head_of
from localize.listen.merging.voting import Choice

# What belongs to the word after it.
_OPENING = re.compile(r"[\s“‘「『（《〈(]+$")


@dataclass
class _Piece:
    unit: Unit
    after: str
    probability: float
    is_new: bool = False


def written(line: HeardLine, choices: Sequence[Choice], hearing: int) -> HeardLine | None:
    """The line as it was voted for, None where nothing is left of it; `hearing` is the one it comes from."""
    units = [unit for choice in choices for unit in choice.units]
    if not units:
        return None
    own = [unit for choice in choices for unit in choice.place[hearing]]
    words = _same(line, choices) if units == own else tuple(_words(_pieces(choices, hearing), head_of(line)))
    return msgspec.structs.replace(
        line,
        text="".join(word.text for word in words),
        start_ms=words[0].start_ms,
        end_ms=words[-1].end_ms,
        words=words,
    )


def _same(line: HeardLine, choices: Sequence[Choice]) -> tuple[Word, ...]:
    """Its own words, as sure as the vote makes them."""
    voted: dict[int, list[float]] = defaultdict(list)
    changed: set[int] = set()
    for choice in choices:
        for unit in choice.units:
            for at in unit.words:
                voted[at].append(choice.probability)
                if choice.probability != unit.probability:
                    changed.add(at)
    return tuple(
        msgspec.structs.replace(word, probability=round(fmean(voted[at]), 4)) if at in changed else word
        for at, word in enumerate(line.words)
    )


def _pieces(choices: Sequence[Choice], hearing: int) -> list[_Piece]:
    pieces: list[_Piece] = []
    for choice in choices:
        own, taken = choice.place[hearing], choice.units
        if not taken:
            _inherit(pieces, own)
            continue
        pieces += [_Piece(unit, unit.after, choice.probability, not own) for unit in taken]
        last = pieces[-1]
        if own:
            last.after = last.after if last.after and own[-1].after else own[-1].after
    return _closed(pieces)


def _inherit(pieces: Sequence[_Piece], left_out: Sequence[Unit]) -> None:
    """The mark after what is left out stands after what is before it."""
    if pieces and left_out and left_out[-1].after.strip():
        pieces[-1].after = left_out[-1].after


def _closed(pieces: list[_Piece]) -> list[_Piece]:
    """What is new within the line brings spaces and no marks; at its end it takes over the last one."""
    last_own = max((at for at, piece in enumerate(pieces) if not piece.is_new), default=None)
    if last_own is None:
        return pieces
    for piece in pieces[: last_own + 1]:
        if piece.is_new:
            piece.after = " " * piece.after.endswith(" ")
    if last_own < len(pieces) - 1:
        pieces[-1].after = pieces[-1].after.strip() or pieces[last_own].after
        pieces[last_own].after = " " * pieces[last_own].after.endswith(" ")
    return pieces


def _words(pieces: Sequence[_Piece], head: str) -> Iterator[Word]:
    for at, piece in enumerate(pieces):
        is_last = at == len(pieces) - 1
        closing = piece.after.rstrip() if is_last else _OPENING.sub("", piece.after)
        span = piece.unit.span
        text = head + piece.unit.text + closing
        yield Word(text, span.start_ms, span.end_ms, round(piece.probability, 4))
        head = piece.after[len(closing) :]


def in_order(lines: Sequence[HeardLine]) -> list[HeardLine]:
    """No word begins before the one before it is over: two that overlap meet in the middle."""
    made: list[Word] = []
    for word in (word for line in lines for word in line.words):
        if made and word.start_ms < made[-1].end_ms:
            meet = max(made[-1].start_ms, (word.start_ms + made[-1].end_ms) // 2)
            made[-1] = msgspec.structs.replace(made[-1], end_ms=meet)
            word = msgspec.structs.replace(word, start_ms=meet, end_ms=max(meet, word.end_ms))
        made.append(word)
    left = iter(made)
    return [_timed(line, tuple(next(left) for _ in line.words)) for line in lines]


def _timed(line: HeardLine, words: tuple[Word, ...]) -> HeardLine:
    return msgspec.structs.replace(line, words=words, start_ms=words[0].start_ms, end_ms=words[-1].end_ms)
