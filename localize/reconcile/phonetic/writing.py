"""What was repaired, written into a line; the times of its words stay where they were."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import msgspec

from localize.domain.heard import Word, told


class Change(NamedTuple):
    """`now` takes the place of the text from `start` to `end`."""

    start: int
    end: int
    now: str


def rewritten(text: str, changes: Sequence[Change]) -> str:
    """`changes` are in order and do not overlap."""
    for change in reversed(changes):
        text = text[: change.start] + change.now + text[change.end :]
    return text


def rewritten_words(words: Sequence[Word], changes: Sequence[Change]) -> tuple[Word, ...]:
    """The places of `changes` count in the words' joined text."""
    written = tuple(words)
    for change in reversed(changes):
        written = _changed(written, change)
    return written


def _changed(words: tuple[Word, ...], change: Change) -> tuple[Word, ...]:
    starts = list(accumulate((len(word.text) for word in words), initial=0))
    touched = [
        at for at, (start, end) in enumerate(pairwise(starts)) if start < change.end and end > change.start
    ]
    first, last = touched[0], touched[-1] + 1
    moved = Change(change.start - starts[first], change.end - starts[first], change.now)
    cuts = [start - starts[first] for start in starts[first : last + 1]]
    return (*words[:first], *_within(words[first:last], moved, cuts), *words[last:])


def _within(words: tuple[Word, ...], change: Change, cuts: Sequence[int]) -> tuple[Word, ...]:
    """Character by character where there are as many as before, else all in one word."""
    text = rewritten("".join(word.text for word in words), [change])
    if len(text) == cuts[-1]:
        parts = (text[start:end] for start, end in pairwise(cuts))
        return tuple(
            msgspec.structs.replace(word, text=part) for word, part in zip(words, parts, strict=True)
        )
    least = min(told(word.probability for word in words), default=None)
    return (Word(text, words[0].start_ms, words[-1].end_ms, least),)
