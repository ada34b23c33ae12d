"""`localize season`: every episode of a folder; what is current is left alone, what fails fails by itself."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from localize.config import home
from localize.errors import ChecksFailed, EndpointError, LocalizeError, SeasonIncomplete
from localize.events import (
    EpisodeCurrent,
    EpisodeStarted,
    Listener,
    SeasonDone,
    SeasonListener,
    SeasonStarted,
    Warned,
    ignore_season,
)
from localize.pipeline import jobs
from localize.pipeline.delivered import as_text
from localize.pipeline.season.account import Account, failed
from localize.pipeline.season.asked import SeasonJob, chosen_of, prepared
from localize.pipeline.season.current import Series
from localize.pipeline.season.endings import ends_all
from localize.pipeline.season.finding import find
from localize.pipeline.season.lanes import Turns, side_by_side
from localize.pipeline.season.outage import IN_A_ROW, Outage
from localize.pipeline.season.precedence import in_turn
from localize.pipeline.season.region import region_of
from localize.pipeline.season.staff import Staff, hired
from localize.pipeline.season.state import STATE_FILE, SeasonState, begun, read_state
from localize.pipeline.workshop import Workshop
from localize.store.claim import claimed
from localize.store.files import require_writable

# Of whatever befalls an episode, with its name: for who wants to see where it came from.
Failure: TypeAlias = Callable[[str, BaseException], None]


def season(
    job: SeasonJob, listener: SeasonListener = ignore_season, failure: Failure = lambda *_: None
) -> SeasonState:
    """Episodes → their subtitles and records, and `season.json`, the account of the run.

    Raises SeasonIncomplete when some episodes failed and the others are done, ChecksFailed when all are done
    and some not as a strict series wants them, and the error itself where every further episode would have
    failed of it too.
    """
    found = find(job.folder)
    require_writable(job.place / STATE_FILE)
    with claimed(job.place.resolve() / STATE_FILE, home() / "claims"):
        before = read_state(job.place)
        chosen = chosen_of(job, found, before)
        base = prepared(job, chosen[0])
        series = Series(base, job)
        means, pool = hired(job, base, chosen, lambda text: account("", Warned(text)))
        with closing(pool):
            state = begun(job.place, found, chosen, before, series.targets, means.workers)
            account = Account(job.place, state, listener)
            run = _Run(series, account, pool, means.order, failure)
            try:
                with closing(pool):  # before the account, which tells also what went wrong with that
                    names = tuple(as_text(path.stem) for path in chosen)
                    account("", SeasonStarted(str(job.folder), names, means.workers))
                    for remark in found.remarks:
                        account("", Warned(remark))
                    run.equip()
                    run.work(chosen, len(chosen) if means.order == "stage" else means.workers + 1)
                    run.compare(chosen)
            finally:
                account.close(sys.exception())
        return _judged(account, {as_text(path.stem) for path in chosen}, run.unaccepted)


class _Run:
    def __init__(self, series: Series, account: Account, pool: Staff, order: str, failure: Failure) -> None:
        self._series, self._account, self._pool, self._failure = series, account, pool, failure
        self._turns, self._order, self._outage = Turns(), order, Outage()
        self._workshop = Workshop(away=self._turns.away)
        self._has_made = False
        self.unaccepted: list[str] = []

    def equip(self) -> None:
        """Once for all episodes: where their finished parts go and what the pull of weights tells is told of
        the season."""
        listen = partial(self._account, "")
        self._workshop.store(self._series.base.store_place, listen)
        jobs.engines_of(self._series.base, self._workshop, listen)

    def work(self, episodes: Sequence[Path], lanes: int) -> None:
        """What people corrected in any episode counts for all: it is learned before the first begins."""
        for media in episodes:
            self._series.learn(media)
        side_by_side(self._episode, list(enumerate(episodes)), lanes, self._pool.close)

    def compare(self, episodes: Sequence[Path]) -> None:
        """One that has its dialogue where no other has it was misread, or is not of the series."""
        if not self._has_made or self._series.settings.watch.region:
            return
        screens = {as_text(media.stem): self._series.screen(media) for media in episodes}
        region = region_of(screens)
        for name, remark in region.remarks() if region else ():
            self._account(name, Warned(remark))

    def _workshop_of(self, number: int) -> Workshop:
        """That of one episode; what its work waits for depends on its number."""
        execute = in_turn(self._pool.execute, self._order, number)
        return replace(self._workshop, execute=self._turns.waiting(execute))

    def _episode(self, numbered: tuple[int, Path]) -> None:
        number, media = numbered
        name = as_text(media.stem)
        listen = partial(self._account, name)
        with self._turns:
            try:
                self._make(number, media, listen)
            except ChecksFailed:
                self.unaccepted.append(name)
            except Exception as error:  # one episode never stops the season, whatever it is
                self._failure(name, error)
                told = LocalizeError.behind(error)
                if ends_all(told, error):
                    if told is error:  # with the cause that it has
                        raise
                    raise told from error
                listen(failed(told))
                if self._outage.is_met_by(told):
                    raise EndpointError(f"{IN_A_ROW} episodes in a row: {told.message}", told.hint) from error

    def _make(self, number: int, media: Path, listen: Listener) -> None:
        current = self._series.current(media, self._workshop)
        if current is None:
            listen(EpisodeStarted())
            self._has_made = True
            try:
                jobs.subtitle(self._series.setup(media), listen, self._workshop_of(number))
            except ChecksFailed:  # it is done all the same
                self._outage.heal()
                raise
            self._outage.heal()
            return
        listen(EpisodeCurrent(current.totals.lines, current.totals.flagged))
        self._series.accept(media, current)


def _judged(account: Account, chosen: Collection[str], unaccepted: Sequence[str]) -> SeasonState:
    """By those that this run was asked for."""
    state = account.state
    asked = [one for one in state.episodes if one.name in chosen]
    lost = [one.name for one in asked if one.status == "failed"]
    current = sum(one.status == "current" for one in asked)
    account("", SeasonDone(len(asked) - len(lost), current, len(lost), state.seconds))
    if lost:
        why = f"`localize status {shlex.quote(state.series)}`"
        raise SeasonIncomplete(
            f"{len(lost)} of {len(asked)} episodes failed: {', '.join(lost)}",
            f"see why with {why}, mend them, and run again with --retry-failed",
        )
    if unaccepted:
        raise ChecksFailed(
            f"{len(unaccepted)} of {len(asked)} episodes are done and have open violations: "
            f"{', '.join(sorted(unaccepted))}",
            "see them with `localize show --flagged` of their records",
        )
    return state
