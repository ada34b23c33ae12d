"""`localize convert`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from localize.cli import complete
from localize.cli.failures import teller
from localize.cli.options import job_options, listed, named

if TYPE_CHECKING:
    from localize.pipeline.converting import Converter

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("places", metavar="FILE|DIR...", nargs=-1, required=True, type=_PATH)
@listed(
    "--format",
    "formats",
    choices=complete.formats,
    required=True,
    metavar="NAME[,NAME…]",
    help="Formats to write: srt, ass, ssa, vtt, hls, ttml, imsc, ebu-tt-d, itt, sbv, lrc, txt, json.",
)
@named(
    "--lang",
    "language",
    choices=complete.languages,
    metavar="LANG",
    help="Language of the subtitles.  [default: as the file's name says: E01.es-419.srt]",
)
@named(
    "--profile",
    choices=complete.profiles,
    metavar="NAME",
    help="Whose layout to write, where a format has one.  [default: that of the series, else of the picture]",
)
@click.option(
    "--video",
    type=_PATH,
    metavar="FILE",
    help="The video: its picture, its frames, and for hls its length and clock.",
)
@click.option(
    "--fps",
    metavar="RATE",
    help="Pictures a second of the video that the file was made for: 25, 23.976, 30000/1001. Formats that "
    "count them need it.  [default: that of --video or of the episode's record]",
)
@click.option("--to-fps", metavar="RATE", help="Stretch the times from --fps to a video of this rate.")
@click.option(
    "--shift",
    "shift_ms",
    type=int,
    default=0,
    metavar="MS",
    help="Show everything so many milliseconds later; earlier with a minus.",
)
@click.option(
    "--mpegts",
    type=click.IntRange(0, 2**33 - 1),
    metavar="N",
    help="What a transport stream's clock of 90 kHz shows at its first picture, for hls.  [default: that of "
    "the video, else 0]",
)
@click.option("--out", type=_PATH, metavar="DIR", help="Folder to write to.  [default: the file's own]")
@click.option("--force", is_flag=True, help="Write over files edited by hand (keeping them as .bak).")
@job_options()
def convert(places: tuple[Path, ...], as_json: bool, quiet: bool, **asked: Any) -> None:
    """Convert subtitle files into other formats.

    Reads srt, ass, vtt, ttml, sbv, stl, scc … and writes E01.en.vtt for E01.en.srt, with the same rows at the
    same times; nothing is broken or timed anew. What a format cannot keep is said. docs/formats.md tells what
    each keeps. One bad file does not stop the others.
    """
    from localize.cli.progress import reporting
    from localize.pipeline.converting import Conversion, Converter
    from localize.pipeline.quality import subtitle_files

    files = list(dict.fromkeys(file for place in places for file in subtitle_files(place)))
    with reporting(as_json=as_json, quiet=quiet) as listener:
        _convert_all(files, Converter(Conversion(**asked), listener))


def _convert_all(files: list[Path], converter: Converter) -> None:
    """A file that cannot be converted is told where it comes up, and raised where it is the only one."""
    from localize.errors import LocalizeError, SeasonIncomplete

    failed = 0
    for file in files:
        try:
            converter.convert(file)
        except LocalizeError as error:
            if len(files) == 1:
                raise
            failed += 1
            teller().tell(error, file=str(file))
    if failed:
        raise SeasonIncomplete(f"{failed} of {len(files)} files could not be converted", "see above for each")
