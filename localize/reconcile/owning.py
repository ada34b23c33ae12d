"""Which line each heard word belongs to, also those that sound like nothing in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from localize.domain.standing import Standing
from localize.domain.times import Span
from localize.reconcile.voice import HeardWord

# What is left over of a heard line whose rest is burned in is a slip of the recogniser up to this length.
SLIP_SYLLABLES = 2
SLIP_MS = 500


def owners(words: Sequence[HeardWord], spans: Sequence[Span], paired: Mapping[int, int]) -> list[int | None]:
    """For each word the index of its line, None where nobody burned it in.

    `paired` holds, by their numbers, the words that sound like a part of a line. What stands between two
    words of one line is its own; then what is heard while a line stands; then short rests of a heard line
    whose other words have an owner.
    """
    found = [paired.get(word.number) for word in words]
    _fill_between(found)
    standing = Standing(spans)
    for at, word in enumerate(words):
        if found[at] is None:
            found[at] = _line_over(word.span, spans, standing)
    _take_slips(found, words)
    return found


def _fill_between(found: list[int | None]) -> None:
    owned = [at for at, owner in enumerate(found) if owner is not None]
    for before, after in pairwise(owned):
        if found[before] == found[after]:
            found[before:after] = [found[before]] * (after - before)


def _line_over(word: Span, spans: Sequence[Span], standing: Standing) -> int | None:
    """Which line most of a word is heard under."""
    best = max(standing.near(word), key=lambda at: spans[at].overlap_ms(word), default=None)
    if best is None or 2 * spans[best].overlap_ms(word) < max(1, word.duration_ms):
        return None
    return best


def _take_slips(found: list[int | None], words: Sequence[HeardWord]) -> None:
    runs = [list(run) for _, run in groupby(range(len(words)), key=lambda at: (words[at].line, found[at]))]
    for number, run in enumerate(runs):
        beside = [runs[at] for at in (number - 1, number + 1) if 0 <= at < len(runs)]
        owner = next((found[one[0]] for one in beside if words[one[0]].line == words[run[0]].line), None)
        if found[run[0]] is None and owner is not None and _is_slip([words[at] for at in run]):
            for at in run:
                found[at] = owner


def _is_slip(run: Sequence[HeardWord]) -> bool:
    long = sum(len(word.syllables) for word in run) > SLIP_SYLLABLES
    return not long and run[-1].span.end_ms - run[0].span.start_ms <= SLIP_MS
