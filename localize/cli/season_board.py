"""The account of a season's run as a table: episodes down, stages across."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from rich.console import Group
from rich.table import Table
from rich.text import Text

from localize.cli.streams import visible
from localize.pipeline.season.state import EpisodeState, Progress, SeasonState, Status

_STYLES: dict[Status, str] = {
    "running": "cyan", "failed": "red", "aside": "yellow",
    "done": "green", "current": "green", "waiting": "dim",
}  # fmt: skip
# Where there is not room for all: what goes on and what went wrong first.
_SOONEST: tuple[Status, ...] = ("running", "failed", "aside", "waiting", "done", "current")
# The head of the table, its frame, the line below it and one for the prompt.
_AROUND = 7
# An estimate from fewer says little.
_TELLING = 2


def board(state: SeasonState, height: int = 0) -> Group:
    """`height` is how many rows there are to draw on; 0 is as many as it takes."""
    stages = list(dict.fromkeys(stage for one in state.episodes for stage in one.stages))
    table = Table("episode", "", *stages, "time", "lines", "look at")
    shown = _shown(state.episodes, max(1, height - _AROUND) if height else len(state.episodes))
    for one in shown:
        table.add_row(*_row(one, stages), style=_STYLES[one.status] if one.status == "waiting" else None)
    left_out = len(state.episodes) - len(shown)
    return Group(table, Text(_tally(state) + (f" · {left_out} more rows" if left_out else "")))


def failures(state: SeasonState) -> Table:
    """What failed or was left out, and what to do."""
    table = Table("episode", "why", "what to do", expand=True)
    for one in state.with_status("failed", "aside"):
        table.add_row(visible(one.name), visible(one.reason), visible(one.hint))
    return table


def ahead(waiting: int, worked: int, seconds: float) -> str:
    """`, 31 an hour, about 0:24:10 left`; nothing until it can be told."""
    if worked < _TELLING or seconds <= 0:
        return ""
    left = timedelta(seconds=round(seconds / worked * waiting))
    return f", {worked / seconds * 3600:.0f} an hour, about {left} left"


def _shown(episodes: Sequence[EpisodeState], room: int) -> list[EpisodeState]:
    """In the order of the series."""
    chosen = sorted(episodes, key=lambda one: _SOONEST.index(one.status))[:room]
    names = {one.name for one in chosen}
    return [one for one in episodes if one.name in names]


def _row(one: EpisodeState, stages: Sequence[str]) -> list[Text]:
    cells = [Text(_cell(one.stages.get(stage)), justify="right") for stage in stages]
    time = f"{one.seconds:.0f} s" if one.seconds else ""
    counts = [str(one.lines or ""), str(one.flagged or "")]
    status = Text(one.status, _STYLES[one.status])
    return [Text(visible(one.name)), status, *cells, Text(time, justify="right"), *map(Text, counts)]


def _cell(progress: Progress | None) -> str:
    if progress is None:
        return ""
    if progress.done < progress.parts:
        return f"{progress.done}/{progress.parts}"
    return "kept" if progress.kept == progress.parts else "✓"


def _tally(state: SeasonState) -> str:
    counts = Counter(one.status for one in state.episodes)
    told = [f"{counts[status]} {status}" for status in _STYLES if counts[status]]
    worked = sum(1 for one in state.with_status("done", "failed") if one.seconds)
    waiting = counts["waiting"] + counts["running"]
    return " · ".join(told) + (ahead(waiting, worked, state.seconds) if not state.finished else "")
