"""`localize status`"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from localize.cli.streams import write_json, write_line

if TYPE_CHECKING:
    from rich.console import Console

    from localize.pipeline.season.state import SeasonState

LOOK_S = 1.0


@click.command()
@click.argument("series", metavar="SERIES", type=click.Path(path_type=Path))
@click.option("--watch", is_flag=True, help="Look again every second, until the run has ended.")
@click.option("--json", "as_json", is_flag=True, help="Print the account as JSON.")
def status(series: Path, watch: bool, as_json: bool) -> None:
    """Show how far the run of a season has come, and what went wrong in it.

    SERIES is the folder of the episodes, or that which was named with --out. With --watch and --json the
    account is printed whenever it has changed, a line each time.
    """
    from localize.cli.tables import console_on

    states = _states(series) if watch else iter([_state(series)])
    if as_json:
        for state in states:
            _write(state)
    elif watch and _moves(sys.stdout):
        _show(_watched(states, console_on(sys.stdout)))
    elif watch:
        _show(_told(states))
    else:
        _show(next(states))


def _state(series: Path) -> SeasonState:
    """Raises InputError where there is no account."""
    from localize.errors import InputError
    from localize.pipeline.season.state import STATE_FILE, read_state

    state = read_state(series)
    if state is None:
        told = "that this version reads" if (series / STATE_FILE).exists() else "yet"
        raise InputError(f"no account of a run in {series} {told}", "`localize season` writes one")
    return state


def _states(series: Path) -> Iterator[SeasonState]:
    """The account at every change, until its run has ended."""
    from localize.pipeline.season.state import is_running, stopped

    before, runs = None, True
    while runs:
        # In this order: what was written last is not missed.
        runs = is_running(_state(series))
        state = _state(series) if runs else stopped(_state(series))
        if state != before:
            yield state
        before = state
        if runs:
            time.sleep(LOOK_S)


def _watched(states: Iterator[SeasonState], console: Console) -> SeasonState:
    """At a terminal; gone again once the run has ended."""
    from rich.live import Live

    from localize.cli.season_board import Board

    state = next(states)
    with Live(Board(state, is_live=True), console=console, transient=True) as live:
        for state in states:
            live.update(Board(state, is_live=True))
    return state


def _told(states: Iterator[SeasonState]) -> SeasonState:
    """A line whenever an episode has begun or ended."""
    from localize.cli.season_board import counts

    said, state = "", next(states)
    write_line(said := counts(state))
    for state in states:
        if counts(state) != said:
            write_line(said := counts(state))
    return state


def _moves(stream: object) -> bool:
    """Whether it is a terminal that can move its cursor."""
    is_terminal = getattr(stream, "isatty", bool)()
    return is_terminal and os.environ.get("TERM", "dumb") not in {"dumb", "unknown"}


def _write(state: SeasonState) -> None:
    import msgspec

    from localize.pipeline.season.state import is_running

    write_json({**msgspec.to_builtins(state), "running": is_running(state)})


def _show(state: SeasonState) -> None:
    from localize.cli.season_board import Board, failures, warnings
    from localize.cli.tables import console_on
    from localize.pipeline.season.state import is_running, stopped

    state = state if is_running(state) else stopped(state)
    console = console_on(sys.stdout)
    console.print(Board(state))
    if state.with_status("failed", "aside"):
        console.print(failures(state))
    for warning in warnings(state):
        console.print(warning)
    console.print(_when(state))


def _when(state: SeasonState) -> str:
    from localize.cli.streams import visible
    from localize.pipeline.season.report import PAGE_FILE
    from localize.pipeline.season.state import is_running
    from localize.wording import moment

    begun = f"begun {moment(state.started)}"
    if state.finished:
        page = Path(state.out or state.series) / PAGE_FILE
        early = f": {state.error}" if state.error else ""
        rows = [f"{begun}, ended {moment(state.finished)}{early}", *_worked(state), f"more in {page}"]
        return visible("\n".join(rows))
    if is_running(state):
        return f"{begun}, running: process {state.process} on {state.host}"
    return f"{begun}, and cut off: `localize season` goes on where it stopped"


def _worked(state: SeasonState) -> Iterator[str]:
    """What the last run took that made anything."""
    from localize.pipeline.season.report import took
    from localize.wording import moment

    worked = state.worked
    if worked is not None and worked.started == state.started:
        yield f"took {took(worked)}"
    elif worked is not None:
        yield f"nothing was made; the last run that made anything, {moment(worked.started)}: {took(worked)}"
