"""`season.html`: what a person wants to know once the run of a season has ended, and what to do first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from localize.deliver.report.frame import Tile
from localize.deliver.report.season import Counted, Failure, Summary, season_page
from localize.domain.finding import BLOCKING, WARNING, Severity
from localize.pipeline.record import RECORD_ENDING, read_record
from localize.pipeline.season.figures import (
    details_of,
    episodes_table,
    flags_of,
    graded,
    stages_table,
)
from localize.pipeline.season.riskiest import Told, lines_in, riskiest, season_command
from localize.pipeline.season.state import EpisodeState, SeasonState, Shift, Status
from localize.pipeline.season.warned import grouped
from localize.store.files import write_atomic
from localize.wording import counted, duration, moment

PAGE_FILE = "season.html"
# Of these the subtitles are what they are to be.
_FINISHED: tuple[Status, ...] = ("done", "current")
_LOST: dict[Status, Severity] = {"failed": BLOCKING, "stopped": WARNING, "aside": WARNING}
_OPEN: dict[Status, Severity] = {"failed": BLOCKING, "stopped": WARNING, "waiting": WARNING}
# Lines that a person reads at a sitting.
_UNFOLDED = 30


def write_summary(folder: Path, state: SeasonState) -> None:
    """Raises StoreError."""
    write_atomic(folder / PAGE_FILE, page_of(folder, state).encode("utf-8", "backslashreplace"))


def page_of(folder: Path, state: SeasonState) -> str:
    """`folder` is where the records are."""
    told = list(_told(folder, state))
    risky = riskiest(told, state)
    records = {one.name: one.record for one in told}
    return season_page(
        Summary(
            title=_title(state, told),
            told=list(_facts(state)),
            ended=state.error,
            folder=state.out or state.series,
            again=_again(state),
            tiles=list(_tiles(state, told)),
            failures=list(_failures(state)),
            risky=risky,
            of=lines_in(told),
            unfolded=_UNFOLDED,
            table=episodes_table(state, records),
            stages=stages_table(state),
            flags=graded(sum((flags_of(one.record, state.targets) for one in told), Counter[str]())),
            warnings=_warnings(state.episodes),
            remarks=state.remarks,
            models=list(dict.fromkeys(model.name for one in told for model in one.record.models)),
            episodes=details_of(state, records),
        )
    )


def _told(folder: Path, state: SeasonState) -> Iterator[Told]:
    for number, one in enumerate(state.episodes, 1):
        record = read_record(folder / f"{one.name}{RECORD_ENDING}") if one.status in _FINISHED else None
        if record is not None:
            yield Told(one.name, f"#episode-{number}", record)


def _title(state: SeasonState, told: Sequence[Told]) -> str:
    titles = (one.record.settings.series.title for one in told)
    return next(filter(None, titles), Path(state.series).name)


def _facts(state: SeasonState) -> Iterator[str]:
    """Of the last run that made anything; where this one did not, what it has found is what that one made."""
    worked = state.worked
    if worked is None:
        yield moment(state.started)
        yield f"{duration(state.seconds)} with {counted(state.workers, 'worker')}"
    else:
        yield moment(worked.started)
        yield took(worked)
    yield f"into {', '.join(state.targets)}"
    if worked is not None and worked.started != state.started:
        yield f"looked over again {moment(state.started)}: nothing was made"


def took(shift: Shift) -> str:
    """`7:12:33 with 2 workers, 80 episodes, 11.1 an hour`; of a single one no rate is told."""
    told = f"{duration(shift.seconds)} with {counted(shift.workers, 'worker')}"
    told += f", {counted(shift.episodes, 'episode')}" if shift.episodes else ""
    return f"{told}, {shift.per_hour:.1f} an hour" if shift.episodes > 1 else told


def _again(state: SeasonState) -> str:
    """Nothing where nothing is left to do."""
    failed = state.with_status("failed")
    open_ones = [one for one in state.with_status("waiting", "stopped") if one.asked]
    if not failed and not open_ones:
        return ""
    return season_command(state, *([] if open_ones else ["--retry-failed"]))


def _tiles(state: SeasonState, told: Sequence[Told]) -> Iterator[Tile]:
    counts = Counter(one.status for one in state.episodes)
    totals = [one.record.totals for one in told]
    flagged = sum(one.flagged for one in totals)
    required = sum(one.terms_required for one in totals)
    met = sum(one.terms_met for one in totals)
    media_s = sum(one.duration_ms for one in state.episodes) / 1000
    yield Tile(str(len(state.episodes) - counts["aside"]), "episodes")
    yield Tile(str(counts["done"] + counts["current"]), "finished")
    for status, grade in _OPEN.items():
        if counts[status]:
            yield Tile(str(counts[status]), status, grade)
    if media_s:
        yield Tile(f"{media_s / 60:,.0f}", "minutes")
    yield Tile(f"{sum(one.lines for one in totals):,}", "lines")
    yield Tile(f"{flagged:,}", "to look at", WARNING if flagged else "")
    if required:
        yield Tile(f"{required - met:,}", "terms missed", WARNING if met < required else "")


def _failures(state: SeasonState) -> Iterator[Failure]:
    """What failed first: the rest may be the end of the run's own making."""
    for status, grade in _LOST.items():
        for one in state.with_status(status):
            yield Failure(one.name, status, grade, one.reason, one.hint)


def _warnings(episodes: Sequence[EpisodeState]) -> list[Counted]:
    told = ((one.name, warning) for one in episodes for warning in one.warnings)
    return [Counted(one.message, len(one.episodes), WARNING, one.where) for one in grouped(told)]
