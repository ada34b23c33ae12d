"""Dialect packs, and what they make of a text, as tables and as plain facts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.table import Table
from rich.text import Text

from localize.config import RecognizeTable
from localize.dialects import Dialect, DialectEntry, Use
from localize.dialects.pack import PACKS
from localize.domain.script import in_script

UNCHECKED = "general"
SHIPPED = "localize"  # where our own packs are from
INDENT = " " * 4
DEFAULT_ENGINE = RecognizeTable().engine


def facts(dialect: Dialect) -> dict[str, Any]:
    return {
        "name": dialect.name,
        "tag": dialect.tag,
        "title": dict(dialect.title),
        "region": dialect.region,
        "words": len(dialect.words),
        "unchecked": sum(word.source == UNCHECKED for word in dialect.words),
        "sounds": len(dialect.sounds.changes),
        "recognizers": list(dialect.recognizers),
        "from": [_origin(source) for source in dialect.sources],
    }


def packs_listing(packs: Sequence[Dialect], width: int) -> Iterator[str]:
    """Two lines a pack, the second with the region and, where it is not one of ours, the folders; only that
    is folded at `width` columns, so that names stay whole."""
    told = [(dialect.name, dialect.tag, _titles(dialect), *_sizes(dialect)) for dialect in packs]
    widths = [max(map(cell_len, column)) for column in zip(*told, strict=True)]
    for dialect, cells in zip(packs, told, strict=True):
        padded = (set_cell_size(cell, size) for cell, size in zip(cells, widths, strict=True))
        yield "  ".join(padded).rstrip()
        own = " + ".join(origins) if (origins := facts(dialect)["from"]) != [SHIPPED] else ""
        second = " · ".join(filter(None, (dialect.region, own)))
        yield _indented(second, width)


def _indented(text: str, width: int) -> str:
    whole_words = textwrap.TextWrapper(width, INDENT, INDENT, break_long_words=False, break_on_hyphens=False)
    return whole_words.fill(text)


def _sizes(dialect: Dialect) -> tuple[str, str]:
    return f"{len(dialect.words):>3} words", f"{len(dialect.sounds.changes):>2} sounds"


def about(dialect: Dialect) -> str:
    """`sichuan (zh-x-sichuan): 四川话, Sichuanese · Sichuan and Chongqing · 386 words, 201 unchecked`"""
    known = facts(dialect)
    told = [
        f"{dialect.name} ({dialect.tag}): {_titles(dialect)}",
        dialect.region,
        f"{known['words']} words, {known['unchecked']} of them for a native speaker to check",
        f"best heard by {', '.join(dialect.recognizers)}" if dialect.recognizers else "",
        f"from {' + '.join(known['from'])}",
    ]
    return " · ".join(filter(None, told))


def advice(dialect: Dialect) -> str:
    """How the recogniser that hears it best is had; empty where none is known."""
    if not dialect.recognizers:
        return ""
    best = dialect.recognizers[0]
    engine, _, model = best.partition(":")
    extra = f"pip install {engine}; " if engine != DEFAULT_ENGINE else ""
    return f"to use it: {extra}localize models pull {model}; localize episode … --recognizer {best}"


def words_tables(dialect: Dialect) -> Iterator[Table]:
    """One for each category, the largest first."""
    by_category = groupby(
        sorted(dialect.words, key=lambda word: word.category), key=lambda word: word.category
    )
    groups = [(category, list(words)) for category, words in by_category]
    for category, words in sorted(groups, key=lambda group: -len(group[1])):
        yield _words_table(f"{category} ({len(words)})", words)


def sounds_table(dialect: Dialect) -> Table:
    table = Table("kind", "Mandarin", "here", title="sounds", title_justify="left", expand=True)
    table.add_column("share", justify="right")
    table.add_column("source", ratio=1)
    for change in dialect.sounds.changes:
        table.add_row(change.kind, change.standard, change.dialect, f"{change.share:.0%}", change.source)
    return table


def uses_table(dialect: Dialect, text: str) -> Table:
    """A row for each word, in the order of the text, with what it means at each of its places."""
    table = Table("word", "said", "Mandarin", expand=True)
    table.add_column("English", ratio=2)
    table.add_column("how it is used", ratio=2)
    uses = dialect.uses(text)
    for word in dialect.matching(text):
        here = {_meant(use): use.sense for use in uses if use.word is word}
        meant = Text("\n").join(Text(told, "yellow" if sense is None else "") for told, sense in here.items())
        found = dict.fromkeys(use.found for use in uses if use.word is word)
        table.add_row(", ".join(found), ", ".join(word.readings), meant, word.english, word.register)
    return table


def reading(dialect: Dialect, text: str) -> dict[str, Any]:
    """`sense` is null where the text does not say which of the `senses` is meant."""
    simplified = in_script(text, "zh") == text
    return {
        "dialect": dialect.name,
        "text": text,
        "mandarin": dialect.in_mandarin(text, "zh" if simplified else "zh-Hant"),
        "words": [_used(use) for use in dialect.uses(text)],
    }


def _used(use: Use) -> dict[str, Any]:
    word = use.word
    return {
        "start": use.start,
        "found": use.found,
        "sense": use.sense,
        "senses": list(word.senses),
        "english": word.english,
        "register": word.register,
        "category": word.category,
        "source": word.source,
    }


def _meant(use: Use) -> str:
    if use.sense is not None:
        return use.sense
    also = f" or {use.found} as in Mandarin" if use.word.ambiguous else ""
    return f"open: {' or '.join(use.word.senses) or use.word.mandarin}{also}"


def _words_table(title: str, words: Sequence[DialectEntry]) -> Table:
    table = Table(title=title, title_justify="left", expand=True)
    for name, ratio in {"word": 2, "said": 2, "Mandarin": 3, "English": 4, "how it is used": 4}.items():
        table.add_column(name, ratio=ratio, overflow="fold")
    table.add_column("source", no_wrap=True)
    for word in words:
        written, said = ", ".join(word.forms), ", ".join(word.readings)
        source = f"{word.source} ?" if word.source == UNCHECKED else word.source
        table.add_row(written, said, word.mandarin, word.english, word.register, source)
    return table


def _titles(dialect: Dialect) -> str:
    return ", ".join(dialect.title.values())


def _origin(source: str) -> str:
    return SHIPPED if Path(source).parent == PACKS else source
