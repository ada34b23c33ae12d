"""Which characters may stand in a delivery: lists of code points, named by the rule `glyphs`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from localize.errors import UnknownName

LISTS = Path(__file__).parent / "glyphs"


def glyph_lists() -> list[str]:
    return sorted(file.stem for file in LISTS.glob("*.txt"))


@cache
def load_glyphs(name: str) -> frozenset[int]:
    """The code points of a list. Raises UnknownName."""
    if name not in glyph_lists():
        raise UnknownName.of("glyph list", name, glyph_lists())
    rows = (LISTS / f"{name}.txt").read_text("utf-8").splitlines()
    entries = (entry for row in rows if not row.startswith("#") for entry in row.split())
    return frozenset(point for entry in entries for point in _points(entry))


def outside(text: str, name: str) -> list[str]:
    """The characters of `text` that the list `name` lacks, each once; none where there is no list (empty).
    Row ends are no characters. Raises UnknownName."""
    allowed = load_glyphs(name) if name else None
    found = dict.fromkeys(character for character in text if character != "\n")
    return [character for character in found if allowed is not None and ord(character) not in allowed]


def _points(entry: str) -> Iterator[int]:
    """`0041-005A`, or `00E9` alone."""
    first, _, last = entry.partition("-")
    return iter(range(int(first, 16), int(last or first, 16) + 1))
