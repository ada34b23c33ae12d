"""`localize profiles`: what a delivery demands of subtitles, and who says so."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from localize.cli import complete
from localize.cli.options import named
from localize.cli.streams import write_json

if TYPE_CHECKING:
    from localize.profiles import Profile

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Write JSON lines.")


def _names(_context: click.Context, _argument: click.Parameter, typed: str) -> list[Any]:
    from localize.profiles import names

    return complete.one_of(names(), typed)


@click.group(no_args_is_help=True)
def profiles() -> None:
    """List and show what a delivery demands of subtitles.

    `--profile NAME` chooses one, or `profile = "NAME"` under [subtitle] in series.toml.
    """


@profiles.command("list")
@AS_JSON
def list_profiles(as_json: bool) -> None:
    """List the profiles, and what each is for."""
    from localize.cli.profile_tables import about, profiles_table
    from localize.cli.tables import console_on
    from localize.profiles import load_profile, names

    found = [load_profile(name) for name in names()]
    if as_json:
        for profile in found:
            write_json(about(profile))
    else:
        console_on(sys.stdout).print(profiles_table(found))


@profiles.command()
@click.argument("name", metavar="NAME", shell_complete=_names)
@named(
    "--lang",
    "language",
    choices=complete.languages,
    metavar="LANG",
    help="Language of the subtitles.  [default: what holds for all that have no rules of their own]",
)
@click.option(
    "--series",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder with series.toml, whose own rules count.  [default: this one, if it has one]",
)
@AS_JSON
def show(name: str, language: str | None, series: Path | None, as_json: bool) -> None:
    """Show every rule of a profile with its value, its source and how far to trust it.

    What a series has set itself under [subtitle.limits] is marked, with the value that it stands over.
    """
    from localize.cli.profile_tables import facts, heading, legend, rules_table
    from localize.cli.tables import console_on
    from localize.domain.language import parse_language
    from localize.profiles.profile import DEFAULT_LANGUAGE

    profile = _of_series(name, series)
    asked = parse_language(language) if language else DEFAULT_LANGUAGE
    if as_json:
        for rule in facts(profile, asked):
            write_json(rule)
        return
    console = console_on(sys.stdout)
    for told in (heading(profile, asked), rules_table(profile, asked), legend(profile, asked)):
        console.print(told)


def _of_series(name: str, series: Path | None) -> Profile:
    from localize.config import SETTINGS_FILE, load_settings
    from localize.pipeline.choosing import with_own_rules
    from localize.profiles import load_profile

    profile = load_profile(name)
    folder = series or Path()
    if series is None and not (folder / SETTINGS_FILE).is_file():
        return profile
    return with_own_rules(profile, load_settings(folder), folder)
