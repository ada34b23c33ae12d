"""Lines → where they stand in a series: what a memory knows lines by."""

from __future__ import annotations

from collections.abc import Sequence

from localize.domain.memory import Place
from localize.domain.seen import CARD
from localize.domain.transcript import Line
from localize.translate.said import source_text

# Lines before and after that tell where a line stands: the scene around it, and little of the next one.
NEIGHBOURS = 2


def places(lines: Sequence[Line], episode: str) -> list[Place]:
    """Of every line, in its order. Text on the screen stands among the dialogue and is no neighbour."""
    spoken = [source_text(line) for line in lines if line.kind != CARD]
    found, at = [], 0
    for line in lines:
        after = at if line.kind == CARD else at + 1
        found.append(
            Place(
                source=source_text(line),
                before=tuple(spoken[max(0, at - NEIGHBOURS) : at]),
                after=tuple(spoken[after : after + NEIGHBOURS]),
                speaker=line.speaker,
                episode=episode,
                line_id=line.id,
            )
        )
        at = after
    return found
