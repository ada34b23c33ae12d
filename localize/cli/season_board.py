"""The account of a season's run as a table: episodes down, stages across."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from localize.cli.streams import visible
from localize.cli.tables import with_whole_words
from localize.pipeline.season.remaining import remaining
from localize.pipeline.season.state import EpisodeState, Progress, SeasonState, Status
from localize.pipeline.season.warned import grouped
from localize.wording import duration

_STYLES: dict[Status, str] = {
    "running": "cyan", "failed": "red", "stopped": "yellow", "aside": "yellow",
    "done": "green", "current": "green", "waiting": "dim",
}  # fmt: skip
# Where there is not room for all: what goes on and what went wrong first.
_SOONEST: tuple[Status, ...] = ("running", "failed", "stopped", "aside", "waiting", "done", "current")
# The head of the table, two lines below it, and one for the prompt.
_AROUND = 4
# A name that is longer is cut: its end tells least.
_LONGEST_NAME = 16
_SUMMED = "others"


@dataclass(frozen=True)
class Board:
    """A renderable, as wide as there is room when it is drawn. `is_live`: it must fit on the screen."""

    state: SeasonState
    is_live: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        episodes = self.state.episodes
        room = max(1, console.height - _AROUND) if self.is_live else len(episodes)
        shown = _shown(episodes, room)
        yield _table(shown, _stages(episodes), options.max_width)
        left_out = len(episodes) - len(shown)
        yield Text(tally(self.state) + (f" · {left_out} more rows" if left_out else ""))


def failures(state: SeasonState) -> Table:
    """What failed or was left out, and what to do."""
    table = Table(expand=True)
    for title in ("episode", "why", "what to do"):
        table.add_column(title, overflow="fold")
    for one in state.with_status("failed", "aside"):
        table.add_row(Text(visible(one.name)), Text(visible(one.reason)), Text(visible(one.hint)))
    return with_whole_words(table)


def warnings(state: SeasonState) -> Iterator[Text]:
    """What is amiss in the folder first; equal ones of several episodes once."""
    for remark in state.remarks:
        yield Text(visible(f"warning: {remark}"), "yellow")
    told = ((one.name, warning) for one in state.episodes for warning in one.warnings)
    for common in grouped(told):
        yield Text(visible(f"warning: {common.message} ({common.where})"), "yellow")


def ahead(state: SeasonState) -> str:
    """`, 31 an hour, about 24:10 left`; nothing until it can be told."""
    told = remaining(state)
    if told is None:
        return ""
    return f", {told.per_hour:.0f} an hour, about {duration(told.seconds)} left"


def tally(state: SeasonState) -> str:
    """`3 running · 1 failed · 40 done · 36 waiting, 31 an hour, about 1:09:40 left`"""
    return counts(state) + ("" if state.finished else ahead(state))


def counts(state: SeasonState) -> str:
    """`3 running · 1 failed · 40 done · 36 waiting`"""
    found = Counter(one.status for one in state.episodes)
    return " · ".join(f"{found[status]} {status}" for status in _STYLES if found[status])


def short(stage: str) -> str:
    """`recognize in dialect` → `hear again`, `translate en` → `en`."""
    for word, instead in _words().items():
        stage = stage.replace(word, instead)
    return " ".join(stage.split())


@cache
def _words() -> Mapping[str, str]:
    text = files("localize.cli").joinpath("stages.toml").read_text("utf-8")
    words: Mapping[str, str] = tomllib.loads(text)["words"]
    return words


def _shown(episodes: Sequence[EpisodeState], room: int) -> list[EpisodeState]:
    """In the order of the series."""
    chosen = sorted(episodes, key=lambda one: _SOONEST.index(one.status))[:room]
    names = {one.name for one in chosen}
    return [one for one in episodes if one.name in names]


def _stages(episodes: Sequence[EpisodeState]) -> list[str]:
    return list(dict.fromkeys(stage for one in episodes for stage in one.stages))


def _table(episodes: Sequence[EpisodeState], stages: Sequence[str], width: int) -> Table:
    around = [
        _Column("episode", [_name(one) for one in episodes]),
        _Column("", [one.status for one in episodes]),
    ]
    figures = [
        _Column("time", [duration(one.seconds) if one.seconds else "" for one in episodes], is_number=True),
        _Column("lines", [str(one.lines or "") for one in episodes], is_number=True),
        _Column("look at", [str(one.flagged or "") for one in episodes], is_number=True),
    ]
    room = width - sum(column.width for column in (*around, *figures))
    columns = [*around, *_fitting(episodes, stages, room), *figures]
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(column.title, justify="right" if column.is_number else "left", no_wrap=True)
    for at, one in enumerate(episodes):
        cells = [Text(column.cells[at]) for column in columns]
        cells[1].stylize(_STYLES[one.status])
        table.add_row(*cells, style="dim" if one.status == "waiting" else None)
    return table


@dataclass(frozen=True)
class _Column:
    title: str
    cells: Sequence[str]
    is_number: bool = False

    @property
    def width(self) -> int:
        """With the space beside it."""
        return 1 + max(map(cell_len, (self.title, *self.cells)))


def _fitting(episodes: Sequence[EpisodeState], stages: Sequence[str], room: int) -> list[_Column]:
    """A column a stage; where there is not room, the first ones, which are done soonest, become one."""
    for summed in range(len(stages)):
        first = [_column(_SUMMED, episodes, stages[:summed])] if summed else []
        columns = [*first, *(_column(short(one), episodes, [one]) for one in stages[summed:])]
        if sum(column.width for column in columns) <= room and summed != 1:
            return columns
    return [_column("stages", episodes, stages)] if stages else []


def _column(title: str, episodes: Sequence[EpisodeState], stages: Sequence[str]) -> _Column:
    cells = [_cell([one.stages[stage] for stage in stages if stage in one.stages]) for one in episodes]
    return _Column(title, cells, is_number=True)


def _name(one: EpisodeState) -> str:
    name = Text(visible(one.name))
    name.truncate(_LONGEST_NAME, overflow="ellipsis")
    return name.plain


def _cell(stages: Sequence[Progress]) -> str:
    if not stages:
        return ""
    parts, done = sum(one.parts for one in stages), sum(one.done for one in stages)
    if done < parts:
        return f"{done}/{parts}"
    return "kept" if sum(one.kept for one in stages) == parts else "✓"
