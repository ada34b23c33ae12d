"""`localize transcribe`"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from localize.cli.options import job_options


@click.command()
@click.argument("media", metavar="MEDIA...", nargs=-1, required=True, type=click.Path(path_type=Path))
@job_options("source", "series", "glossary", "dialect", "formats", "out", "recognizer", "force")
def transcribe(media: tuple[Path, ...], as_json: bool, quiet: bool, **asked: Any) -> None:
    """Subtitle episodes in the language spoken in them.

    Writes <episode>.<language>.<format> and <episode>.record.json for each, and prints their paths. One bad
    file does not stop the others.
    """
    from localize.cli.batch import run_all
    from localize.pipeline import jobs
    from localize.pipeline.job import Job

    run_all(jobs.transcribe, [Job(path, **asked) for path in media], as_json=as_json, quiet=quiet)
