"""One face of a font file, read through HarfBuzz."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from localize.domain.value import Value

if TYPE_CHECKING:
    import uharfbuzz

# Predefined ids of the `name` table (OpenType): a family of more than four styles has the second pair too.
_FAMILY, _STYLE, _TYPOGRAPHIC_FAMILY = 1, 2, 16
_WIN_ASCENT = slice(74, 76)  # in the table OS/2
_WIN_DESCENT = slice(76, 78)


class Face(Value, frozen=True):
    """`family` is what its `file` calls it; `index` which of the faces of a collection it is."""

    family: str
    file: str
    index: int = 0

    @property
    def name(self) -> str:
        """For records: the family and the file's own name."""
        return f"{self.family} ({Path(self.file).name})"

    @property
    def letters(self) -> frozenset[int]:
        """The characters that it can draw."""
        return _letters(self)

    @property
    def height(self) -> float:
        """From top to bottom in ems, as libass and players of Windows count it: what they scale to the size
        of a style."""
        return _height(self)


def regular_faces(file: Path) -> dict[str, Face]:
    """The upright faces of middle weight in a file, by family; none of what is no font.

    A variable font is one of them, whatever its default weight is called.
    """
    import uharfbuzz

    try:
        blob = uharfbuzz.Blob.from_file_path(file)
    except (OSError, uharfbuzz.HarfBuzzError):
        return {}
    found: dict[str, Face] = {}
    for index in range(uharfbuzz.Face(blob).count):
        face = uharfbuzz.Face(blob, index)
        if face.get_name(_STYLE) == "Regular" or face.has_var_data:
            family = face.get_name(_TYPOGRAPHIC_FAMILY) or face.get_name(_FAMILY) or file.stem
            found.setdefault(family, Face(family, str(file), index))
    return found


@lru_cache(maxsize=32)
def font_of(face: Face) -> uharfbuzz.Font:
    """In units of its em."""
    import uharfbuzz

    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(face.file), face.index))
    if font.face.has_var_data:
        font.set_variations({"wght": 400})
    return font


@lru_cache(maxsize=32)
def _letters(face: Face) -> frozenset[int]:
    return frozenset(font_of(face).face.unicodes)


@lru_cache(maxsize=32)
def _height(face: Face) -> float:
    font = font_of(face)
    table = font.face.reference_table("OS/2").data
    ascent, descent = (int.from_bytes(table[part], "big") for part in (_WIN_ASCENT, _WIN_DESCENT))
    if not ascent + descent:
        extents = font.get_font_extents("ltr")
        return float(extents.ascender - extents.descender) / int(font.face.upem)
    return (ascent + descent) / int(font.face.upem)
