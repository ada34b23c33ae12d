"""`localize glossary`: what a series insists on, checked, shown, handed out and taken in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from localize.cli import complete
from localize.cli.glossary_mine import approve, mine
from localize.cli.options import named
from localize.cli.streams import say, write_json, write_line
from localize.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from localize.glossaries.importing import Imported
    from localize.pipeline.checking import Lore

PLACE = click.argument("place", metavar="SERIES_DIR|FILE", type=click.Path(path_type=Path))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Write JSON lines.")
SOURCE = named(
    "--from",
    "source",
    choices=complete.languages,
    metavar="LANG",
    help="Language of the source terms, which TBX must be told.  [default: that of the series, else zh]",
)


@click.group(no_args_is_help=True)
def glossary() -> None:
    """Check, show, export, import and mine glossaries."""


glossary.add_command(mine)
glossary.add_command(approve)


@glossary.command()
@PLACE
@AS_JSON
def check(place: Path, as_json: bool) -> None:
    """Check a glossary and the bible beside it.

    Tells all faults with their lines, what contradicts itself, and what a person should look at. The exit
    code is 2 where there is a fault, and 7 where a contradiction.
    """
    from localize.cli.glossary_tables import told_table
    from localize.errors import ChecksFailed, ConfigurationError
    from localize.glossaries.judging import CONTRADICTION
    from localize.pipeline.checking import FAULT

    lore = _lore(place)
    if as_json:
        _write_all(lore.told)
    elif lore.told:
        _print(told_table(lore.told))
    kinds = [one.kind for one in lore.told]
    if faults := kinds.count(FAULT):
        raise ConfigurationError(
            f"{counted(faults, FAULT)} in {place}", "docs/glossary.md says what goes where"
        )
    if wrong := kinds.count(CONTRADICTION):
        hint = "no translation could satisfy it: change one of the two"
        raise ChecksFailed(f"{counted(wrong, CONTRADICTION)} in {place}", hint)
    if not as_json:
        write_line(f"{_summary(lore)}, {counted(len(kinds), 'warning')}")


@glossary.command()
@PLACE
@AS_JSON
def show(place: Path, as_json: bool) -> None:
    """Show the terms of a glossary, and the bible beside it."""
    from localize.cli.glossary_tables import bible_tables, terms_table

    lore = _right(place)
    if as_json:
        _write_all(lore.glossary.terms)
        return
    _print(*([terms_table(lore.glossary, lore.targets)] if lore.glossary.terms else []))
    _print(*bible_tables(lore.bible))
    write_line(_summary(lore))


@glossary.command()
@PLACE
@click.argument("out", metavar="OUT.{csv,tsv,xlsx,tbx}", type=click.Path(path_type=Path))
@SOURCE
@click.option("--force", is_flag=True, help="Write over OUT.")
def export(place: Path, out: Path, source: str | None, force: bool) -> None:
    """Write the terms to a file for others: CSV, TSV, XLSX or TBX-Basic.

    The bible is not in it: these formats hold terms only.
    """
    from localize.errors import ConfigurationError
    from localize.glossaries.files import format_of, written
    from localize.store.files import write_atomic

    kind, lore = format_of(out), _right(place)
    if out.exists() and not force:
        raise ConfigurationError(f"{out} is there already, and nothing was written", "--force writes over it")
    language = source or lore.settings.series.language
    write_atomic(out, written(lore.glossary.terms, kind, lore.targets, _tag(language)))
    write_line(out)
    if lore.bible_files:
        say(f"{', '.join(map(str, lore.bible_files))} stays where it is: {kind} holds terms only")


@glossary.command("import")
@click.argument("file", metavar="IN.{csv,tsv,xlsx,tbx}", type=click.Path(path_type=Path))
@click.option(
    "--into",
    required=True,
    metavar="SERIES_DIR|FILE",
    type=click.Path(path_type=Path),
    help="Series, or glossary.csv, that the terms go into.",
)
@click.option("--replace", is_flag=True, help="Let the file's cells take the place of those that differ.")
@SOURCE
@click.option("--sheet", default="", metavar="NAME", help="Sheet of a workbook that has several.")
def import_terms(file: Path, into: Path, replace: bool, source: str | None, sheet: str) -> None:
    """Take terms in from a file of others: CSV, TSV, XLSX or TBX.

    New terms are added below those of the glossary. Terms that it has already stay as they are, or with
    --replace take what the file says of them; a cell that is empty in the file changes nothing. No row or
    column of the glossary is ever lost.
    """
    from localize.pipeline.taking_in import take_in

    taken = take_in(file, into, replace=replace, source=_tag(source) if source else None, sheet=sheet)
    for line in _told(taken.imported, str(file), str(taken.glossary)):
        write_line(line)
    for one in taken.left_out:
        say(f"{file}:{one.line}: left out: {one.what}")
    if taken.unnamed:
        say(f'series.toml names no glossary: add glossary = "{taken.glossary.name}" under [series]')


def _told(imported: Imported, file: str, here: str) -> list[str]:
    counts = {
        "added": len(imported.added),
        "replaced": len(imported.replaced),
        "unchanged": len(imported.unchanged),
        "kept": len(imported.kept),
        "refused": len(imported.refused),
    }
    lines = [f"{file}:{entry.line}: added {entry.term.source}" for entry in imported.added]
    for one in imported.replaced:
        what = f"{one.here} ({here}:{one.line}) takes {', '.join(one.columns)}"
        lines.append(f"{file}:{one.entry.line}: {what}")
    for one in imported.kept:
        stays = f"{one.here} ({here}:{one.line}) stays as it is" if one.line else f"{one.here} was just added"
        lines.append(f"{file}:{one.entry.line}: {stays}; the file has another {', '.join(one.columns)}")
    for one in imported.refused:
        what = f"{one.entry.term.source} shares a form with {one.here} ({here}:{one.line}): not taken"
        lines.append(f"{file}:{one.entry.line}: {what}")
    return [*lines, f"{here}: " + ", ".join(f"{count} {name}" for name, count in counts.items())]


def _lore(place: Path) -> Lore:
    from localize.pipeline.checking import look_at

    return look_at(place)


def _right(place: Path) -> Lore:
    """Raises BadGlossary where it has faults."""
    from localize.errors import BadGlossary
    from localize.pipeline.checking import FAULT

    lore = _lore(place)
    for one in lore.told:
        if one.kind == FAULT:
            raise BadGlossary(
                f"{one.file}:{one.line}: {one.what}", f"`localize glossary check {place}` tells all"
            )
    return lore


def _tag(language: str) -> str:
    from localize.domain.language import parse_language

    return parse_language(language)


def _summary(lore: Lore) -> str:
    """`examples/huiguo/glossary.csv: 10 terms; examples/huiguo/bible.toml: 4 people, 3 forms of address`"""
    parts = []
    if lore.glossary_file:
        parts.append(f"{lore.glossary_file}: {counted(len(lore.glossary.terms), 'term')}")
    people = [counted(len(lore.bible.characters), "character"), counted(len(lore.bible.addresses), "form")]
    if lore.bible_files:
        parts.append(f"{', '.join(map(str, lore.bible_files))}: {people[0]}, {people[1]} of address")
    return "; ".join(parts) or people[0]


def _write_all(values: Sequence[object]) -> None:
    import msgspec

    for value in values:
        write_json(msgspec.to_builtins(value))


def _print(*tables: Table) -> None:
    from localize.cli.tables import console_on

    console = console_on(sys.stdout)
    for table in tables:
        console.print(table)
