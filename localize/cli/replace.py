"""`localize replace`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from localize.cli import complete
from localize.cli.options import listed
from localize.cli.streams import say, write_json
from localize.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from localize.pipeline.replace.foreseen import Outlook
    from localize.pipeline.replace.replacing import Replacing

    Tell = Callable[[str], None]


@click.command()
@click.argument("series", metavar="SERIES_DIR", type=click.Path(path_type=Path))
@click.option("--term", "terms", multiple=True, metavar="TERM", help="What is said; may be repeated.")
@click.option(
    "--with", "texts", multiple=True, metavar="TEXT", help="What it is to be, once for each --term."
)
@listed(
    "--to",
    choices=complete.languages,
    metavar="LANG",
    help="Language of the renderings.  [default: that of the series, where it has one alone]",
)
@click.option(
    "--terms",
    "table",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A glossary with what is to be replaced: csv, tsv, xlsx or tbx, a column for each language.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder with the subtitles and their records.  [default: SERIES_DIR]",
)
@click.option(
    "--changes",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the changed cues are listed: CSV, or JSON under such a name.  [default: changes.csv there]",
)
@click.option("--dry-run", is_flag=True, help="Show what would change; nothing is run or written.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Tell everything as JSON lines on stdout.")
@click.option("--quiet", "-q", is_flag=True, help="Tell of warnings and errors only.")
def replace(dry_run: bool, yes: bool, as_json: bool, quiet: bool, **asked: Any) -> None:
    """Render a term otherwise in all episodes of a series.

    Shows every line that changes, and asks. Then the glossary is changed and the episodes that hold the term
    are done again: by rule where that is certain, by the translator where not. Lines that a person corrected
    stay. Killed at any moment, the same command does what is left.
    """
    from localize.pipeline.replace.replacing import Replacing

    replacing = Replacing(**asked)
    outlooks = replacing.foresee()
    tell = _unsaid if quiet else say
    _show(replacing, outlooks, tell, as_json=as_json)
    is_open = any(one.is_behind for one in outlooks) or not replacing.is_in_glossary
    if not (is_open or replacing.is_unfinished):
        tell("nothing is to be done: the subtitles say so already")
    elif dry_run or (is_open and not yes and not _is_agreed(as_json=as_json)):
        tell("nothing was changed")
    else:
        _replace(replacing, tell, as_json=as_json, quiet=quiet)


def _unsaid(_line: str) -> None:
    """What `--quiet` leaves of a message."""


def _show(replacing: Replacing, outlooks: Sequence[Outlook], tell: Tell, *, as_json: bool) -> None:
    from localize.cli.replace_tables import diff_lines, diff_table, fact, summary_of
    from localize.cli.streams import write_line

    for one in replacing.added:
        say(f"{one.term.source} is not in {replacing.glossary_file}: it is added, for the recogniser too")
    lines = [line for one in outlooks for line in one.lines]
    if as_json:
        for line in lines:
            write_json(fact(line))
    elif lines and sys.stdout.isatty():
        from localize.cli.tables import console_on

        console_on(sys.stdout).print(diff_table(lines))
    else:
        for row in diff_lines(lines):
            write_line(row)
    tell(summary_of(outlooks))


def _is_agreed(*, as_json: bool) -> bool:
    from localize.errors import ConfigurationError

    if as_json or not sys.stdin.isatty():
        hint = "--yes agrees to it, --dry-run only shows it"
        raise ConfigurationError("nobody is there to be asked", hint)
    return click.confirm("Replace?", err=True)


def _replace(replacing: Replacing, tell: Tell, *, as_json: bool, quiet: bool) -> None:
    from localize.cli.batch import run_all

    by_job = {one.job: one for one in replacing.begin()}
    try:
        if by_job:
            run_all(lambda job, listener: by_job[job](listener), list(by_job), as_json=as_json, quiet=quiet)
    finally:
        _list_changes(replacing, tell, as_json=as_json)
    replacing.end()


def _list_changes(replacing: Replacing, tell: Tell, *, as_json: bool) -> None:
    from localize.pipeline.replace.cues import facts

    changed = replacing.list_changes()
    if as_json:
        for cue in changed:
            write_json({"event": "cue_changed", **facts(cue)})
    tell(f"{counted(len(changed), 'cue')} changed: {replacing.list_of_changes}")
