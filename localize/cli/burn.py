"""`localize burn`"""

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
    help="Languages to show, a video each; en+zh is a track in two.  "
    "[default: that of --subtitles by its name, else the series']",
)
@named(
    "--profile",
    choices=complete.profiles,
    metavar="NAME",
    help="Whose layout to draw in.  [default: that of the series]",
)
@click.option(
    "--subtitles",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Subtitles to show in place of those that were made.",
)
@named(
    "--cover",
    choices=complete.covers,
    default="none",
    show_default=True,
    metavar="none|box|blur",
    help="What hides the subtitles that are in the picture already; the new ones take their place.",
)
@click.option("--font", type=click.Path(path_type=Path), metavar="FILE", help="Font to draw with.")
@named(
    "--encoder",
    choices=complete.encoders,
    default="auto",
    show_default=True,
    metavar="NAME",
    help="What encodes the picture; auto takes the machine's own where it works, else libx264.",
)
@click.option("--preset", default="medium", show_default=True, help="How much libx264 takes its time.")
@JOB_OPTIONS["series"]
@JOB_OPTIONS["out"]
@click.option("--force", is_flag=True, help="Write over a file that is there and not as we wrote it.")
@job_options()
def burn(media: Path, as_json: bool, quiet: bool, **asked: Any) -> None:
    """Draw subtitles into an episode's picture.

    Writes <episode>.<language>.burned.mp4 (mov, mkv: as the episode) and prints its path; a profile, cover,
    font or file that is named stands in the name too. The subtitles are those that `localize episode` made,
    as people have left them. Sound is copied. A font that is not installed is fetched once.
    """
    from localize.cli.progress import reporting
    from localize.pipeline.delivering import Delivery, Drawing, burn_in

    drawing = Drawing(**{name: asked.pop(name) for name in ("cover", "encoder", "preset", "font")})
    with reporting(as_json=as_json, quiet=quiet) as listener:
        burn_in(Delivery(media, **asked), drawing, listener)
