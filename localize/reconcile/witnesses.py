"""Several witnesses of the written line, the picture and a subtitle file, → one run of lines.

People typed the file: where it and the picture have the same line, its text and its cues are taken, and
the picture says when the line stands. What only one of them has stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache, reduce
from itertools import chain

import msgspec

from localize.domain.review import DISAGREE, Flag
from localize.domain.script import in_script
from localize.domain.seen import Seen, SeenLine
from localize.domain.standing import Standing
from localize.domain.times import Span

# A file made for another cut of the episode is off by its head or its logo; so far off, a line is still
# known by its text.
SHIFT_MS = 2000
SAME_TEXT = 0.6
OTHER_TEXT = 0.5


@dataclass(frozen=True)
class Witnessed:
    """A line as its witnesses have it. `is_typed`: people wrote it, no reader that may slip."""

    line: SeenLine
    is_typed: bool
    notes: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()


def dialogue(witnesses: Sequence[Seen]) -> list[Witnessed]:
    """In order of time. What was typed counts more than what was read; of two alike the later counts more."""
    ordered = sorted(witnesses, key=lambda seen: seen.typed)
    runs = [[Witnessed(line, seen.typed) for line in seen.dialogue if line.text.strip()] for seen in ordered]
    together: list[Witnessed] = reduce(_merged, runs, [])
    return sorted(together, key=lambda one: (one.line.start_ms, one.line.end_ms))


def cards(witnesses: Sequence[Seen]) -> list[SeenLine]:
    """In order of time, each once."""
    kept: defaultdict[str, list[SeenLine]] = defaultdict(list)
    for card in (card for seen in witnesses for card in seen.cards):
        if not any(card.span.overlap_ms(one.span) for one in kept[card.text]):
            kept[card.text].append(card)
    return sorted(chain(*kept.values()), key=lambda card: (card.start_ms, card.end_ms))


def _merged(below: Sequence[Witnessed], above: Sequence[Witnessed]) -> list[Witnessed]:
    """`above` counts more."""
    under = _under([one.line for one in below], [one.line for one in above])
    uses = Counter(at for found in under for at in found)
    lone = [one for at, one in enumerate(below) if not uses[at]]
    return lone + [
        _joined(top, [below[at].line for at in found], shared=any(uses[at] > 1 for at in found))
        for top, found in zip(above, under, strict=True)
    ]


def _under(below: Sequence[SeenLine], above: Sequence[SeenLine]) -> list[list[int]]:
    """For each line above those below that are the same: by time, and what that leaves over by its text."""
    timed = Standing([line.span for line in below])
    under = [[at for at in timed.near(top.span) if _together(below[at].span, top.span)] for top in above]
    left = set(range(len(below))).difference(*under)
    for top, found in zip(above, under, strict=True):
        if found:
            continue
        near = [at for at in timed.near(top.span, SHIFT_MS) if at in left and _shifted(below[at], top)]
        if near:
            nearest = min(near, key=lambda at: abs(below[at].start_ms - top.start_ms))
            found.append(nearest)
            left.remove(nearest)
    return under


def _together(one: Span, other: Span) -> bool:
    """Whether the shorter of them stands within the other for half of its time."""
    return 2 * one.overlap_ms(other) >= max(1, min(one.duration_ms, other.duration_ms))


def _shifted(one: SeenLine, other: SeenLine) -> bool:
    away = max(one.start_ms - other.end_ms, other.start_ms - one.end_ms)
    return away <= SHIFT_MS and _alike(one.text, other.text) >= SAME_TEXT


def _joined(top: Witnessed, lines: Sequence[SeenLine], *, shared: bool) -> Witnessed:
    """`shared`: one of `lines` stands for several cues of the file, which then keep their own times."""
    if not lines or shared:
        return top
    shown = "".join(one.text for one in lines)
    differs = _plain(shown) != _plain(top.line.text)
    notes = (f"the picture shows {shown}",) if differs else ()
    return replace(
        top,
        line=_at_the_time_of(lines, top.line),
        notes=top.notes + notes,
        flags=top.flags + tuple(_flags(top.line.text, shown)),
    )


def _at_the_time_of(lines: Sequence[SeenLine], line: SeenLine) -> SeenLine:
    return msgspec.structs.replace(
        line,
        start_ms=min(one.start_ms for one in lines),
        end_ms=max(one.end_ms for one in lines),
        box=lines[0].box,
        other=line.other or lines[0].other,
    )


def _flags(written: str, shown: str) -> Iterator[Flag]:
    if _alike(written, shown) < OTHER_TEXT:
        yield Flag(DISAGREE, f"the subtitle file has {written}, the picture shows {shown}")


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, _plain(one), _plain(other), autojunk=False).ratio()


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """Without marks, in one script: the same sentence is burned in both ways."""
    return "".join(filter(str.isalnum, in_script(text, "zh")))
