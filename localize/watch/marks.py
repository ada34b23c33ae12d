"""Which texts are a watermark: one text that stands for most of the episode."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from localize.domain.seen import Mark

if TYPE_CHECKING:
    from localize.watch.kinds import Row

# A watermark stands for most of the episode, and for longer than anybody needs to read a line.
MARK_SHARE = 0.5
MARK_MS = 12_000
# Shining through, it is lost before some backgrounds; what comes back aside stands for this share at least.
RETURNS_SHARE = 0.25
# What stands aside for all of a clip is one, however short the clip is.
ALWAYS_SHARE = 0.9
# What stands for half of an episode stands at many of so many moments spread over it: an hour of dialogue
# need not be compared line by line to see that it is none.
MOMENTS, LEAST_MOMENTS = 32, 8
# It is one text in one place, though its background changes what is read, or one text that wanders. In the
# middle, where dialogue stands, the readings must be more alike.
SAME_PLACE = 0.6
SAME_TEXT, SAME_TEXT_ASIDE = 0.6, 0.25
# Before some backgrounds only a part of it can be read, or nothing; so much of that part lies in its place.
WITHIN = 0.8


def mark_groups(rows: Sequence[Row], duration_ms: int) -> list[list[Row]]:
    """The rows of each watermark."""
    duration_ms = max([duration_ms, *(row.span.end_ms for row in rows)])
    groups: dict[Row, list[Row]] = {first: [] for first in _likely(rows, duration_ms)}
    for row in rows:
        first = next((first for first in groups if _is_same(first, row)), None)
        if first is not None:
            groups[first].append(row)
    return [group for group in groups.values() if _stands_on(group, duration_ms)]


def mark_of(group: Sequence[Row]) -> Mark:
    best = max(group, key=lambda row: row.confidence)
    return Mark(best.text, best.box, _shown_ms(group))


def _stands_on(group: Sequence[Row], duration_ms: int) -> bool:
    shown_ms, aside = _shown_ms(group), not group[0].is_centred
    if aside and (len(group) > 1 or shown_ms >= ALWAYS_SHARE * duration_ms):
        return shown_ms >= RETURNS_SHARE * duration_ms
    return shown_ms >= max(MARK_MS, MARK_SHARE * duration_ms)


def _shown_ms(group: Sequence[Row]) -> int:
    return sum(row.span.duration_ms for row in group)


def _likely(rows: Sequence[Row], duration_ms: int) -> list[Row]:
    """The first row of each text that stands at enough of the moments."""
    moments = [(at + 0.5) * duration_ms / MOMENTS for at in range(MOMENTS)]
    standing: dict[Row, set[int]] = {}
    for row in rows:
        found = range(bisect_left(moments, row.span.start_ms), bisect_left(moments, row.span.end_ms))
        if found and row.text:
            first = next((first for first in standing if _is_same(first, row)), row)
            standing.setdefault(first, set()).update(found)
    return [first for first, found in standing.items() if len(found) >= LEAST_MOMENTS]


def _is_same(first: Row, row: Row) -> bool:
    if first.text == row.text and len(row.text) > 1:
        return True
    if first.box.overlap(row.box) >= SAME_PLACE:
        likeness = SequenceMatcher(None, first.text, row.text, autojunk=False).ratio()
        if likeness >= (SAME_TEXT if first.is_centred else SAME_TEXT_ASIDE):
            return True
    return row.text in first.text and row.box.covered_by(first.box) >= WITHIN
