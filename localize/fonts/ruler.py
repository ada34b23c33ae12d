"""The width of rows, shaped by HarfBuzz as libass and browsers shape them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from localize.fonts.face import Face, font_of
from localize.fonts.typeface import Typeface


@dataclass(frozen=True)
class FontRuler:
    """`size`, `free_width` and `outline` are pixels of the profile's picture."""

    typeface: Typeface
    size: float
    free_width: float
    outline: float = 0.0

    def share(self, row: str) -> float:
        """Of what is free between the margins; over 1 the row does not fit."""
        return (_width(self, row) + 2 * self.outline) / self.free_width


@lru_cache(maxsize=1 << 16)
def _width(ruler: FontRuler, row: str) -> float:
    style = ruler.typeface.style_size(ruler.size)
    runs = ruler.typeface.runs(row)
    return sum(_advance(face, text) * style / face.height for face, text in runs)


def _advance(face: Face, text: str) -> float:
    """In ems."""
    import uharfbuzz

    font, buffer = font_of(face), uharfbuzz.Buffer()
    # A lone surrogate is no character; subtitles are cleaned of them before they are written.
    buffer.add_str(text.encode("utf-8", "replace").decode("utf-8"))
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    advances: list[int] = [position.x_advance for position in buffer.glyph_positions]
    return sum(advances) / int(font.face.upem)
