"""What was taken for a line → its words, with the marks of the line that it replaces."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from localize.domain.heard import HeardLine, Word
from localize.domain.times import Span
from localize.listen.merging.units import Unit, head_of, mean_told, unit_count
from localize.listen.merging.voting import Choice

# Word times of Whisper are some 0.2 s off; two hearings of one word differ by no more than twice that.
NEAR_MS = 400
# What belongs to the word after it.
_OPENING = re.compile(r"[\s“‘「『（《〈(]+$")


@dataclass
class _Piece:
    text: str
    span: Span
    after: str
    probability: float | None
    is_new: bool = False


def written(line: HeardLine, choices: Sequence[Choice], hearing: int) -> HeardLine | None:
    """The line as it was voted for, None where nothing is left of it; `hearing` is the one it comes from."""
    units = [unit for choice in choices for unit in choice.units]
    if not units:
        return None
    own = [unit for choice in choices for unit in choice.place[hearing]]
    if units == own and len(own) == unit_count(line):
        return line.of_words(_same(line, choices))
    return line.of_words(list(_words(_pieces(choices, hearing), head_of(line))))


def _same(line: HeardLine, choices: Sequence[Choice]) -> tuple[Word, ...]:
    """Its own words, as sure as the vote makes them."""
    voted: dict[int, list[float | None]] = defaultdict(list)
    changed: set[int] = set()
    for choice in choices:
        for unit in choice.units:
            for at in unit.words:
                voted[at].append(choice.probability)
                if choice.probability != unit.probability:
                    changed.add(at)
    return tuple(
        msgspec.structs.replace(word, probability=_rounded(mean_told(voted[at]))) if at in changed else word
        for at, word in enumerate(line.words)
    )


def _pieces(choices: Sequence[Choice], hearing: int) -> list[_Piece]:
    pieces: list[_Piece] = []
    for choice in choices:
        own, taken = choice.place[hearing], choice.units
        if not taken:
            _inherit(pieces, own)
            continue
        pieces += [
            _Piece(unit.text, span, unit.after, choice.probability, not own)
            for unit, span in zip(taken, _spans(own, taken), strict=True)
        ]
        last = pieces[-1]
        if own:
            last.after = last.after if last.after and own[-1].after else own[-1].after
    return _closed(_placed(pieces))


def _spans(own: Sequence[Unit], taken: Sequence[Unit]) -> list[Span]:
    """When what was taken is said: when those who heard it say so, unless the line's own hearing has it at
    quite another time; then of that time each takes the same share."""
    if not own or _near(own, taken):
        return [unit.span for unit in taken]
    if len(own) == len(taken):
        return [unit.span for unit in own]
    start, length = own[0].span.start_ms, own[-1].span.end_ms - own[0].span.start_ms
    edges = [start + length * at // len(taken) for at in range(len(taken) + 1)]
    return [Span(*edge) for edge in pairwise(edges)]


def _near(own: Sequence[Unit], taken: Sequence[Unit]) -> bool:
    edges = (taken[0].span.start_ms - own[0].span.start_ms, taken[-1].span.end_ms - own[-1].span.end_ms)
    return max(map(abs, edges)) <= NEAR_MS


def _placed(pieces: list[_Piece]) -> list[_Piece]:
    """What the line's own hearing lacks stands between what it has, whenever others heard it."""
    for at, piece in enumerate(pieces):
        if piece.is_new:
            earliest = pieces[at - 1].span.end_ms if at else 0
            latest = next((one.span.start_ms for one in pieces[at:] if not one.is_new), piece.span.end_ms)
            start = min(max(piece.span.start_ms, earliest), max(earliest, latest))
            piece.span = Span(start, max(start, min(piece.span.end_ms, latest)))
    return pieces


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
        text = head + piece.text + closing
        yield Word(text, piece.span.start_ms, piece.span.end_ms, _rounded(piece.probability))
        head = piece.after[len(closing) :]


def _rounded(probability: float | None) -> float | None:
    return None if probability is None else round(probability, 4)


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
    return [line.of_words([next(left) for _ in line.words]) for line in lines]
