"""`localize memory`: what people approved or corrected in a series, learned, shown and exchanged."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from localize.cli.streams import say, write_json, write_line

if TYPE_CHECKING:
    from localize.domain.memory import Entry

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Write JSON lines.")
SERIES: Callable[[Any], Any] = click.argument("series", metavar="SERIES", type=click.Path(path_type=Path))


@click.group(no_args_is_help=True)
def memory() -> None:
    """Learn, show and exchange what people approved or corrected."""


@memory.command()
@click.argument("files", metavar="SUBTITLES...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--approve", is_flag=True, help="Take lines that nobody changed as approved, but for flagged ones."
)
@click.option("--flagged-too", is_flag=True, help="With --approve: also the lines that have flags.")
@click.option(
    "--series",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of the series.  [default: that of the episode's file]",
)
@click.option("--by", default="", metavar="NAME", help="Who approved and corrected.")
@AS_JSON
def learn(
    files: tuple[Path, ...], approve: bool, flagged_too: bool, series: Path | None, by: str, as_json: bool
) -> None:
    """Learn from subtitles that somebody has edited.

    E01.en.srt lies where the run wrote it, beside E01.record.json: every line that reads otherwise than what
    was written is a correction of that line. Nothing is learned twice.
    """
    from localize.cli.memory_tables import corrections_table, fact, told
    from localize.cli.tables import console_on
    from localize.pipeline import teaching

    for path in files:
        learned = teaching.learn(path, series, approve=approve, flagged_too=flagged_too, by=by)
        if as_json:
            for entry in learned.corrected:
                write_json(fact(entry))
        elif learned.corrected:
            console_on(sys.stdout).print(corrections_table(learned.corrected))
        say(told(learned))


@memory.command("list")
@SERIES
@click.option("--search", default="", metavar="TEXT", help="Only entries with TEXT in them.")
@AS_JSON
def list_entries(series: Path, search: str, as_json: bool) -> None:
    """List what a series remembers, each entry with its number."""
    from localize.cli.memory_tables import entries_table, fact
    from localize.cli.tables import console_on
    from localize.pipeline import teaching

    found = [(number, one) for number, one in teaching.of_series(series).numbered() if _holds(one, search)]
    if as_json:
        for number, entry in found:
            write_json({"number": number, **fact(entry)})
    elif found:
        console_on(sys.stdout).print(entries_table(found))
    else:
        write_line(f"nothing with {search!r} in it" if search else "nothing is remembered yet")


@memory.command()
@SERIES
@click.argument("path", metavar="OUT.tmx", type=click.Path(path_type=Path))
def export(series: Path, path: Path) -> None:
    """Write what a series remembers as TMX 1.4."""
    from localize.pipeline import teaching

    number = teaching.export_memory(series, path)
    say(f"{number} entries written")
    write_line(path)


@memory.command("import")
@click.argument("path", metavar="IN.tmx", type=click.Path(path_type=Path))
@click.option(
    "--series", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Folder of the series."
)
def import_entries(path: Path, series: Path) -> None:
    """Learn from a TMX file of another tool.

    What stands in it counts as approved in the series.
    """
    from localize.pipeline import teaching

    done = teaching.import_memory(path, series)
    added = done.added
    say(f"{path}: {added.new} new, {added.replaced} replaced, {added.known} known already")
    if added.outdated:
        say(f"{added.outdated} were left out: what people said of these lines later stands")
    if done.passed_over:
        say(
            f"{done.passed_over} units without a translation from the language of the series were passed over"
        )


@memory.command()
@SERIES
@click.argument("numbers", metavar="NUMBER...", nargs=-1, required=True, type=int)
def forget(series: Path, numbers: tuple[int, ...]) -> None:
    """Forget entries, by the numbers that `list` gives them."""
    from localize.errors import InputError
    from localize.pipeline import teaching

    gone = teaching.of_series(series).forget(numbers)
    if not gone:
        raise InputError(f"{series} remembers nothing by such a number", "`localize memory list` gives them")
    say(f"{gone} of {len(numbers)} forgotten")


def _holds(entry: Entry, text: str) -> bool:
    place = entry.place
    told = (place.source, entry.text, place.speaker, place.episode)
    return any(text.casefold() in one.casefold() for one in told)
