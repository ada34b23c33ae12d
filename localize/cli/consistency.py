"""`localize consistency`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from localize.cli import complete
from localize.cli.options import listed
from localize.cli.streams import say, write_json, write_line
from localize.wording import counted

if TYPE_CHECKING:
    from localize.events import Event
    from localize.pipeline.consistency import Voices


@click.command()
@click.argument("series", metavar="SERIES_DIR", type=click.Path(path_type=Path))
@listed(
    "--to",
    choices=complete.languages,
    metavar="LANG[,LANG…]",
    help="Translations to look at.  [default: all that there are]",
)
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE.html", help="Write a page of it.")
@click.option("--strict", is_flag=True, help="Exit with 7 where anything is found.")
@click.option("--json", "as_json", is_flag=True, help="Write a JSON line for each finding.")
def consistency(series: Path, to: tuple[str, ...], report: Path | None, strict: bool, as_json: bool) -> None:
    """Find where a series does not speak with one voice.

    Names spelled differently, terms and forms of address with several renderings, several people under one
    name, pronouns that flip, repeated lines translated differently, episodes and characters that fall out of
    tone: over all records in SERIES_DIR, the most audible first, each with what to do.
    docs/consistency.md tells what counts. What people approved or corrected is the standard.
    """
    from localize.pipeline.consistency import voices, voices_report
    from localize.store.files import write_atomic

    _refuse_what_is_no_page(report)
    heard = voices(series, to, _warn)
    _tell(heard, as_json)
    if report is not None:
        write_atomic(report, voices_report(heard).encode("utf-8", "replace"))
        say(f"wrote {report}")
    if strict and heard.found:
        _refuse(heard)


def _warn(event: Event) -> None:
    from localize.events import Warned

    if isinstance(event, Warned):
        say(event.message)


def _refuse_what_is_no_page(report: Path | None) -> None:
    from localize.errors import ConfigurationError

    if report is not None and report.suffix.lower() not in {".html", ".htm"}:
        raise ConfigurationError(f"--report {report} is no name for a page", "name a .html file")


def _tell(heard: Voices, as_json: bool) -> None:
    import msgspec

    from localize.cli.consistency_tables import summary_of, tables
    from localize.cli.tables import console_on

    if as_json:
        for one in heard.found:
            write_json(msgspec.to_builtins(one) | {"episodes": list(one.episodes)})
        return
    console = console_on(sys.stdout)
    for table in tables(heard.found):
        console.print(table)
    write_line(summary_of(heard))


def _refuse(heard: Voices) -> None:
    from localize.errors import ChecksFailed

    what = counted(len(heard.found), "finding")
    raise ChecksFailed(
        f"the series does not speak with one voice: {what}", "docs/consistency.md tells of each"
    )
