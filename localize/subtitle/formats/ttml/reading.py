"""TTML of any dialect → Track."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise
from typing import Any, NamedTuple, TextIO

from localize.domain.seen import CARD, DIALOGUE, Kind
from localize.domain.track import Cue, Track
from localize.errors import BadSubtitles
from localize.subtitle.formats.ttml.looks import Looks, Where, attributes_of, is_boxed, is_italic, local
from localize.subtitle.formats.ttml.moments import Moments
from localize.subtitle.formats.ttml.names import XML_ID
from localize.subtitle.text import clean

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_INHERITED = ("fontStyle", "shear")  # of what is read; a background is not, but lies behind all that is in it
_CARD = "title"  # ttm:role
# Nothing says when the last cue ends; chosen here, as long as a row is read.
_LAST_MS = 4000


class _Run(NamedTuple):
    """Text with one look, and when it is shown."""

    start_ms: int
    end_ms: int | None
    text: str
    italic: bool
    boxed: bool


class _Around(NamedTuple):
    """What an element has from those around it."""

    start_ms: int
    end_ms: int | None
    looks: Mapping[str, str]
    region: str | None
    boxed: bool = False
    kept: bool = False  # xml:space="preserve"
    kind: Kind = DIALOGUE


def loads(stream: TextIO, language: str) -> Track:
    """The cues of a TTML document, with ids, speakers, italics and boxes, where its regions stand. A span
    with times of its own is a cue of its own.

    Raises BadSubtitles.
    """
    root = _parsed(stream.read())
    moments, looks = Moments(attributes_of(root)), Looks(root)
    names = _agents(root)
    body = next((child for child in root if local(child.tag) == "body"), None)
    if body is None:
        return Track(language, (), moments.frames)
    start = _Around(0, None, {}, None, kept=_is_kept(root, False))
    cues = list(_cues(body, start, moments, looks, names))
    return Track(language, tuple(_ended(cues)), moments.frames)


def _parsed(text: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(_DECLARATION.sub("", text).encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise BadSubtitles(f"not XML: {error}") from error
    if local(root.tag) != "tt":
        raise BadSubtitles(f"not TTML: the document is a <{local(root.tag)}>")
    return root


def _agents(root: Any) -> dict[str, str]:
    """Who speaks, by id."""
    agents = (element for element in root.iter() if local(element.tag) == "agent")
    return {agent.get(XML_ID, ""): clean("".join(agent.itertext())) for agent in agents}


# ── elements ─────────────────────────────────────────────────────────────────────────────────────────


def _cues(
    element: Any, around: _Around, moments: Moments, looks: Looks, names: Mapping[str, str]
) -> Iterator[tuple[Cue, bool]]:
    """Each cue, and whether anything says when it ends."""
    inside = _inside(element, around, moments, looks)
    if local(element.tag) == "p":
        yield from _of_paragraph(element, inside, moments, looks, names)
        return
    for child, place in _children(element, inside, moments):
        yield from _cues(child, place, moments, looks, names)


def _children(element: Any, inside: _Around, moments: Moments) -> Iterator[tuple[Any, _Around]]:
    """Each with what is around it: in a sequence it begins when the one before has ended."""
    in_turn = element.get("timeContainer") == "seq"
    for child in element:
        if local(child.tag) not in ("div", "p"):
            continue
        yield child, inside
        if in_turn:
            _, end = _times(child, inside, moments)
            inside = inside._replace(start_ms=inside.start_ms if end is None else end)


def _inside(element: Any, around: _Around, moments: Moments, looks: Looks) -> _Around:
    start, end = _times(element, around, moments)
    own = looks.style_of(element)
    region = element.get("region") or around.region
    above = around.looks
    if region != around.region:
        above = {**looks.region_style(region), **above}
    passed = {name: value for name, value in {**above, **own}.items() if name in _INHERITED}
    forced = own.get("forcedDisplay") == "true" or _CARD in own.get("role", "").split()
    return _Around(
        start,
        end,
        passed,
        region,
        around.boxed or is_boxed(own),
        _is_kept(element, around.kept),
        CARD if forced else around.kind,
    )


def _times(element: Any, around: _Around, moments: Moments) -> tuple[int, int | None]:
    """On the document's clock: times count from where the element around begins (TTML1 10.2)."""
    begin, end, length = (moments.ms(element.get(name)) for name in ("begin", "end", "dur"))
    start = around.start_ms + (begin or 0)
    ends = [
        around.end_ms,
        None if end is None else around.start_ms + end,
        None if length is None else start + length,
    ]
    known = [one for one in ends if one is not None]
    return start, min(known) if known else None


def _is_kept(element: Any, around: bool) -> bool:
    return {"preserve": True, "default": False}.get(attributes_of(element).get("space", ""), around)


# ── a paragraph ──────────────────────────────────────────────────────────────────────────────────────


def _of_paragraph(
    paragraph: Any, inside: _Around, moments: Moments, looks: Looks, names: Mapping[str, str]
) -> Iterator[tuple[Cue, bool]]:
    where, speaker = looks.where(inside.region), _speaker(paragraph, names)
    name = paragraph.get(XML_ID, "")
    runs = _runs(paragraph, inside, moments, looks)
    timed = groupby(runs, lambda run: (run.start_ms, run.end_ms))
    for number, ((start, end), group) in enumerate(timed):
        own_name = f"{name}.{number}" if name and number else name
        cue = _cue(own_name, start, end, list(group), where)
        if cue.rows:
            yield _with(cue, speaker, inside.kind), end is not None


def _cue(name: str, start: int, end: int | None, runs: list[_Run], where: Where) -> Cue:
    rows = "".join(run.text for run in runs).split("\n")
    seen = [run for run in runs if run.text.strip()]
    return Cue(
        name,
        start,
        start if end is None else end,
        tuple(row for row in map(clean, rows) if row),
        place=where.place,
        edge=where.edge,
        italic=all(run.italic for run in seen),
        boxed=all(run.boxed for run in seen),
    )


def _with(cue: Cue, speaker: str, kind: Kind) -> Cue:
    import msgspec

    return msgspec.structs.replace(cue, speaker=speaker, kind=kind)


def _speaker(paragraph: Any, names: Mapping[str, str]) -> str:
    """Where one person says all of it."""
    agents = attributes_of(paragraph).get("agent", "").split()
    return names.get(agents[0], "") if len(agents) == 1 else ""


def _runs(element: Any, inside: _Around, moments: Moments, looks: Looks) -> Iterator[_Run]:
    yield _run(element.text, inside)
    for child in element:
        if local(child.tag) == "br":
            yield _run("\n", inside._replace(kept=True))
        elif local(child.tag) == "span":
            yield from _runs(child, _inside(child, inside, moments, looks), moments, looks)
        yield _run(child.tail, inside)  # also after what holds no text: comments, metadata


def _run(text: str | None, inside: _Around) -> _Run:
    """A line end in the text is a space, unless the document says that it is one."""
    shown = text or ""
    if not inside.kept:
        shown = shown.replace("\n", " ")
    return _Run(inside.start_ms, inside.end_ms, shown, is_italic(inside.looks), inside.boxed)


def _ended(cues: list[tuple[Cue, bool]]) -> Iterator[Cue]:
    """A cue without an end stays until the next begins; one without an id is named by its number."""
    import msgspec

    following = [one.start_ms for _, (one, _) in pairwise(cues)]
    for number, (cue, ends) in enumerate(cues, 1):
        last = following[number - 1] if number <= len(following) else cue.start_ms + _LAST_MS
        yield msgspec.structs.replace(
            cue, id=cue.id or str(number), end_ms=cue.end_ms if ends else max(cue.start_ms, last)
        )
