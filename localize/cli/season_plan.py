"""The plan of a season as tables and as JSON lines, and in short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.filesize import decimal
from rich.table import Table
from rich.text import Text

from localize.cli.season_plan_board import STYLES, PlanBoard
from localize.cli.streams import visible
from localize.cli.tables import with_whole_words
from localize.pipeline.made_from import TRANSCRIPT
from localize.pipeline.plan import StagePlan
from localize.pipeline.plan_words import in_words, of_episode
from localize.pipeline.season.planned import SeasonPlan, Weights
from localize.pipeline.season.reasons import Reason, reasons
from localize.wording import counted, duration

# Of more only the number is told.
_NAMED = 3
_LONG_S = 60  # below, an estimate says little


def plan_tables(plan: SeasonPlan) -> Group:
    """Episodes down, stages across; then what has changed, why parts are to be made, and what that takes."""
    told: list[RenderableType] = [PlanBoard(plan.episodes)]
    told += [Text(f"{one.name}: {visible(one.error)}", "red") for one in plan.with_standing("unreadable")]
    told += [Text(visible(remark), "yellow") for remark in plan.remarks]
    if _changed(plan):
        told.append(_changes(plan))
    if found := reasons(plan.to_do, in_words):
        told.append(_reasons(found))
    return Group(*told, *map(Text, summary(plan)))


def summary(plan: SeasonPlan) -> Iterator[str]:
    """In some lines: how many are current, how many to do, and what that takes."""
    yield ", ".join(_counts(plan))
    if plan.estimate is not None:
        yield _time(plan)
        free, needed = decimal(plan.free), decimal(plan.estimate.bytes)
        yield f"takes about {needed} on the disk, {free} are free"
    elif plan.made_again:
        yield _without_estimate(plan)
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
        "corrected": plan.corrected,
        "standings": {standing: len(found) for standing in STYLES if (found := plan.with_standing(standing))},
        "reasons": [reason._asdict() for reason in reasons(plan.to_do)],
        "estimate": vars(plan.estimate) if plan.estimate else None,
        "free": plan.free,
        "weights": [weights._asdict() for weights in plan.weights],
    }


def _misses(stage: StagePlan) -> list[dict[str, str]]:
    return [{"part": part, "why": why} for part, why in stage.misses]


# ── why ──────────────────────────────────────────────────────────────────────────────────────────────


def _changes(plan: SeasonPlan) -> Table:
    """What is not as it was, and what comes of it: most of it redoes few of the episodes that it concerns."""
    table = _table("what has changed", "done again", "only looked at")
    for name in _changed(plan):
        concerned = [one for one in plan.to_do if name in one.changed]
        again = [one.name for one in concerned if one.is_made_again]
        looked_at = [one.name for one in concerned if not one.is_made_again]
        table.add_row(Text(visible(_what(name, plan))), Text(_listed(again)), Text(_listed(looked_at)))
    return with_whole_words(table)


def _changed(plan: SeasonPlan) -> list[str]:
    return list(dict.fromkeys(name for one in plan.to_do for name in one.changed))


def _what(name: str, plan: SeasonPlan) -> str:
    """Lines that people have corrected since the last run are counted, where they are known, and files of the
    source that they have corrected are named."""
    files = [one.corrected_source for one in plan.to_do if one.corrected_source]
    if name == TRANSCRIPT and files:
        return f"{', '.join(files)} {'was' if len(files) == 1 else 'were'} corrected by hand"
    lines = sum(plan.corrected.values())
    if name != "memory" or not lines:
        return of_episode(name)
    return f"{counted(lines, 'corrected line')} ({', '.join(plan.corrected)})"


def _listed(names: Sequence[str]) -> str:
    """`none`, `E01, E02`, `9 episodes`"""
    if len(names) > _NAMED:
        return counted(len(names), "episode")
    return visible(", ".join(names)) or "none"


def _table(*titles: str) -> Table:
    """What is too long for a row goes on in the next."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    for title in titles:
        table.add_column(title, overflow="fold")
    return table


def _reasons(found: Sequence[Reason]) -> Table:
    table = _table("stage", "why", "parts", "in")
    table.columns[2].justify = "right"
    for reason in found:
        where = _listed(reason.episodes)
        table.add_row(reason.stage, Text(visible(reason.why)), str(reason.parts), Text(where))
    return with_whole_words(table)


# ── what it takes ────────────────────────────────────────────────────────────────────────────────────


def _counts(plan: SeasonPlan) -> Iterator[str]:
    current, unreadable = plan.with_standing("current"), plan.with_standing("unreadable")
    yield f"{len(current)} of {len(plan.episodes)} episodes are current"
    yield f"{len(plan.made_again)} to do"
    if looked_at := len(plan.to_do) - len(plan.made_again):
        yield f"{looked_at} only to look at (all their parts are there: they are fitted and written anew)"
    if unreadable:
        yield f"{len(unreadable)} cannot be read"


def _time(plan: SeasonPlan) -> str:
    assert plan.estimate is not None
    estimate = plan.estimate
    if estimate.seconds is None:
        return "how long it takes depends on the cluster: --workers tells the plan with how many to reckon"
    how_long = f"about {duration(estimate.seconds)}" if estimate.seconds >= _LONG_S else "less than a minute"
    known = f"{estimate.parts} parts of {counted(estimate.episodes, 'episode')}"
    unknown = f"; without {', '.join(estimate.unknown)}, not known yet" if estimate.unknown else ""
    workers = counted(plan.workers or 0, "worker")
    return f"takes {how_long} with {workers}, by what {known} took{unknown}"


def _without_estimate(plan: SeasonPlan) -> str:
    """What is known all the same."""
    long = f"; {duration(plan.media_ms / 1000)} of film to go through" if plan.media_ms else ""
    return (
        "no estimate: of what is to do, nothing was run for this series with these engines "
        f"on this machine yet{long}; {decimal(plan.free)} are free on the disk"
    )


def _weights(weights: Weights) -> str:
    here = "are here" if weights.is_here else "are to be pulled first"
    return f"opens {weights.model} ({weights.engine}): its weights, {decimal(weights.bytes)}, {here}"
