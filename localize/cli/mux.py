"""`localize mux`"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from localize.cli import complete
from localize.cli.options import JOB_OPTIONS, job_options, listed, named


@click.command()
@click.argument("media", metavar="EPISODE", type=click.Path(path_type=Path))
@listed(
    "--to",
    choices=complete.languages,
    metavar="LANG[,LANG…]",
    help="Languages to add, the first of them shown by default; en+zh is a track in two.  "
    "[default: those of the series]",
)
@named(
    "--container",
    choices=complete.containers,
    metavar="mp4|mkv",
    help="What to write.  [default: as the episode, else mkv]",
)
@JOB_OPTIONS["series"]
@JOB_OPTIONS["out"]
@click.option("--force", is_flag=True, help="Write over a file that is there and not as we wrote it.")
@job_options()
def mux(media: Path, container: str | None, as_json: bool, quiet: bool, **asked: Any) -> None:
    """Put subtitles beside an episode's picture, as tracks that a player shows or not.

    Writes <episode>.muxed.mp4 or .mkv and prints its path. Picture, sound and the tracks that are there are
    kept as they are.
    """
    from localize.cli.progress import reporting
    from localize.pipeline.delivering import Delivery, mux_in

    with reporting(as_json=as_json, quiet=quiet) as listener:
        mux_in(Delivery(media, **asked), container, listener)
