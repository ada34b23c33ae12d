"""`localize season`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from localize.cli.options import job_options, listed

if TYPE_CHECKING:
    from localize.pipeline.season.asked import SeasonJob


@click.command()
@click.argument("series", metavar="SERIES", type=click.Path(path_type=Path))
@listed(
    "--only",
    choices=lambda: (),
    metavar="EP[,EP-EP…]",
    help="Episodes by name or number, and ranges: E03,E07-E12.  [default: all]",
)
@click.option("--retry-failed", is_flag=True, help="Take those alone that failed in the last run.")
@click.option("--plan", is_flag=True, help="Show what a run would do, and why; nothing is run or written.")
@click.option(
    "--workers",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Processes that work side by side.  [default: that of the series, else half the cores, at least 2]",
)
@click.option(
    "--memory", metavar="SIZE", help="What they may take together: 12 GiB.  [default: that of the series]"
)
@click.option(
    "--order",
    type=click.Choice(["episode", "stage"]),
    help="Whether the first episodes are finished first, or each model does its work for all episodes in "
    "turn.  [default: that of the series, else episode]",
)
@click.option(
    "--cluster",
    metavar="ADDRESS|auto",
    help="Work on a Ray cluster: that at ADDRESS, or the one that runs here, which is started if there is "
    "none.  [default: that of the series, else this machine alone]",
)
@job_options(
    "to", "source", "glossary", "dialect", "dialect_pack", "dialect_flavour", "standard", "watch", "profile",
    "audience", "formats", "over", "bilingual", "forced", "hearing_impaired", "out", "recognizer",
    "translator", "polish", "strict", "force",
)  # fmt: skip
def season(
    series: Path,
    only: tuple[str, ...],
    retry_failed: bool,
    plan: bool,
    workers: int | None,
    memory: str | None,
    order: str | None,
    cluster: str | None,
    as_json: bool,
    quiet: bool,
    **asked: Any,
) -> None:
    """Subtitle all episodes of a series.

    SERIES is their folder. They are found by their names (E01, 第1集, S01E01). One that fails never stops
    the others. Episodes of which nothing has changed are left alone; killed at any moment, the next run
    continues. season.json beside the subtitles is the account of the run: `localize status SERIES` shows it.
    season.html, written at its end, has the riskiest lines first.
    """
    from localize.pipeline.job import Job
    from localize.pipeline.season.asked import SeasonJob

    job = SeasonJob(series, Job(series, **asked), only, workers, memory, order, retry_failed, cluster)
    if plan:
        _plan(job, as_json)
    else:
        _run(job, as_json, quiet)


def _run(job: SeasonJob, as_json: bool, quiet: bool) -> None:
    from localize.cli.failures import teller
    from localize.cli.season_progress import reporting
    from localize.cli.streams import on_terminal
    from localize.pipeline.season.running import season

    if on_terminal() and not (as_json or quiet):
        _tell_plan(job)
    with reporting(job.place, as_json=as_json, quiet=quiet) as listener:
        season(job, listener, teller().trace)


def _tell_plan(job: SeasonJob) -> None:
    """In short, for a person who may want to stop it."""
    from localize.cli.season_plan import summary
    from localize.cli.streams import say
    from localize.pipeline.season.planning import plan

    for line in summary(plan(job)):
        say(line)


def _plan(job: SeasonJob, as_json: bool) -> None:
    from localize.cli.season_plan import plan_lines, plan_tables
    from localize.cli.streams import write_json
    from localize.cli.tables import console_on
    from localize.pipeline.season.planning import plan

    if as_json:
        for line in plan_lines(plan(job)):
            write_json(line)
    else:
        console_on(sys.stdout).print(plan_tables(plan(job)))
