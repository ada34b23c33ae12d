"""`localize init`"""

from __future__ import annotations

import io
import json
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

import click

from localize.cli import complete
from localize.cli.options import listed, named
from localize.cli.streams import say, write_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from localize.config import SeriesTable

TEMPLATE = Path(__file__).with_name("series.template.toml")
BIBLE = Path(__file__).with_name("bible.template.toml")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", help="Title of the series.  [default: the folder's name]")
@named(
    "--from",
    "source",
    choices=complete.languages,
    default="zh",
    show_default=True,
    metavar="LANG",
    help="Language of the original.",
)
@named(
    "--dialect",
    choices=complete.dialects,
    default="none",
    show_default=True,
    metavar="NAME|auto|none",
    help="Dialect spoken, or auto to tell it from each episode.",
)
@listed(
    "--to",
    choices=complete.languages,
    default=["en"],
    show_default=True,
    metavar="LANG[,LANG…]",
    help="Languages to translate into.",
)
def init(folder: Path, title: str | None, source: str, dialect: str, to: tuple[str, ...]) -> None:
    """Start a series: write settings, glossary and bible, to fill in.

    They are DIR/series.toml, DIR/glossary.csv and DIR/bible.toml, which says who is who. A glossary or bible
    that is there already stays; settings that are there are refused.
    """
    from localize.pipeline.job import Job, prepare
    from localize.store.files import write_atomic

    files = _files(folder)
    job = Job(folder / "E01.mp4", to=to, source=source, dialect=dialect)
    series = prepare(job).settings.series
    settings = _settings(title or folder.resolve().name, series)
    contents = [settings, _glossary(series.targets), BIBLE.read_text("utf-8")]
    for path, text in zip(files, contents, strict=True):
        if path.exists():
            say(f"{path} is there already, and stays")
        else:
            write_atomic(path, text.encode("utf-8", "replace"))
            write_line(path)
    say(f"fill them in, then: localize season {folder}, or localize episode EPISODE.mp4 --series {folder}")


def _files(folder: Path) -> list[Path]:
    """Where the files will be. Raises ConfigurationError where a series is there already."""
    from localize.config import SETTINGS_FILE
    from localize.errors import ConfigurationError
    from localize.glossaries import FILE_NAME
    from localize.glossaries.bible import FILE_NAME as BIBLE_NAME

    if folder.exists() and not folder.is_dir():
        raise ConfigurationError(f"{folder} is a file", "name the folder of the series")
    settings = folder / SETTINGS_FILE
    if settings.exists():
        raise ConfigurationError(
            f"{settings} is there already, and nothing was written", "edit it, or name another folder"
        )
    return [settings, folder / FILE_NAME, folder / BIBLE_NAME]


def _settings(title: str, series: SeriesTable) -> str:
    values = {
        "title": _toml(title),
        "language": _toml(series.language),
        "targets": f"[{', '.join(_toml(target) for target in series.targets)}]",
        "dialect": _toml(series.dialect),
    }
    return Template(TEMPLATE.read_text("utf-8")).substitute(values)


def _toml(text: str) -> str:
    """A basic string: JSON's escapes are TOML's, but TOML also wants DEL escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _glossary(targets: Sequence[str]) -> str:
    """The header alone: CSV has no comments, and an example would be enforced like any other term."""
    from localize.domain.glossary import Glossary
    from localize.glossaries import dumps

    text = io.StringIO()
    dumps(Glossary(), text, targets)
    return text.getvalue()
