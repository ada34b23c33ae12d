"""`localize show`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from localize.pipeline.record import RunRecord


@click.command()
@click.argument("record", metavar="RECORD.json", type=click.Path(path_type=Path))
@click.option("--flagged", is_flag=True, help="Only the lines that a person should look at, and why.")
@click.option("--steps", is_flag=True, help="What was tried to mend translations, and what came of it.")
def show(record: Path, flagged: bool, steps: bool) -> None:
    """Show what a run made, source beside translations.

    Below a line in dialect stands, behind "＝", the same in standard Mandarin, below any line what was seen
    and what was heard where the two disagree; "card" marks text on the screen that nobody says.
    RECORD.json is the <episode>.record.json that the run wrote beside its subtitles.
    """
    from localize.cli.tables import console_on, lines_table, steps_table, summary_of
    from localize.pipeline.record import has_steps, is_flagged

    run = _read(record)
    console = console_on(sys.stdout)
    if steps:
        mended = [line for line in run.lines if has_steps(line) and (is_flagged(line) or not flagged)]
        console.print(steps_table(mended) if mended else "nothing was tried: no line had need of it")
    elif flagged and not any(map(is_flagged, run.lines)):
        console.print("nothing to look at: no line has a flag")
    else:
        console.print(lines_table(run, flagged=flagged))
    console.print(summary_of(run))


def _read(path: Path) -> RunRecord:
    from localize.errors import InputError
    from localize.pipeline.record import read_record

    if not path.is_file():
        raise InputError(f"no file {path}", "a run writes <episode>.record.json beside its subtitles")
    record = read_record(path)
    if record is None:
        raise InputError(f"{path} is not the record of a run", "name the <episode>.record.json")
    return record
