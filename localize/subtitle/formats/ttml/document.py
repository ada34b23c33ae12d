"""Track → a document of TTML: what all dialects share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TextIO

from localize.domain.language import is_right_to_left
from localize.domain.seen import CARD
from localize.domain.track import Cue, Track
from localize.profiles import Layout
from localize.subtitle.formats.clocks import clock
from localize.subtitle.formats.markup import written
from localize.subtitle.formats.ttml.names import SPACES, XML_ID, XML_LANG, tt, ttm, ttp, tts
from localize.subtitle.formats.ttml.regions import Region, region_name, regions
from localize.subtitle.text import clean

# Letters are sized in shares of a cell (TTML1 8.2.9), of which the picture is this many high.
_ROWS = 15
CELLS = f"32 {_ROWS}"
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_TEXT, _BOX, _ITALIC = "text", "box", "italic"


class Dialect(NamedTuple):
    """Where one dialect differs. `root` are attributes of the document, `text` of the style of all text,
    `slant` of italics; `card` of a forced narrative; `metadata` elements of the head with their text. `clock`
    writes a moment. Some have no names for who speaks (`agents`), no places but two (`edges`), no body that
    is empty (`hollow`)."""

    root: Mapping[str, str]
    text: Mapping[str, str]
    slant: Mapping[str, str]
    card: Mapping[str, str] = {ttm("role"): "title"}
    metadata: Sequence[tuple[str, str]] = ()
    clock: Callable[[int], str] = clock
    agents: bool = True
    edges: bool = True
    hollow: bool = True


def write(track: Track, stream: TextIO, layout: Layout, dialect: Dialect) -> None:
    from lxml import etree

    cues = list(written(track.cues))
    if not dialect.edges:
        cues = [(_without_edge(cue), rows) for cue, rows in cues]
    places = regions(cues, layout)
    agents = _agents(cues) if dialect.agents else {}
    root = etree.Element(tt("tt"), nsmap=_used(dialect))
    root.set(XML_LANG, clean(track.language))
    for name, value in {ttp("cellResolution"): CELLS, **dialect.root}.items():
        root.set(name, value)
    _head(root, track, layout, dialect, places, agents)
    if cues or dialect.hollow:
        _body(root, cues, dialect, places, agents)
    _lines(root)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    stream.write(etree.tostring(root, encoding="unicode") + "\n")


def _without_edge(cue: Cue) -> Cue:
    import msgspec

    return msgspec.structs.replace(cue, edge=None)


def _used(dialect: Dialect) -> dict[str | None, str]:
    """The namespaces of what a document of this dialect may hold."""
    names = "".join([*dialect.root, *dialect.text, *dialect.card, *(name for name, _ in dialect.metadata)])
    always = (None, "ttp", "tts", "ttm")
    return {prefix: space for prefix, space in SPACES.items() if prefix in always or f"{{{space}}}" in names}


def _agents(cues: Sequence[tuple[Cue, tuple[str, ...]]]) -> dict[str, str]:
    """Who speaks, by name → id."""
    names = dict.fromkeys(name for cue, _ in cues if (name := clean(cue.speaker)))
    return {name: f"agent.{number}" for number, name in enumerate(names, 1)}


# ── head ─────────────────────────────────────────────────────────────────────────────────────────────


def _head(
    root: Any,
    track: Track,
    layout: Layout,
    dialect: Dialect,
    places: Mapping[str, Region],
    agents: Mapping[str, str],
) -> None:
    head = _child(root, "head")
    _metadata(head, dialect, agents)
    styling = _child(head, "styling")
    for name, attributes in _styles(track, layout, dialect).items():
        _child(styling, "style", {XML_ID: name, **attributes})
    regions = _child(head, "layout")
    for region in places.values():
        _child(regions, "region", _region(region, layout))


def _metadata(head: Any, dialect: Dialect, agents: Mapping[str, str]) -> None:
    if not dialect.metadata and not agents:
        return
    from lxml import etree

    metadata = _child(head, "metadata")
    if dialect.metadata:
        document = etree.SubElement(metadata, dialect.metadata[0][0])
        for name, text in dialect.metadata[1:]:
            etree.SubElement(document, name).text = text
    for name, agent in agents.items():
        person = etree.SubElement(metadata, ttm("agent"), {XML_ID: agent, "type": "person"})
        etree.SubElement(person, ttm("name"), {"type": "full"}).text = name


def _styles(track: Track, layout: Layout, dialect: Dialect) -> dict[str, dict[str, str]]:
    text = {
        tts("fontFamily"): "proportionalSansSerif",
        tts("fontSize"): f"{round(100 * _ROWS * layout.size / layout.height, 2):g}%",
        tts("lineHeight"): f"{round(100 * layout.line_height):g}%",
        tts("color"): "#ffffff",
        tts("textAlign"): "start" if layout.vertical else "center",
    }
    if is_right_to_left(track.language):
        text |= {tts("direction"): "rtl", tts("unicodeBidi"): "embed"}
    return {
        _TEXT: {**text, **dialect.text},
        _BOX: {tts("backgroundColor"): "#000000"},
        _ITALIC: dict(dialect.slant),
    }


def _region(region: Region, layout: Layout) -> dict[str, str]:
    attributes = {
        XML_ID: region.name,
        tts("origin"): region.origin,
        tts("extent"): region.extent,
        tts("displayAlign"): region.align,
        tts("overflow"): "visible",
    }
    return {**attributes, tts("writingMode"): "tbrl"} if layout.vertical else attributes


# ── body ─────────────────────────────────────────────────────────────────────────────────────────────


def _body(
    root: Any,
    cues: Sequence[tuple[Cue, tuple[str, ...]]],
    dialect: Dialect,
    places: Mapping[str, Region],
    agents: Mapping[str, str],
) -> None:
    division = _child(_child(root, "body"), "div")
    taken = {_TEXT, _BOX, _ITALIC, *places, *agents.values()}
    for (cue, rows), name in zip(cues, _ids(cues, taken), strict=True):
        paragraph = _child(division, "p", {XML_ID: name, **_attributes(cue, dialect, agents)})
        _rows(paragraph, cue, rows)


def _ids(cues: Sequence[tuple[Cue, tuple[str, ...]]], taken: set[str]) -> Iterator[str]:
    """Those of the cues where XML allows them and nothing else has them."""
    for number, (cue, _) in enumerate(cues, 1):
        name = cue.id if _NAME.fullmatch(cue.id) else f"cue.{number}"
        while name in taken:
            name = f"{name}.{number}"
        taken.add(name)
        yield name


def _attributes(cue: Cue, dialect: Dialect, agents: Mapping[str, str]) -> dict[str, str]:
    attributes = {
        "begin": dialect.clock(cue.start_ms),
        "end": dialect.clock(cue.end_ms),
        "region": region_name(cue),
        "style": f"{_TEXT} {_ITALIC}" if cue.italic else _TEXT,
    }
    if agent := agents.get(clean(cue.speaker)):
        attributes[ttm("agent")] = agent
    return {**attributes, **dialect.card} if cue.kind == CARD else attributes


def _rows(paragraph: Any, cue: Cue, rows: Sequence[str]) -> None:
    """A box lies behind a span alone: behind a paragraph it would be as wide as its region."""
    holder = _child(paragraph, "span", {"style": _BOX}) if cue.boxed else paragraph
    holder.text = rows[0]
    for row in rows[1:]:
        _child(holder, "br").tail = row


def _child(parent: Any, name: str, attributes: Mapping[str, str] | None = None) -> Any:
    from lxml import etree

    return etree.SubElement(parent, tt(name), dict(attributes or {}))


def _lines(element: Any, depth: int = 1) -> None:
    """Every element on a line of its own, down to the paragraphs, where each space is text."""
    if element.tag == tt("p") or not len(element):
        return
    element.text = "\n" + " " * depth
    for child in element:
        _lines(child, depth + 1)
        child.tail = element.text
    element[-1].tail = "\n" + " " * (depth - 1)
