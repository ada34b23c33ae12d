"""`localize status`"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from localize.cli.streams import write_json

if TYPE_CHECKING:
    from localize.pipeline.season.state import SeasonState

LOOK_S = 1.0


@click.command()
@click.argument("series", metavar="SERIES", type=click.Path(path_type=Path))
@click.option("--watch", is_flag=True, help="Look again every second, until the run has ended.")
@click.option("--json", "as_json", is_flag=True, help="Print the account as JSON.")
def status(series: Path, watch: bool, as_json: bool) -> None:
    """Show how far the run of a season has come, and what went wrong in it.

    SERIES is the folder of the episodes, or that which was named with --out.
    """
    import msgspec

    if as_json:
        write_json(msgspec.to_builtins(_state(series)))
    elif watch:
        _watch(series)
    else:
        _show(_state(series))


def _state(series: Path) -> SeasonState:
    """Raises InputError where there is no account."""
    from localize.errors import InputError
    from localize.pipeline.season.state import STATE_FILE, read_state

    state = read_state(series)
    if state is None:
        told = "that this version reads" if (series / STATE_FILE).exists() else "yet"
        raise InputError(f"no account of a run in {series} {told}", "`localize season` writes one")
    return state


def _show(state: SeasonState) -> None:
    from localize.cli.season_board import board, failures
    from localize.cli.tables import console_on

    console = console_on(sys.stdout)
    console.print(board(state))
    if state.with_status("failed", "aside"):
        console.print(failures(state))
    console.print(_when(state))


def _watch(series: Path) -> None:
    from rich.live import Live

    from localize.cli.season_board import board
    from localize.cli.tables import console_on
    from localize.pipeline.season.state import is_running

    console, state = console_on(sys.stdout), _state(series)
    with Live(board(state, console.height), console=console, screen=False) as live:
        while is_running(state):
            time.sleep(LOOK_S)
            state = _state(series)
            live.update(board(state, console.height))
    _show(state)


def _when(state: SeasonState) -> str:
    from localize.pipeline.season.state import is_running

    if state.finished:
        return f"begun {state.started}, ended {state.finished}"
    if is_running(state):
        return f"begun {state.started}, running: process {state.process} on {state.host}"
    return f"begun {state.started}, and cut off: `localize season` goes on where it stopped"
