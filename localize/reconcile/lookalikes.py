"""Characters that a reader takes for each other, because they look alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

# A group a line. Put together from what Chinese primers warn of, and of what differs by a stroke that thin
# type or an outline swallows: a prior, not a measurement, which is why it never decides alone.
FILE = Path(__file__).with_name("confusable.txt")


def lookalikes(character: str) -> frozenset[str]:
    return _groups().get(character, frozenset())


@cache
def _groups() -> dict[str, frozenset[str]]:
    near: dict[str, set[str]] = {}
    for group in FILE.read_text("utf-8").split():
        for character in group:
            near.setdefault(character, set()).update(group)
    return {character: frozenset(others - {character}) for character, others in near.items()}
