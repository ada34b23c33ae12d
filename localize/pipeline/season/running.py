"""`localize season`: every episode of a folder; what is current is left alone, what fails fails by itself."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from localize.config import home
from localize.errors import (
    ChecksFailed,
    ConfigurationError,
    EngineUnavailable,
    InputError,
    Interrupted,
    LocalizeError,
    SeasonIncomplete,
    StoreError,
    WeightsCorrupt,
    WeightsMissing,
)
from localize.events import (
    EpisodeCurrent,
    EpisodeStarted,
    SeasonDone,
    SeasonListener,
    SeasonStarted,
    Warned,
    ignore_season,
)
from localize.pipeline import jobs
from localize.pipeline.job import prepare
from localize.pipeline.season.account import Account, failed
from localize.pipeline.season.asked import SeasonJob
from localize.pipeline.season.current import Series
from localize.pipeline.season.finding import Found, find
from localize.pipeline.season.lanes import Turns, side_by_side
from localize.pipeline.season.staff import Staff, hired
from localize.pipeline.season.state import STATE_FILE, SeasonState, begun, read_state
from localize.pipeline.workshop import Workshop
from localize.store.claim import claimed

# Of whatever befalls an episode, with its name: for who wants to see where it came from.
Failure: TypeAlias = Callable[[str, BaseException], None]
# What every further episode would fail of too.
_OF_ALL = (ConfigurationError, EngineUnavailable, Interrupted, WeightsCorrupt, WeightsMissing)
# A disk that takes nothing more takes nothing of the next episode either.
_NO_MORE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def season(
    job: SeasonJob, listener: SeasonListener = ignore_season, failure: Failure = lambda *_: None
) -> SeasonState:
    """Episodes → their subtitles and records, and `season.json`, the account of the run.

    Raises SeasonIncomplete when some episodes failed and the others are done, ChecksFailed when all are done
    and some not as a strict series wants them, and the error itself where every further episode would have
    failed of it too.
    """
    found = find(job.folder)
    with claimed(job.place.resolve() / STATE_FILE, home() / "claims"):
        before = read_state(job.place)
        chosen = chosen_of(job, found, before)
        base = jobs.with_targets(prepare(job.of(chosen[0])))
        series = Series(base, job)
        means, pool = hired(job, base, chosen, lambda text: account("", Warned(text)))
        state = begun(job.place, found, chosen, before, series.targets, means.workers)
        account = Account(job.place, state, listener)
        run = _Run(series, account, pool, failure)
        try:
            account("", SeasonStarted(str(job.folder), tuple(path.stem for path in chosen), means.workers))
            for remark in found.remarks:
                account("", Warned(remark))
            run.work(chosen, len(chosen) if means.order == "stage" else means.workers + 1)
        finally:
            pool.close()
            account.close()
        return _judged(account, run.unaccepted)


def chosen_of(job: SeasonJob, found: Found, before: SeasonState | None) -> list[Path]:
    """The episodes that are asked for. Raises InputError when there are none."""
    chosen = found.only(job.only)
    if not job.retry_failed:
        return chosen
    gone_wrong = {one.name for one in before.with_status("failed")} if before else set()
    chosen = [path for path in chosen if path.stem in gone_wrong]
    if not chosen:
        raise InputError(f"no episode of {job.folder} has failed in its last run", "leave out --retry-failed")
    return chosen


class _Run:
    def __init__(self, series: Series, account: Account, pool: Staff, failure: Failure) -> None:
        self._series, self._account, self._pool, self._failure = series, account, pool, failure
        self._turns = Turns()
        self._workshop = Workshop(self._turns.waiting(pool.execute))
        self.unaccepted: list[str] = []

    def work(self, episodes: Sequence[Path], lanes: int) -> None:
        """What people corrected in any episode counts for all: it is learned before the first begins."""
        for media in episodes:
            self._series.learn(media)
        side_by_side(self._episode, episodes, lanes, self._pool.close)

    def _episode(self, media: Path) -> None:
        with self._turns:
            listen = partial(self._account, media.stem)
            try:
                current = self._series.current(media, self._workshop)
                if current is not None:
                    listen(EpisodeCurrent(current.totals.lines, current.totals.flagged))
                    return
                listen(EpisodeStarted())
                jobs.subtitle(self._series.setup(media), listen, self._workshop)
            except ChecksFailed:
                self.unaccepted.append(media.stem)
            except Exception as error:  # one episode never stops the season, whatever it is
                self._failure(media.stem, error)
                told = LocalizeError.behind(error)
                if _ends_all(told, error):
                    raise told from error
                listen(failed(told))


def _ends_all(told: LocalizeError, error: BaseException) -> bool:
    cause = error.__cause__ if isinstance(error, StoreError) else error
    full = isinstance(cause, OSError) and cause.errno in _NO_MORE
    return full or isinstance(told, _OF_ALL)


def _judged(account: Account, unaccepted: Sequence[str]) -> SeasonState:
    state = account.state
    lost, current = state.with_status("failed"), state.with_status("current")
    finished = len(state.with_status("done", "current"))
    account("", SeasonDone(finished, len(current), len(lost), state.seconds))
    if lost:
        raise SeasonIncomplete(
            f"{len(lost)} of {len(state.episodes)} episodes failed: {', '.join(one.name for one in lost)}",
            "see why with `localize status`, mend them, and run again with --retry-failed",
        )
    if unaccepted:
        raise ChecksFailed(
            f"{len(unaccepted)} of {len(state.episodes)} episodes are done and have open violations: "
            f"{', '.join(sorted(unaccepted))}",
            "see them with `localize show --flagged` of their records",
        )
    return state
