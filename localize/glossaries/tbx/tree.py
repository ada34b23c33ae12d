"""The bytes of a TBX file → its elements. Nothing outside the file is ever read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from localize.errors import BadGlossary, UnknownName
from localize.glossaries.faults import Faults
from localize.glossaries.tbx.status import LANG

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

ROOTS = ("martif", "tbx")
_PLACE = re.compile(r",? line \d+, column \d+$")


def parse(path: Path) -> Element:
    """Raises BadGlossary for what is no TBX."""
    from lxml import etree

    # No entity is put in, no document type looked up, and no text or depth beyond libxml2's own limits taken.
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except OSError as error:
        raise BadGlossary(f"cannot read the glossary {path}: {error.strerror}") from error
    except etree.XMLSyntaxError as error:
        said = _PLACE.sub("", error.msg)
        raise BadGlossary(f"{path}:{error.lineno}: not XML: {said}", "export it anew as TBX") from error
    if name(root) not in ROOTS:
        raise BadGlossary(
            f"{path}: no TBX file: it begins with <{name(root)}>", "export it anew as TBX-Basic"
        )
    for entity in root.iter(etree.Entity):
        raise BadGlossary(f"{path}:{entity.sourceline}: the entity {entity.text}: entities are not put in")
    return root


def name(element: Element) -> str:
    """Without namespace; empty for a processing instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def named(element: Element, names: Collection[str]) -> Iterator[Element]:
    """Those within, at any depth, in the file's order."""
    return (one for one in element.iter() if name(one) in names)


def text(element: Element) -> str:
    """All of it, also what stands in markup, its spaces tidied."""
    return " ".join("".join(element.itertext()).split())


def line(element: Element) -> int:
    return element.sourceline or 0


def language(element: Element, faults: Faults) -> str:
    """The canonical tag; empty where there is none, or no such language."""
    from localize.domain.language import parse_language

    tag = element.get(LANG) or element.get("lang") or ""
    if not tag:
        faults.add(line(element), "a `langSet` without `xml:lang`")
        return ""
    try:
        return parse_language(tag)
    except UnknownName as error:
        faults.add(line(element), error.message, error.hint)
        return ""
