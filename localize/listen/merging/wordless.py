"""Lines that hold nothing to vote on, such as `♪♪`: they stay where no other hearing has taken their time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from localize.domain.heard import Heard, HeardLine
from localize.listen.merging.owning import Owner
from localize.listen.merging.units import unit_count

# A line that stays, and whose it is.
Kept: TypeAlias = tuple[Owner, HeardLine]


def with_wordless(hearings: Sequence[Heard], voted: Sequence[Kept]) -> list[HeardLine]:
    """The lines that were voted for and those without words, of the first hearing before those of others."""
    kept = list(voted)
    for hearing, heard in enumerate(hearings):
        for index, line in enumerate(heard.lines):
            if not unit_count(line) and not _is_taken(hearing, line, kept):
                owner = (hearing, index)
                kept.insert(_place(owner, line, kept), (owner, line))
    return [line for _, line in kept]


def _is_taken(hearing: int, line: HeardLine, kept: Sequence[Kept]) -> bool:
    middle_ms = (line.start_ms + line.end_ms) // 2
    return any(
        other != hearing and one.start_ms <= middle_ms <= one.end_ms  # both edges: a line may take no time
        for (other, _), one in kept
    )


def _place(owner: Owner, line: HeardLine, kept: Sequence[Kept]) -> int:
    """Before what comes later in its own hearing, or begins later in another."""
    return next((at for at, one in enumerate(kept) if _comes_later(one, owner, line)), len(kept))


def _comes_later(one: Kept, owner: Owner, line: HeardLine) -> bool:
    (hearing, index), other = one
    return index > owner[1] if hearing == owner[0] else other.start_ms > line.start_ms
