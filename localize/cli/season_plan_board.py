"""The plan of a season as a table: episodes down, stages across."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TypeAlias

from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from localize.cli.season_board import short
from localize.cli.streams import visible
from localize.pipeline.plan import StagePlan
from localize.pipeline.season.planned import EpisodePlan, Standing

STYLES: dict[Standing, str] = {
    "current": "green", "new": "cyan", "changed": "yellow", "touched": "yellow",
    "unfinished": "yellow", "forced": "yellow", "unreadable": "red",
}  # fmt: skip
# An episode that is gone through since something has changed, and all of whose parts are there.
_LOOKED_AT = "looked at"
# So many episodes in a row of which nothing is made again share one.
_ROW = 3
_NO_PARTS = "–"
# The column of several stages, and that of all.
_OTHERS, _ALL = "others", "parts"
# What a table is measured in, that would like to be wider than any window.
_ANY = 10_000
# What the column is called in which a stage is told.
Title: TypeAlias = Callable[[StagePlan], str]


@dataclass(frozen=True)
class PlanBoard:
    """A renderable, as wide as there is room when it is drawn: with the names of the stages, with short ones,
    or with the first stages, which are done soonest, as one column."""

    episodes: Sequence[EpisodePlan]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        *wider, narrowest = (_table(self.episodes, title) for title in _titles(self.episodes))
        yield next((one for one in wider if _width(one, console) <= options.max_width), narrowest)


def _titles(episodes: Sequence[EpisodePlan]) -> Iterator[Title]:
    """What makes for the widest table first."""
    kinds = list(dict.fromkeys(_kind(stage) for one in episodes for stage in one.stages))
    yield _kind
    yield _short
    for count in range(2, len(kinds) + 1):
        yield partial(_summed, kinds[:count], _OTHERS if count < len(kinds) else _ALL)


def _table(episodes: Sequence[EpisodePlan], title: Title) -> Table:
    """Stages of one title (`translate en`, `translate es`) share a column."""
    titles = list(dict.fromkeys(title(stage) for one in episodes for stage in one.stages))
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_footer=True)
    table.add_column("episode", footer="all", overflow="fold", min_width=len("episode"))
    table.add_column("", footer=f"{len(episodes)}", no_wrap=True)
    for one in titles:
        footer = _cell(_under(one, title, episodes))
        table.add_column(one, footer=footer, justify="right", no_wrap=True)
    for group in _rows(episodes):
        cells = [_cell(_under(one, title, group)) for one in titles]
        table.add_row(Text(visible(_names(group))), _standing(group), *cells)
    return table


def _under(title: str, of: Title, episodes: Sequence[EpisodePlan]) -> list[StagePlan]:
    return [stage for one in episodes for stage in one.stages if of(stage) == title]


def _width(table: Table, console: Console) -> int:
    """What it takes where nothing is wrapped."""
    return Measurement.get(console, console.options.update(width=_ANY), table).maximum


def _rows(episodes: Sequence[EpisodePlan]) -> Iterator[Sequence[EpisodePlan]]:
    for shown, group in groupby(episodes, key=_shown):
        found = list(group)
        in_a_row = shown in ("current", _LOOKED_AT) and len(found) >= _ROW
        yield from [found] if in_a_row else [[one] for one in found]


def _names(group: Sequence[EpisodePlan]) -> str:
    return group[0].name if len(group) == 1 else f"{group[0].name} … {group[-1].name}"


def _standing(group: Sequence[EpisodePlan]) -> Text:
    standing = _shown(group[0])
    style = "dim" if standing == _LOOKED_AT else STYLES[group[0].standing]
    return Text(standing if len(group) == 1 else f"{len(group)} {standing}", style)


def _shown(one: EpisodePlan) -> str:
    """What has changed is of no account where nothing is made again because of it."""
    return _LOOKED_AT if one.standing == "changed" and not one.is_made_again else one.standing


def _cell(stages: Sequence[StagePlan]) -> str:
    """`8/12` parts are there; `8/?` where a stage that was not run yet decides how many there are."""
    parts, hits = sum(stage.parts for stage in stages), sum(stage.hits for stage in stages)
    if any(stage.waits_for for stage in stages):
        return f"{hits}/?"
    return f"{hits}/{parts}" if parts else _NO_PARTS


def _kind(stage: StagePlan) -> str:
    return stage.stage.partition(" ")[0]


def _short(stage: StagePlan) -> str:
    return short(_kind(stage)) or _kind(stage)


def _summed(kinds: Sequence[str], title: str, stage: StagePlan) -> str:
    return title if _kind(stage) in kinds else _short(stage)
