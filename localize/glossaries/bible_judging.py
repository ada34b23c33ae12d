"""Where a bible is at odds with the glossary, or speaks of languages that nothing is translated into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from localize.domain.bible import Address, Bible
from localize.domain.language import primary
from localize.glossaries.judging import WARNING, Finding
from localize.glossaries.sheet import Entry
from localize.glossaries.toml_lines import Path, line_of


def judge_bible(
    bible: Bible, lines: Mapping[Path, int], entries: Sequence[Entry], targets: Sequence[str]
) -> list[Finding]:
    """By line, those of the file that `bible` was read from; no targets, and no language is strange."""
    found = [
        finding
        for at, address in enumerate(bible.addresses)
        for finding in _address(address, line_of(("address", at), lines), entries)
    ]
    if targets:
        found += [
            Finding(line_of(path, lines), WARNING, f"nothing is translated into {tag}")
            for path, tag in _tags(bible)
            if not {tag, primary(tag)} & {*targets, *map(primary, targets)}
        ]
    return sorted(dict.fromkeys(found), key=lambda finding: finding.line)


def _address(address: Address, line: int, entries: Sequence[Entry]) -> Iterator[Finding]:
    """A form of address that is also a term: the glossary is enforced, whoever speaks."""
    named = [entry for entry in entries if address.says in entry.term.forms]
    for entry in named:
        for tag, text in address.targets.items():
            required = entry.term.rendering(tag)
            allowed = (required, *entry.term.variants.get(tag, ()), *entry.term.variants.get("*", ()))
            if required and text not in allowed:
                who = f"{address.speaker} calls {address.to} {text!r} in {tag}"
                what = f"{who}, but the glossary has {required!r} for {address.says!r} (line {entry.line})"
                yield Finding(line, WARNING, what)


def _tags(bible: Bible) -> Iterator[tuple[Path, str]]:
    for at, address in enumerate(bible.addresses):
        for key, table in (("targets", address.targets), ("pronouns", address.pronouns)):
            yield from ((("address", at, key, tag), tag) for tag in table)
    for at, market in enumerate(bible.markets):
        yield from ((("markets", at, "languages"), tag) for tag in market.languages)
    yield from ((("style", tag), tag) for tag in bible.styles)
