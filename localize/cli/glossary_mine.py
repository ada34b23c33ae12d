"""`localize glossary mine` and `localize glossary approve`"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from localize.cli.streams import say, write_json, write_line

SERIES = click.argument("series", metavar="SERIES_DIR", type=click.Path(path_type=Path))


@click.command()
@SERIES
@click.argument("sources", metavar="[FILE|DIR]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write JSON lines.")
def mine(series: Path, sources: tuple[Path, ...], as_json: bool) -> None:
    """Propose terms for a glossary, from what is said in a season.

    Names, forms of address, places, dishes, words of the dialect and repeated phrases of the records
    (*.record.json) in SERIES_DIR, or of the records, folders and subtitle files that are named. They are
    written to SERIES_DIR/proposals.csv, to fill in; what was filled in there before is kept.
    """
    from localize.cli.mining_tables import facts, proposals_table
    from localize.cli.tables import console_on
    from localize.pipeline.mining import mine_series

    mined = mine_series(series, sources)
    if as_json:
        for one in mined.proposals:
            write_json(facts(one))
    else:
        console_on(sys.stdout).print(proposals_table(mined.proposals))
    read = f"{len(mined.proposals)} proposals from {mined.lines} lines, {len(mined.episodes)} episodes"
    say(f"{read}: fill in {mined.sheet}, then: localize glossary approve {series}")


@click.command()
@SERIES
@click.argument("proposals", metavar="[PROPOSAL]…", nargs=-1)
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Proposals as `mine` wrote them.  [default: SERIES_DIR/proposals.csv]",
)
def approve(series: Path, proposals: tuple[str, ...], file: Path | None) -> None:
    """Take proposals into the glossary of a series.

    Those that are named, else those with a `y` in the column `approve`, with the renderings that stand in
    the file. What the glossary holds already stays as it is.
    """
    from localize.pipeline.mining import approve as take

    done = take(series, proposals, file)
    for source in done.added:
        write_line(source)
    for source in done.held:
        say(f"{source} is in {done.glossary} already, and was left as it is")
    if not done.added:
        say("nothing was added: put a y into the column `approve`, or name proposals")
