"""`localize package`"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from localize.cli import complete
from localize.cli.options import job_options, listed, named


@click.command()
@click.argument("series", metavar="SERIES", type=click.Path(path_type=Path))
@listed(
    "--to",
    choices=complete.languages,
    metavar="LANG[,LANG…]",
    help="Languages to package, one package each.  [default: those of the series]",
)
@named(
    "--profile",
    choices=complete.profiles,
    metavar="NAME",
    help="Who it is for: formats, file names, limits.  [default: that of the series, else of the picture]",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder for the packages.  [default: packages in the series]",
)
@click.option("--zip", "as_zip", is_flag=True, help="Write a zip in place of each folder.")
@named(
    "--waive",
    "waive",
    multiple=True,
    choices=complete.checks,
    metavar="CHECK",
    help="Deliver although this check blocks; may be repeated.",
)
@click.option(
    "--because",
    multiple=True,
    metavar="TEXT",
    help="Why, once for each --waive, in their order; the manifest says so too.",
)
@click.option("--force", is_flag=True, help="Put aside, as .bak, what is there and no package of ours.")
@job_options()
def package(
    series: Path, waive: tuple[str, ...], because: tuple[str, ...], as_json: bool, quiet: bool, **asked: Any
) -> None:
    """Package a series' finished subtitles for a recipient.

    Takes the subtitles in the folder SERIES as people have left them, writes each in the formats and under
    the names that the profile asks for, and checks every file. While a check blocks, nothing is written.
    docs/package.md says what is in a package.
    """
    from localize.cli.progress import reporting
    from localize.pipeline.packaging import Packing, package

    packing = Packing(series, waived=_waived(waive, because), **asked)
    with reporting(as_json=as_json, quiet=quiet) as listener:
        package(packing, listener)


def _waived(checks: tuple[str, ...], reasons: tuple[str, ...]) -> dict[str, str]:
    from localize.errors import ConfigurationError

    if len(checks) != len(reasons):
        raise ConfigurationError(
            f"{len(checks)} --waive and {len(reasons)} --because", "give each check a reason of its own"
        )
    if len(set(checks)) != len(checks):
        raise ConfigurationError("a check is waived twice", "name each once")
    return dict(zip(checks, reasons, strict=True))
