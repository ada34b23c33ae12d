"""TMX 1.4 ⇄ entries: a `tu` an entry, with what we know of its place in `prop`s that other tools pass over.

The format: https://www.gala-global.org/tmx-14b
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from localize.domain.language import parse_language, primary
from localize.domain.memory import APPROVED, CORRECTED, Entry, Place, Status
from localize.errors import InputError, UnknownName

if TYPE_CHECKING:
    from lxml.etree import _Element

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPEAKER, EPISODE, LINE = "x-speaker", "x-episode", "x-line"
STATUS, BEFORE, AFTER = "x-status", "x-before", "x-after"
# The inline tag whose content is text; that of the others is another format's markup.
HIGHLIGHT = "hi"
STAMP = "%Y%m%dT%H%M%SZ"
# What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Read(NamedTuple):
    """`passed_over` counts the units that hold no text, or none in the language of the series."""

    entries: tuple[Entry, ...]
    passed_over: int


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────


def dumps(entries: Iterable[Entry], stream: IO[bytes], source: str, version: str) -> None:
    """Write what `loads` reads back as the same entries; `source` is the language of the series, `version`
    that of localize."""
    from lxml import etree

    doctype = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    root = etree.Element("tmx", version="1.4")
    etree.SubElement(root, "header", _header(source, version))
    body = etree.SubElement(root, "body")
    for entry in entries:
        _write_unit(etree.SubElement(body, "tu", _stamps(entry)), entry, source)
    etree.indent(root)
    stream.write(
        etree.tostring(root, xml_declaration=True, encoding="UTF-8", doctype=doctype, pretty_print=True)
    )


def _header(source: str, version: str) -> dict[str, str]:
    return {
        "creationtool": "localize",
        "creationtoolversion": version,
        "segtype": "sentence",
        "o-tmf": "localize",
        "adminlang": "en",
        "srclang": source,
        "datatype": "plaintext",
    }


def _stamps(entry: Entry) -> dict[str, str]:
    when = datetime.fromisoformat(entry.when).astimezone(UTC).strftime(STAMP) if entry.when else ""
    stamps = {"changedate": when, "changeid": _writable(entry.by)}
    return {name: value for name, value in stamps.items() if value}


def _write_unit(unit: _Element, entry: Entry, source: str) -> None:
    from lxml import etree

    for kind, value in _props(entry):
        etree.SubElement(unit, "prop", type=kind).text = _writable(value)
    for language, text in ((source, entry.place.source), (entry.target, entry.text)):
        variant = etree.SubElement(unit, "tuv", {LANG: language})
        etree.SubElement(variant, "seg").text = _writable(text)


def _props(entry: Entry) -> Iterator[tuple[str, str]]:
    place = entry.place
    single = {EPISODE: place.episode, LINE: place.line_id, SPEAKER: place.speaker, STATUS: entry.status}
    yield from ((kind, value) for kind, value in single.items() if value)
    yield from ((BEFORE, text) for text in place.before)
    yield from ((AFTER, text) for text in place.after)


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────


def load(path: Path, source: str, targets: Sequence[str] = ()) -> Read:
    """The pairs from `source` into every other language of a file. A language that is one of `targets` but
    for its region (`en-US` where the series has `en`) is taken for it.

    Raises InputError, with the file and the line.
    """
    try:
        with path.open("rb") as stream:
            return loads(stream, str(path), source, targets)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def loads(stream: IO[bytes], where: str, source: str, targets: Sequence[str] = ()) -> Read:
    """Like `load`; `where` names the file."""
    from lxml import etree

    entries: list[Entry] = []
    passed_over = 0
    try:
        for unit in _units(stream, where):
            found = list(_entries(unit, source, targets))
            entries += found
            passed_over += not found
    except etree.XMLSyntaxError as error:
        raise InputError(f"{where}:{error.lineno or 1}: no TMX that can be read: {error.msg}") from error
    return Read(tuple(entries), passed_over)


def _units(stream: IO[bytes], where: str) -> Iterator[_Element]:
    """One at a time: the files of big memories are larger than what they are read with."""
    from lxml import etree

    events = etree.iterparse(
        stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    is_first = True
    for event, element in events:
        if is_first:
            _require_tmx(element, where)
            is_first = False
        if event == "end" and _name(element) == "tu":
            yield element
            _drop(element)


def _require_tmx(root: _Element, where: str) -> None:
    if _name(root) != "tmx":
        raise InputError(f"{where} is no TMX: it begins with <{_name(root)}>")
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise InputError(f"{where} declares entities of its own", "a TMX needs none: it is not read")


def _drop(unit: _Element) -> None:
    unit.clear()
    parent = unit.getparent()
    while parent is not None and unit.getprevious() is not None:
        del parent[0]


def _entries(unit: _Element, source: str, targets: Sequence[str]) -> Iterator[Entry]:
    texts = dict(_variants(unit))
    spoken = next((tag for tag in texts if primary(tag) == primary(source)), None)
    if spoken is None:
        return
    place = _place(unit, texts[spoken])
    for language, text in texts.items():
        if language != spoken:
            target = _target(language, targets)
            yield Entry(place, target, text, _status(unit), _when(unit), _by(unit))


def _variants(unit: _Element) -> Iterator[tuple[str, str]]:
    """By language, those that hold a text. Before TMX 1.4 it was `lang`."""
    for variant in unit.iterchildren("{*}tuv"):
        segment = next(variant.iterchildren("{*}seg"), None)
        text = " ".join(_flat(segment).split()) if segment is not None else ""
        language = _language(variant.get(LANG) or variant.get("lang") or "")
        if text and language:
            yield language, text


def _language(tag: str) -> str:
    try:
        return parse_language(tag) if tag else ""
    except UnknownName:
        return ""


def _target(language: str, targets: Sequence[str]) -> str:
    """Where the file or the series names no region, any will do."""
    if language in targets:
        return language
    bare = primary(language)
    near = [target for target in targets if primary(target) == bare and bare in (target, language)]
    return near[0] if len(near) == 1 else language


def _flat(element: _Element) -> str:
    """Its text without the markup of another format; comments are none of it."""
    parts = [element.text or ""]
    for inner in element:
        if isinstance(inner.tag, str) and _name(inner) == HIGHLIGHT:
            parts.append(_flat(inner))
        parts.append(inner.tail or "")
    return "".join(parts)


def _name(element: _Element) -> str:
    """Without its namespace, which some tools write."""
    return str(element.tag).rpartition("}")[2]


def _place(unit: _Element, text: str) -> Place:
    def all_of(kind: str) -> tuple[str, ...]:
        props = unit.iterchildren("{*}prop")
        return tuple(" ".join((prop.text or "").split()) for prop in props if prop.get("type") == kind)

    def one_of(kind: str) -> str:
        return next(iter(all_of(kind)), "")

    return Place(text, all_of(BEFORE), all_of(AFTER), one_of(SPEAKER), one_of(EPISODE), one_of(LINE))


def _status(unit: _Element) -> Status:
    """What comes from elsewhere was approved there."""
    props = unit.iterchildren("{*}prop")
    corrected = any(prop.get("type") == STATUS and prop.text == CORRECTED for prop in props)
    return CORRECTED if corrected else APPROVED


def _when(unit: _Element) -> str:
    stamp = unit.get("changedate") or unit.get("creationdate") or ""
    try:
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC).isoformat(timespec="seconds")
    except ValueError:
        return ""


def _by(unit: _Element) -> str:
    return unit.get("changeid") or unit.get("creationid") or ""
