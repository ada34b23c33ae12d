"""`localize show`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from localize.cli import complete
from localize.cli.options import listed
from localize.cli.streams import say

if TYPE_CHECKING:
    from localize.pipeline.record import RunRecord

# Columns of a table as wide as a page: a fourth has a dozen letters a row.
_SIDE_BY_SIDE = 3


@click.command()
@click.argument("record", metavar="RECORD.json", type=click.Path(path_type=Path))
@listed(
    "--lang",
    "languages",
    choices=complete.languages,
    metavar="LANG[,LANG…]",
    help="Translations to show, and to look for flags in.  [default: all]",
)
@click.option("--flagged", is_flag=True, help="Only the lines that a person should look at, and why.")
@click.option("--steps", is_flag=True, help="What was tried to mend translations, and what came of it.")
def show(record: Path, languages: tuple[str, ...], flagged: bool, steps: bool) -> None:
    """Show what a run made, source beside translations.

    Below a line in dialect stands, behind "＝", the same in standard Mandarin, below any line what was seen
    and what was heard where the two disagree; "card" marks text on the screen that nobody says.
    RECORD.json is the <episode>.record.json that the run wrote beside its subtitles.
    """
    from localize.cli.tables import console_on, lines_table, steps_table, summary_of
    from localize.pipeline.record import has_steps, is_flagged

    run = _in(languages, _read(record))
    console = console_on(sys.stdout)
    if steps:
        mended = [line for line in run.lines if has_steps(line) and (is_flagged(line) or not flagged)]
        console.print(steps_table(mended) if mended else "nothing was tried: no line had need of it")
    elif flagged and not any(map(is_flagged, run.lines)):
        console.print("nothing to look at: no line has a flag")
    else:
        console.print(lines_table(run, flagged=flagged))
    console.print(summary_of(run))
    if len(run.settings.series.targets) > _SIDE_BY_SIDE and not steps:
        say(f"hint: {len(run.settings.series.targets)} languages leave little room: --lang en,th shows some")


def _in(languages: tuple[str, ...], record: RunRecord) -> RunRecord:
    """With those translations alone, and what is to look at in them. Raises UnknownName."""
    if not languages:
        return record
    import msgspec

    from localize.domain.language import parse_language
    from localize.errors import UnknownName
    from localize.pipeline.record import totals

    series = record.settings.series
    asked = tuple(dict.fromkeys(map(parse_language, languages)))
    known = {*series.targets, *(tag for line in record.lines for tag in line.translations)}
    for language in asked:
        if language not in known:
            raise UnknownName.of("translation", language, known)
    replace = msgspec.structs.replace
    lines = tuple(
        replace(line, translations={tag: done for tag, done in line.translations.items() if tag in asked})
        for line in record.lines
    )
    settings = replace(record.settings, series=replace(series, targets=asked))
    return replace(record, settings=settings, lines=lines, totals=totals(lines))


def _read(path: Path) -> RunRecord:
    from localize.errors import InputError
    from localize.pipeline.record import read_record

    if not path.is_file():
        raise InputError(f"no file {path}", "a run writes <episode>.record.json beside its subtitles")
    record = read_record(path)
    if record is None:
        raise InputError(f"{path} is not the record of a run", "name the <episode>.record.json")
    return record
