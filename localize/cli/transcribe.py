"""`localize transcribe`"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from localize.cli.options import job_options


@click.command()
@click.argument("media", metavar="MEDIA...", nargs=-1, required=True, type=click.Path(path_type=Path))
@job_options(
    "source", "series", "glossary", "dialect", "dialect_pack", "standard", "source_subtitles", "watch",
    "profile", "audience", "formats", "over", "hearing_impaired", "out", "recognizer", "force",
)  # fmt: skip
def transcribe(media: tuple[Path, ...], as_json: bool, quiet: bool, **asked: Any) -> None:
    """Subtitle episodes in the language spoken in them.

    Writes <episode>.<language>.<format> and <episode>.record.json for each, and prints their paths. One bad
    file does not stop the others.
    """
    from localize.cli.batch import run_all
    from localize.pipeline import jobs
    from localize.pipeline.job import Job

    _refuse_one_for_many(media, asked["source_subtitles"])
    run_all(jobs.transcribe, [Job(path, **asked) for path in media], as_json=as_json, quiet=quiet)


def _refuse_one_for_many(media: tuple[Path, ...], subtitles: Path | None) -> None:
    from localize.errors import ConfigurationError
    from localize.pipeline.job import NO_SUBTITLES

    if len(media) > 1 and subtitles not in (None, NO_SUBTITLES):
        raise ConfigurationError(
            f"--source-subtitles {subtitles} are those of one file, and {len(media)} are named",
            "transcribe one file at a time",
        )
