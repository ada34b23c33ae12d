"""`localize watch`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from localize.cli.options import job_options
from localize.cli.streams import write_line

if TYPE_CHECKING:
    from localize.domain.seen import Seen
    from localize.pipeline.job import Job


PNG = b"\x89PNG"


@click.command()
@click.argument("media", metavar="EPISODE", type=click.Path(path_type=Path))
@click.option(
    "--sheet",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.png",
    help="Draw every line with its picture, and what was heard where the episode's record is there.",
)
@job_options("source", "series", "out", "force")
def watch(media: Path, sheet: Path | None, as_json: bool, quiet: bool, **asked: Any) -> None:
    """Show what is burned into an episode's picture: dialogue, cards, watermarks, cuts.

    Nothing is heard or translated. What is found here is kept, and `localize episode` goes on from it.
    """
    from localize.cli.progress import reporting
    from localize.events import Warned
    from localize.pipeline import jobs
    from localize.pipeline.job import Job

    _refuse_what_is_no_sheet(sheet)
    job = Job(media, watch="on", **asked)
    with reporting(as_json=as_json, quiet=quiet) as listener:
        seen = jobs.watch(job, listener)
        if sheet is not None and not seen.lines:
            listener(Warned(f"{media} has no lines: {sheet} is not drawn"))
    _tell(seen, as_json)
    if sheet is not None and seen.lines:
        for path in _draw(job, seen, sheet):
            _name(path, as_json)


def _refuse_what_is_no_sheet(sheet: Path | None) -> None:
    """A slip of the hand must not write over a film."""
    from localize.errors import ConfigurationError

    if sheet is None:
        return
    if sheet.suffix.lower() != ".png":
        raise ConfigurationError(f"--sheet {sheet} is no name for a picture", "name a .png file")
    if sheet.exists() and not _is_picture(sheet):
        raise ConfigurationError(f"{sheet} is there already, and no picture", "name another file")
    if not sheet.absolute().parent.is_dir():
        raise ConfigurationError(f"no folder {sheet.parent} for --sheet", "make it, or name another")


def _is_picture(path: Path) -> bool:
    """By its first bytes: the rest may be a film."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(PNG)) == PNG


def _tell(seen: Seen, as_json: bool) -> None:
    import msgspec

    from localize.cli.streams import write_json

    if as_json:
        write_json({"event": "seen"} | msgspec.to_builtins(seen))
        return
    from localize.cli.tables import console_on, seen_summary, seen_table

    console = console_on(sys.stdout)
    console.print(seen_table(seen))
    console.print(seen_summary(seen))


def _name(path: Path, as_json: bool) -> None:
    from localize.cli.streams import write_json

    if as_json:
        write_json({"event": "sheet", "path": str(path)})
    else:
        write_line(path)


def _draw(job: Job, seen: Seen, sheet: Path) -> list[Path]:
    """One file, or where the lines are too many for one `sheet-2.png` … beside it. Those of an earlier run
    that drew more are removed."""
    from localize.pipeline import jobs
    from localize.store.files import write_atomic

    written = []
    for number, picture in enumerate(jobs.sheets(job, seen), 1):
        write_atomic(_numbered(sheet, number), picture)
        written.append(_numbered(sheet, number))
    _remove_from(len(written) + 1, sheet)
    return written


def _remove_from(number: int, sheet: Path) -> None:
    while (older := _numbered(sheet, number)).is_file():
        older.unlink()
        number += 1


def _numbered(sheet: Path, number: int) -> Path:
    return sheet if number == 1 else sheet.with_stem(f"{sheet.stem}-{number}")
