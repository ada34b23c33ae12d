"""`localize episode`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from localize.cli.options import job_options
from localize.cli.streams import write_json

if TYPE_CHECKING:
    from localize.pipeline.job import Job


@click.command()
@click.argument("media", metavar="EPISODE", type=click.Path(path_type=Path))
@click.option("--plan", is_flag=True, help="Show what a run would do, and why; nothing is run or written.")
@job_options(
    "to", "source", "series", "glossary", "dialect", "dialect_pack", "dialect_flavour", "standard",
    "source_subtitles", "watch", "profile", "audience", "formats", "over", "bilingual", "forced",
    "hearing_impaired",    "out", "recognizer", "translator", "polish", "strict", "force",
)  # fmt: skip
def episode(media: Path, plan: bool, as_json: bool, quiet: bool, **asked: Any) -> None:
    """Subtitle an episode in the language spoken in it and in others.

    Writes <episode>.<language>.<format> for the transcript and every translation, and
    <episode>.record.json, and prints their paths. Killed at any moment, the next run continues.
    """
    from localize.pipeline.job import Job

    job = Job(media, **asked)
    if plan:
        _plan(job, as_json)
    else:
        _run(job, as_json, quiet)


def _run(job: Job, as_json: bool, quiet: bool) -> None:
    from localize.cli.progress import reporting
    from localize.pipeline import jobs

    with reporting(as_json=as_json, quiet=quiet) as listener:
        jobs.episode(job, listener)


def _plan(job: Job, as_json: bool) -> None:
    from localize.cli.progress import JsonLines, only_warnings
    from localize.pipeline import jobs

    plans = jobs.plan(job, JsonLines() if as_json else only_warnings)
    if as_json:
        for plan in plans:
            misses = [{"part": part, "why": why} for part, why in plan.misses]
            write_json({"event": "stage_planned"} | vars(plan) | {"misses": misses})
    else:
        from localize.cli.tables import console_on, plan_table

        console_on(sys.stdout).print(plan_table(plans))
