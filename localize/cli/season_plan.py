"""The plan of a season as tables and as JSON lines, and in short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.filesize import decimal
from rich.table import Table
from rich.text import Text

from localize.cli.streams import visible
from localize.pipeline.made_from import TRANSCRIPT
from localize.pipeline.plan import StagePlan
from localize.pipeline.season.planned import EpisodePlan, SeasonPlan, Standing, Weights
from localize.pipeline.season.reasons import Reason, reasons
from localize.wording import counted

_STYLES: dict[Standing, str] = {
    "current": "green", "new": "cyan", "changed": "yellow", "touched": "yellow",
    "unfinished": "yellow", "forced": "yellow", "unreadable": "red",
}  # fmt: skip
# So many current episodes in a row share one.
_ROW = 3
_NO_PARTS = "–"
_LONG_S = 60  # below, an estimate says little


def plan_tables(plan: SeasonPlan) -> Group:
    """Episodes down, stages across; then what has changed, why parts are to be made, and what that takes."""
    told: list[RenderableType] = [_board(plan.episodes)]
    told += [Text(f"{one.name}: {visible(one.error)}", "red") for one in plan.with_standing("unreadable")]
    told += [Text(visible(remark), "yellow") for remark in plan.remarks]
    told += [Text(line) for line in _changed(plan.to_do)]
    if found := reasons(plan.to_do):
        told.append(_reasons(found))
    return Group(*told, *map(Text, summary(plan)))


def summary(plan: SeasonPlan) -> Iterator[str]:
    """In some lines: how many are current, how many to do, and what that takes."""
    current, unreadable = plan.with_standing("current"), plan.with_standing("unreadable")
    counts = [f"{len(current)} of {len(plan.episodes)} episodes are current", f"{len(plan.to_do)} to do"]
    if rewritten := [one for one in plan.to_do if not any(one.open_stages)]:
        counts[-1] += f" (of {len(rewritten)} all parts are there: they are fitted and written anew)"
    counts += [f"{len(unreadable)} cannot be read"] if unreadable else []
    yield ", ".join(counts)
    if plan.estimate is not None:
        yield _time(plan)
        free, needed = decimal(plan.free), decimal(plan.estimate.bytes)
        yield f"takes about {needed} on the disk, {free} are free"
    elif plan.to_do:
        yield f"how long it takes is not known yet; {decimal(plan.free)} are free on the disk"
    for weights in plan.weights:
        yield _weights(weights)


def plan_lines(plan: SeasonPlan) -> Iterator[dict[str, Any]]:
    """JSON-able: one for each episode, and one for all."""
    for one in plan.episodes:
        expected = {"seconds": round(one.expected.seconds, 3), "bytes": one.expected.bytes}
        stages = [vars(stage) | {"misses": _misses(stage)} for stage in one.stages]
        yield {"event": "episode_planned"} | vars(one) | {"stages": stages, "expected": expected}
    yield {
        "event": "season_planned",
        "targets": plan.targets,
        "workers": plan.workers,
        "remarks": plan.remarks,
        "standings": {
            standing: len(found) for standing in _STYLES if (found := plan.with_standing(standing))
        },
        "reasons": [reason._asdict() for reason in reasons(plan.to_do)],
        "estimate": vars(plan.estimate) if plan.estimate else None,
        "free": plan.free,
        "weights": [weights._asdict() for weights in plan.weights],
    }


def _misses(stage: StagePlan) -> list[dict[str, str]]:
    return [{"part": part, "why": why} for part, why in stage.misses]


# ── episodes and stages ──────────────────────────────────────────────────────────────────────────────


def _board(episodes: Sequence[EpisodePlan]) -> Table:
    """Stages of a kind (`translate en`, `translate es`) share a column."""
    kinds = list(dict.fromkeys(_kind(stage) for one in episodes for stage in one.stages))
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_footer=True)
    table.add_column("episode", footer="all", overflow="fold")
    table.add_column("", footer=f"{len(episodes)}", no_wrap=True)
    for kind in kinds:
        table.add_column(kind, footer=_cell(episodes, kind), justify="right", no_wrap=True)
    for group in _rows(episodes):
        cells = [_cell(group, kind) for kind in kinds]
        table.add_row(Text(visible(_names(group))), _standing(group), *cells)
    return table


def _rows(episodes: Sequence[EpisodePlan]) -> Iterator[Sequence[EpisodePlan]]:
    for current, group in groupby(episodes, key=lambda one: one.standing == "current"):
        found = list(group)
        yield from [found] if current and len(found) >= _ROW else [[one] for one in found]


def _names(group: Sequence[EpisodePlan]) -> str:
    return group[0].name if len(group) == 1 else f"{group[0].name} … {group[-1].name}"


def _standing(group: Sequence[EpisodePlan]) -> Text:
    standing = group[0].standing
    return Text(standing if len(group) == 1 else f"{len(group)} {standing}", _STYLES[standing])


def _cell(episodes: Sequence[EpisodePlan], kind: str) -> str:
    """`8/12` parts are there; `8/?` where a stage that was not run yet decides how many there are."""
    stages = [stage for one in episodes for stage in one.stages if _kind(stage) == kind]
    parts, hits = sum(stage.parts for stage in stages), sum(stage.hits for stage in stages)
    if any(stage.waits_for for stage in stages):
        return f"{hits}/?"
    return f"{hits}/{parts}" if parts else _NO_PARTS


def _kind(stage: StagePlan) -> str:
    return stage.stage.partition(" ")[0]


# ── why ──────────────────────────────────────────────────────────────────────────────────────────────


def _changed(episodes: Sequence[EpisodePlan]) -> Iterator[str]:
    """`changed: glossary, for 9 episodes`"""
    if corrected := [one.corrected_source for one in episodes if one.corrected_source]:
        yield f"{visible(', '.join(corrected))} {'was' if len(corrected) == 1 else 'were'} corrected by hand"
    names = Counter(name for one in episodes for name in one.changed if not _is_told(name, one))
    for name, count in names.items():
        yield f"changed: {name}, for {counted(count, 'episode')}"


def _is_told(name: str, episode: EpisodePlan) -> bool:
    return name == TRANSCRIPT and bool(episode.corrected_source)


def _reasons(found: Sequence[Reason]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("stage", no_wrap=True)
    table.add_column("why", ratio=1, overflow="fold")
    table.add_column("parts", justify="right")
    table.add_column("in")
    for reason in found:
        where = reason.episodes[0] if len(reason.episodes) == 1 else counted(len(reason.episodes), "episode")
        table.add_row(reason.stage, Text(visible(reason.why)), str(reason.parts), Text(visible(where)))
    return table


# ── what it takes ────────────────────────────────────────────────────────────────────────────────────


def _time(plan: SeasonPlan) -> str:
    assert plan.estimate is not None
    estimate = plan.estimate
    if estimate.seconds is None:
        return "how long it takes depends on the cluster: --workers tells the plan with how many to reckon"
    long = estimate.seconds >= _LONG_S
    how_long = f"about {timedelta(seconds=round(estimate.seconds))}" if long else "less than a minute"
    known = f"{estimate.parts} parts of {counted(estimate.episodes, 'episode')}"
    unknown = f"; without {', '.join(estimate.unknown)}, not known yet" if estimate.unknown else ""
    return f"takes {how_long} with {plan.workers} workers, by what {known} took{unknown}"


def _weights(weights: Weights) -> str:
    here = "are here" if weights.is_here else "are to be pulled first"
    return f"opens {weights.model} ({weights.engine}): its weights, {decimal(weights.bytes)}, {here}"
