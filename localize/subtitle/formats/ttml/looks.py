"""The styles and regions of a TTML document, as far as cues hold them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from localize.domain.track import BOTTOM, TOP, Place
from localize.subtitle.formats.ttml.names import XML_ID
from localize.subtitle.formats.ttml.regions import place_in

Attributes = Mapping[str, str]

_LENGTHS = re.compile(r"(-?\d+(?:\.\d+)?)(%|px)\s+(-?\d+(?:\.\d+)?)(%|px)", re.ASCII)
_CLEAR = re.compile(r"transparent|#[0-9a-f]{6}00|rgba\(.*,\s*0\s*\)", re.IGNORECASE)


class Where(NamedTuple):
    place: Place = BOTTOM
    edge: float | None = None


def local(name: Any) -> str:
    """Without its namespace; comments and instructions have no name."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def attributes_of(element: Any) -> dict[str, str]:
    """By local name: older documents have other namespaces for the same."""
    return {local(name): value for name, value in element.attrib.items()}


class Looks:
    """What is looked up by id."""

    def __init__(self, root: Any) -> None:
        height = _LENGTHS.fullmatch(attributes_of(root).get("extent", "").strip())
        self._height_px = float(height[3]) if height and height[4] == "px" else 0.0
        named = [(element.get(XML_ID) or element.get("id"), element) for element in root.iter()]
        self._styles = {name: element for name, element in named if name and local(element.tag) == "style"}
        self._regions = {name: element for name, element in named if name and local(element.tag) == "region"}

    def style_of(self, element: Any, seen: frozenset[str] = frozenset()) -> dict[str, str]:
        """What an element itself says, over the styles that it refers to; those of a region stand in it."""
        looks: dict[str, str] = {}
        for name in (element.get("style") or "").split():
            if name in self._styles and name not in seen:
                looks |= self.style_of(self._styles[name], seen | {name})
        for child in element if local(element.tag) == "region" else ():
            if local(child.tag) == "style":
                looks |= self.style_of(child, seen)
        return looks | attributes_of(element)

    def region_style(self, name: str | None) -> dict[str, str]:
        return self.style_of(self._regions[name]) if name in self._regions else {}

    def where(self, name: str | None) -> Where:
        """The half of the picture in which a region's text stands, and the edge where that text begins. Text
        without a region is at the bottom, where players put it."""
        if name not in self._regions or name is None:
            return Where()
        looks = self.region_style(name)
        edges = self._edges(looks)
        ours = place_in(name)
        if edges is None or looks.get("writingMode", "").startswith("tb"):
            return Where(ours or BOTTOM)
        align = looks.get("displayAlign", "before")
        at = {"before": edges[0], "after": edges[1]}.get(align, sum(edges) / 2)
        place = ours or (TOP if at < 0.5 else BOTTOM)
        told = align == ("before" if place == TOP else "after") and name != ours
        return Where(place, round(at, 6) if told and 0 <= at <= 1 else None)

    def _edges(self, looks: Attributes) -> tuple[float, float] | None:
        """The upper and the lower one of a region."""
        top, height = self._down(looks.get("origin", "")), self._down(looks.get("extent", ""))
        return None if top is None or height is None else (top, top + height)

    def _down(self, lengths: str) -> float | None:
        match = _LENGTHS.fullmatch(lengths.strip())
        if match is None:
            return None
        if match[4] == "%":
            return float(match[3]) / 100
        return float(match[3]) / self._height_px if self._height_px else None


def is_italic(looks: Attributes) -> bool:
    sheared = looks.get("shear", "0%").strip() not in ("0%", "0")
    return sheared or looks.get("fontStyle", "normal") in ("italic", "oblique")


def is_boxed(looks: Attributes) -> bool:
    colour = looks.get("backgroundColor", "transparent").strip()
    return not _CLEAR.fullmatch(colour)
