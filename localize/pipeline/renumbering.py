"""Lines have their names from their places in a transcript: what became of them in the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import product

import msgspec

from localize.domain.times import Span
from localize.domain.track import Cue, Track
from localize.domain.transcript import Line
from localize.pipeline.record import LineRecord


def now_called(before: Sequence[LineRecord], now: Sequence[Line]) -> Mapping[str, str]:
    """By the name that a line had the one that it has: of lines with the same text in the same order, and of
    others in between that are said at one time."""
    names: dict[str, str] = {}
    texts = [line.text for line in before], [line.text for line in now]
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        old, new = before[i1:i2], now[j1:j2]
        if kind == "equal":
            names |= {one.id: other.id for one, other in zip(old, new, strict=True)}
        else:
            names |= {
                one.id: other.id for one, other in product(old, new) if _span(one).shares_most(_span(other))
            }
    return names


def _span(line: LineRecord | Line) -> Span:
    return Span(line.start_ms, line.end_ms)


def renumbered(track: Track, names: Mapping[str, str]) -> Track:
    """With other names for its lines; a cue of lines that are no more has names of its own."""

    def cue(one: Cue) -> Cue:
        lines = tuple(names.get(line, f"gone {line}") for line in one.line_ids)
        return msgspec.structs.replace(one, line_ids=lines)

    return msgspec.structs.replace(track, cues=tuple(map(cue, track.cues)))
