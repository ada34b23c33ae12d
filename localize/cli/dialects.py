"""`localize dialects`: the packs that there are, what they hold, and what they make of a text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from localize.cli import complete
from localize.cli.options import JOB_OPTIONS
from localize.cli.streams import write_json, write_line
from localize.wording import counted

if TYPE_CHECKING:
    from rich.table import Table

    from localize.dialects import Dialect

PACK: Callable[[Any], Any] = JOB_OPTIONS["dialect_pack"]
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Write JSON lines.")


def _names(_context: click.Context, _argument: click.Parameter, typed: str) -> list[Any]:
    return complete.one_of(complete.packs(), typed)


@click.group(no_args_is_help=True)
def dialects() -> None:
    """List, show, check and try dialect packs."""


@dialects.command("list")
@PACK
@AS_JSON
def list_packs(dialect_pack: Path | None, as_json: bool) -> None:
    """List the packs, with how much each holds.

    Below each stands where the dialect is spoken, and the folder of a pack of your own.
    """
    from localize.cli.dialect_tables import facts, packs_listing
    from localize.cli.tables import console_on

    packs = _packs(dialect_pack)
    if as_json:
        for dialect in packs:
            write_json(facts(dialect))
    else:
        for line in packs_listing(packs, console_on(sys.stdout).width):
            write_line(line)


@dialects.command()
@click.argument("name", metavar="NAME", shell_complete=_names)
@PACK
@AS_JSON
def show(name: str, dialect_pack: Path | None, as_json: bool) -> None:
    """Show a pack: its words by category, and its sounds.

    `?` after a source marks words that no dictionary or corpus vouches for: they want a native speaker's
    check.
    """
    from localize.cli.dialect_tables import about, advice, sounds_table, words_tables

    dialect = _pack(name, dialect_pack)
    if as_json:
        import msgspec

        for word in dialect.words:
            write_json(msgspec.to_builtins(word))
        return
    for line in filter(None, (about(dialect), advice(dialect))):
        write_line(line)
    _print(*words_tables(dialect), *([sounds_table(dialect)] if dialect.sounds.changes else []))


@dialects.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def check(folder: Path) -> None:
    """Check a pack: write all its faults.

    Each with its file and, where it can be told, its line. The exit code is 2 where there is one.
    """
    from localize.dialects import check as faults_of
    from localize.errors import ConfigurationError

    faults = faults_of(folder)
    for fault in faults:
        write_line(fault)
    if faults:
        wrong = f"{counted(len(faults), 'fault')} in {folder}"
        raise ConfigurationError(wrong, "docs/dialects.md says what each column means")
    write_line(f"{folder}: no faults")


@dialects.command("try")
@click.argument("text", metavar="TEXT")
@click.option(
    "--dialect",
    metavar="NAME",
    shell_complete=_names,
    help="Dialect of the text.  [default: the one with the most words in it]",
)
@PACK
@AS_JSON
def try_text(text: str, dialect: str | None, dialect_pack: Path | None, as_json: bool) -> None:
    """Find the words of a dialect in TEXT, and put it into Mandarin.

    A word that can mean several things, and of which the text does not say which, stays as it is.
    """
    from localize.cli.dialect_tables import reading, uses_table

    chosen = _pack(dialect, dialect_pack) if dialect else _fullest(text, dialect_pack)
    if as_json:
        write_json(reading(chosen, text))
        return
    if not chosen.uses(text):
        write_line(f"no words of {chosen.title['en']}" if dialect else "no words of a dialect")
        return
    _print(uses_table(chosen, text))
    write_line(f"{chosen.title['en']} → Mandarin: {reading(chosen, text)['mandarin']}")


def _packs(extra: Path | None) -> list[Dialect]:
    from localize.dialects import name_of, names

    every = {*names(), *([name_of(extra)] if extra else [])}
    return [_pack(name, extra if extra and name_of(extra) == name else None) for name in sorted(every)]


def _pack(name: str, extra: Path | None) -> Dialect:
    from localize.dialects import load_dialect
    from localize.errors import ConfigurationError

    dialect = load_dialect(name, extra=extra)
    if dialect is None:
        raise ConfigurationError(f"{name} stands for no dialect", "`localize dialects list` names them")
    return dialect


def _fullest(text: str, extra: Path | None) -> Dialect:
    """The dialect whose words make up most of the text."""
    return max(_packs(extra), key=lambda dialect: sum(len(use.found) for use in dialect.uses(text)))


def _print(*tables: Table) -> None:
    from localize.cli.tables import console_on

    console = console_on(sys.stdout)
    for table in tables:
        console.print(table)
