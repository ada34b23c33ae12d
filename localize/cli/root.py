"""`localize` itself: which commands there are. Each is imported when it is used."""

from __future__ import annotations

from importlib import import_module

import click

from localize import __version__
from localize.errors import UnknownName

PROGRAM = "localize"

# Stands in `localize.cli.<name>` under the same name.
COMMANDS = {
    "episode": "Subtitle an episode in the language spoken in it and in others.",
    "season": "Subtitle all episodes of a series.",
    "status": "Show how far the run of a season has come.",
    "transcribe": "Subtitle episodes in the language spoken in them.",
    "translate": "Translate subtitle files.",
    "convert": "Convert subtitle files into other formats.",
    "watch": "Show what is burned into an episode's picture.",
    "burn": "Draw subtitles into an episode's picture.",
    "mux": "Put subtitles beside an episode's picture, as tracks.",
    "check": "Check subtitle files, ours or not, against a profile.",
    "consistency": "Find where a series does not speak with one voice.",
    "package": "Package a series' finished subtitles for a recipient.",
    "show": "Show what a run made, source beside translations.",
    "init": "Start a series: write settings, glossary and bible, to fill in.",
    "replace": "Render a term otherwise in all episodes of a series.",
    "cast": "Learn the voices of a series, to name them once.",
    "glossary": "Check, show, export, import and mine glossaries.",
    "memory": "Learn, show and exchange what people approved or corrected.",
    "dialects": "List, show, check and try dialect packs.",
    "profiles": "List and show what a delivery demands of subtitles.",
    "models": "List, pull and verify the models.",
    "doctor": "Check that everything needed is here.",
}

DEBUG = click.Option(
    ["--debug"], is_flag=True, expose_value=False, help="Show the traceback of whatever goes wrong."
)


class Commands(click.Group):
    """Knows its commands by name and summary, so that `--help` imports none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"localize.cli.{cmd_name}"), cmd_name)
        _take_debug(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not ctx.resilient_parsing:
            raise UnknownName.of("command", args[0], COMMANDS)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=Commands,
    params=[DEBUG],
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`localize COMMAND --help` tells more of each. Start with `localize init` and `localize episode`.",
)
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
def root() -> None:
    """Chinese micro-dramas, dialect and all, into subtitles that a distributor can ship."""


def _take_debug(command: click.Command) -> None:
    """Every command takes --debug, so that it can be put at the end of the line that failed."""
    if DEBUG not in command.params:
        command.params.append(DEBUG)
    for inner in getattr(command, "commands", {}).values():
        _take_debug(inner)
