"""`localize translate`"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from localize.cli.options import job_options


@click.command()
@click.argument("files", metavar="SUBTITLES...", nargs=-1, required=True, type=click.Path(path_type=Path))
@job_options(
    "to", "source", "series", "glossary", "dialect", "dialect_pack", "dialect_flavour", "standard", "profile",
    "formats", "over", "bilingual", "forced", "hearing_impaired", "out", "translator", "polish", "strict",
    "force",
)  # fmt: skip
def translate(files: tuple[Path, ...], as_json: bool, quiet: bool, **asked: Any) -> None:
    """Translate subtitle files: srt, ass, vtt, ttml, sbv, stl, scc … (docs/formats.md).

    The language of E01.zh.srt is read off its name, unless --from says it. Writes
    <episode>.<language>.<format> for every translation and <episode>.translated.record.json, and prints
    their paths. One bad file does not stop the others.
    """
    from localize.cli.batch import run_all
    from localize.pipeline import jobs
    from localize.pipeline.job import Job

    run_all(
        jobs.translate_subtitles,
        [Job(path, **asked) for path in files],
        as_json=as_json,
        quiet=quiet,
        first=jobs.learn_corrections,
    )
