"""`localize translate`"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from localize.cli import complete
from localize.cli.options import JOB_OPTIONS, job_options, named


@click.command()
@click.argument("files", metavar="SUBTITLES...", nargs=-1, required=True, type=click.Path(path_type=Path))
@JOB_OPTIONS["to"]
@named(
    "--from",
    "source",
    choices=complete.languages,
    metavar="LANG",
    help="Language that the files are in.  [default: as each name says: E01.zh.srt; else that of the series, "
    "else zh]",
)
@job_options(
    "series", "glossary", "dialect", "dialect_pack", "dialect_flavour", "standard", "profile", "audience",
    "formats", "over", "bilingual", "forced", "hearing_impaired", "out", "translator", "polish", "strict",
    "force",
)  # fmt: skip
def translate(files: tuple[Path, ...], as_json: bool, quiet: bool, **asked: Any) -> None:
    """Translate subtitle files.

    `localize translate E01.zh.srt --to en,th` writes E01.en.srt and E01.th.srt beside it, and prints their
    paths; with E01.translated.record.json, `localize show` sets the lines side by side. Reads srt, ass, vtt,
    ttml, sbv, stl, scc … (docs/formats.md). To change nothing but the format, take `localize convert`. One
    bad file does not stop the others.
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
