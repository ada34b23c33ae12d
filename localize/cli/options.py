"""The options that commands share. Those of a job are named after the fields of `localize.Job`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from localize.cli import complete

Command = TypeVar("Command", bound=Callable[..., Any])


def _list(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """`--to en,es-419 --to id` → (`en`, `es-419`, `id`)."""
    items = tuple(item.strip() for value in values for item in value.split(","))
    if not all(items):
        raise click.BadParameter("a name is missing")
    return items


def listed(*names: str, choices: Callable[[], Iterable[str]], **rest: Any) -> Callable[[Command], Command]:
    """An option that may be repeated, and takes several values with commas between them."""

    def completions(_context: click.Context, _option: click.Parameter, typed: str) -> list[CompletionItem]:
        return complete.last_of_list(choices(), typed)

    return click.option(*names, multiple=True, callback=_list, shell_complete=completions, **rest)


def named(*names: str, choices: Callable[[], Iterable[str]], **rest: Any) -> Callable[[Command], Command]:
    """An option that takes one of a set of names; the library itself refuses the others."""

    def completions(_context: click.Context, _option: click.Parameter, typed: str) -> list[CompletionItem]:
        return complete.one_of(choices(), typed)

    return click.option(*names, shell_complete=completions, **rest)


def _watch_mode(_context: click.Context, _option: click.Parameter, watch: bool | None) -> str | None:
    """`--watch` → `on`, `--no-watch` → `off`; neither leaves it to the series."""
    return {True: "on", False: "off", None: None}[watch]


def _recognizers(_context: click.Context, _option: click.Parameter, typed: str) -> list[CompletionItem]:
    return complete.last_of_list(complete.recognizers(), typed, "+")


_FOLDER = click.Path(path_type=Path, file_okay=True)
_FILE = click.Path(path_type=Path)

JOB_OPTIONS: dict[str, Callable[[Any], Any]] = {
    "to": listed(
        "--to",
        choices=complete.languages,
        metavar="LANG[,LANG…]",
        help="Languages to translate into: en, es-419 …  [default: those of the series]",
    ),
    "source": named(
        "--from",
        "source",
        choices=complete.languages,
        metavar="LANG",
        help="Language spoken in it.  [default: that of the series, else zh]",
    ),
    "series": click.option(
        "--series",
        type=_FOLDER,
        metavar="DIR",
        help="Folder with series.toml.  [default: the file's own, if it has one]",
    ),
    "glossary": click.option(
        "--glossary",
        type=_FILE,
        metavar="FILE|DIR",
        help="Glossary, and the bible.toml beside it, over those of the series.",
    ),
    "dialect": named(
        "--dialect",
        choices=complete.dialects,
        metavar="NAME|auto|none",
        help="Dialect spoken, or auto to tell it.  [default: that of the series, else none]",
    ),
    "dialect_pack": click.option(
        "--dialect-pack",
        type=_FOLDER,
        metavar="DIR",
        help="Dialect of your own, or more for a shipped one of the folder's name.",
    ),
    "dialect_flavour": named(
        "--dialect-flavour",
        choices=complete.flavours,
        metavar="keep|neutral",
        help="Whether translations keep the dialect's colour or give the plain sense.  [default: that of the "
        "series, else keep]",
    ),
    "standard": click.option(
        "--standard/--no-standard",
        default=None,
        help="Write the transcript in standard Mandarin too: <episode>.zh-standard.srt, or don't.  [default: "
        "that of the series, else not]",
    ),
    "profile": named(
        "--profile",
        choices=complete.profiles,
        metavar="NAME|auto",
        help="What subtitles are fitted to; `localize profiles list` names them.  [default: that of the "
        "series, else auto: vertical or netflix, by the picture]",
    ),
    "audience": named(
        "--audience",
        choices=complete.audiences,
        metavar="adult|child",
        help="Who reads: children get the profile's slower reading speed.  [default: that of the series, "
        "else adult]",
    ),
    "formats": listed(
        "--format",
        "formats",
        choices=complete.formats,
        metavar="NAME[,NAME…]",
        help="Subtitle formats to write: srt, ass, ssa, vtt, hls, ttml, imsc, ebu-tt-d, itt, sbv, lrc, txt, "
        "json.  [default: those of the series, else srt]",
    ),
    "over": named(
        "--over",
        choices=complete.places,
        metavar="above|box|none",
        help="What to do where burned-in text stands in the way: go above it, cover it with a box, or take "
        "no notice.  [default: that of the series, else above]",
    ),
    "bilingual": named(
        "--bilingual",
        choices=complete.languages,
        metavar="LANG",
        help="Write each translation with this language below it too: <episode>.en+zh.srt.  [default: that "
        "of the series, else not]",
    ),
    "forced": named(
        "--forced",
        choices=complete.forced,
        metavar="merged|separate|both",
        help="Where translations of text on the screen go: with the dialogue, into <episode>.en.forced.srt, "
        "or both.  [default: that of the series, else merged]",
    ),
    "hearing_impaired": click.option(
        "--hearing-impaired/--no-hearing-impaired",
        default=None,
        help="Write subtitles that tell who speaks too: <episode>.en.sdh.srt, or don't.  [default: that of "
        "the series, else not]",
    ),
    "out": click.option(
        "--out",
        type=_FOLDER,
        metavar="DIR",
        help="Folder to write to.  [default: the file's own]",
    ),
    "source_subtitles": click.option(
        "--source-subtitles",
        type=_FILE,
        metavar="FILE|none",
        help="Subtitles in the original's language.  [default: a text track of the file, if it has one]",
    ),
    "watch": click.option(
        "--watch/--no-watch",
        "watch",
        default=None,
        callback=_watch_mode,
        help="Read subtitles that are burned into the picture, or don't.  [default: that of the series, "
        "else where there are some]",
    ),
    "recognizer": click.option(
        "--recognizer",
        shell_complete=_recognizers,
        metavar="ENGINE[:MODEL][+…]",
        help="What turns speech into text; several with + between are merged.  [default: that of the series, "
        "else faster-whisper]",
    ),
    "translator": named(
        "--translator",
        choices=complete.translators,
        metavar="ENGINE[:MODEL]",
        help="What translates.  [default: that of the series, else llama]",
    ),
    "polish": click.option(
        "--polish/--no-polish",
        default=None,
        help="Read each translation once more and correct it, or don't.  [default: that of the series, else "
        "not]",
    ),
    "strict": click.option(
        "--strict/--no-strict",
        default=None,
        help="Exit with 7, once everything is written, while a term or a pronoun is not as the series wants "
        "it.  [default: that of the series, else not]",
    ),
    "force": click.option(
        "--force",
        is_flag=True,
        help="Do finished work again, and write over files edited by hand (keeping them as .bak).",
    ),
}


def job_options(*names: str) -> Callable[[Command], Command]:
    """Adds the named options, in this order, and after them those that tell of the progress."""

    def add(command: Command) -> Command:
        for option in reversed([*(JOB_OPTIONS[name] for name in names), _JSON, _QUIET]):
            command = option(command)
        return command

    return add


_JSON = click.option(
    "--json", "as_json", is_flag=True, help="Tell everything that happens as JSON lines on stdout."
)
_QUIET = click.option("--quiet", "-q", is_flag=True, help="Tell of warnings and errors only.")
