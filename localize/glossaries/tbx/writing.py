"""Terms → TBX-Basic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from localize.domain.glossary import ALL_LANGUAGES, Term
from localize.glossaries.cells import cells_of
from localize.glossaries.tbx.status import (
    ADMITTED,
    DEFINITION,
    DEPRECATED,
    LANG,
    OURS,
    PREFERRED,
    STATUS,
    SUBJECT,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DOCTYPE = '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">'
# Where the dialect's data categories are laid down.
_CATEGORIES = "http://www.lisa.org/fileadmin/standards/tbx_basic/TBXBasicXCSV02.xcs"
_ABOUT = "A glossary of localize"
_LANGUAGE_OF_NOTES = "en"


class _Form(NamedTuple):
    text: str
    status: str


def write(terms: Sequence[Term], source: str) -> bytes:
    """An entry a term; `source` is the tag of the language that the terms are said in."""
    from lxml import etree

    root = etree.Element("martif", {"type": "TBX-Basic", LANG: _LANGUAGE_OF_NOTES})
    header = etree.SubElement(root, "martifHeader")
    described = etree.SubElement(etree.SubElement(header, "fileDesc"), "sourceDesc")
    etree.SubElement(described, "p").text = _ABOUT
    encoding = etree.SubElement(header, "encodingDesc")
    etree.SubElement(encoding, "p", {"type": "XCSURI"}).text = _CATEGORIES
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for number, term in enumerate(terms, 1):
        _add_entry(body, f"c{number}", term, source)
    written: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", pretty_print=True, doctype=_DOCTYPE
    )
    return written


def _add_entry(body: Element, name: str, term: Term, source: str) -> None:
    from lxml.etree import SubElement

    entry = SubElement(body, "termEntry", {"id": name})
    for kind, text in ((SUBJECT, term.kind), (DEFINITION, term.note)):
        if text:
            SubElement(entry, "descrip", {"type": kind}).text = text
    for text in _notes(term):
        SubElement(entry, "note").text = text
    _add_language(entry, source, _source_forms(term))
    for tag in _tags(term):
        _add_language(entry, tag, _target_forms(term, tag))


def _add_language(entry: Element, tag: str, forms: Iterator[_Form]) -> None:
    from lxml.etree import SubElement

    language = SubElement(entry, "langSet", {LANG: tag})
    for form in forms:
        unit = SubElement(language, "tig")
        SubElement(unit, "term").text = form.text
        SubElement(unit, "termNote", {"type": STATUS}).text = form.status


def _notes(term: Term) -> Iterator[str]:
    """What holds in all languages, or for none in particular."""
    everywhere = msgspec.structs.replace(
        term,
        forbidden={ALL_LANGUAGES: term.forbidden.get(ALL_LANGUAGES, ())},
        variants={ALL_LANGUAGES: term.variants.get(ALL_LANGUAGES, ())},
    )
    cells = cells_of(everywhere)
    for column in ("forbidden", "variants", "exact", "unless", "when"):
        if cells[column]:
            yield f"{OURS} {column}: {cells[column]}"


def _tags(term: Term) -> list[str]:
    tags = dict.fromkeys([*term.targets, *term.variants, *term.forbidden])
    return [tag for tag in tags if tag != ALL_LANGUAGES]


def _source_forms(term: Term) -> Iterator[_Form]:
    yield _Form(term.source, PREFERRED)
    yield from (_Form(alias, ADMITTED) for alias in term.aliases)


def _target_forms(term: Term, tag: str) -> Iterator[_Form]:
    if tag in term.targets:
        yield _Form(term.targets[tag], PREFERRED)
    yield from (_Form(text, ADMITTED) for text in term.variants.get(tag, ()))
    yield from (_Form(text, DEPRECATED) for text in term.forbidden.get(tag, ()))
