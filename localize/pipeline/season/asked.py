"""What was asked of a season, and what of it the series and the machine decide."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from localize.config import SETTINGS_FILE, RunTable
from localize.cores import core_count
from localize.errors import ConfigurationError, InputError
from localize.pipeline.delivered import as_text
from localize.pipeline.job import Job, Setup, prepare
from localize.pipeline.season.finding import Found
from localize.pipeline.season.state import SeasonState

_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]?)i?B?\s*", re.IGNORECASE)
_POWERS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}


@dataclass(frozen=True)
class SeasonJob:
    """What is to be done with the episodes in `folder`. `like` is the job of each, its media aside. `only`
    are names, numbers and ranges (`E03`, `7-12`), by default all. What is None is taken from `[run]` of the
    series. `retry_failed` takes those alone that failed in the last run."""

    folder: Path
    like: Job
    only: tuple[str, ...] = ()
    workers: int | None = None
    memory: str | None = None
    order: str | None = None
    retry_failed: bool = False
    cluster: str | None = None

    @property
    def place(self) -> Path:
        """Where the subtitles go, and the account of the run."""
        return self.like.out or self.folder

    def of(self, media: Path) -> Job:
        """That of one episode."""
        series = self.like.series or (self.folder if (self.folder / SETTINGS_FILE).is_file() else None)
        return replace(self.like, media=media, series=series, whole=True)

    def cluster_of(self, table: RunTable) -> str:
        """Empty for this machine alone."""
        return table.cluster if self.cluster is None else self.cluster


def prepared(job: SeasonJob, media: Path) -> Setup:
    """That of one episode. Raises ConfigurationError, also where nobody told a language to translate into."""
    setup = prepare(job.of(media))
    if not setup.targets:
        command = f"localize season {shlex.quote(as_text(str(job.folder)))} --to en"
        raise ConfigurationError(
            f"{job.folder} has no language to translate into but {setup.source}, that of the source",
            f'name one: `{command}`, or targets = ["en"] under [series] in its {SETTINGS_FILE}',
        )
    return setup


def chosen_of(job: SeasonJob, found: Found, before: SeasonState | None) -> list[Path]:
    """The episodes that are asked for; those that failed the last time come last, for they may end the run
    once more. Raises InputError when there are none."""
    chosen = found.only(job.only)
    gone_wrong = {one.name for one in before.episodes if one.has_failed} if before else set()
    if not job.retry_failed:
        return sorted(chosen, key=lambda path: as_text(path.stem) in gone_wrong)
    chosen = [path for path in chosen if as_text(path.stem) in gone_wrong]
    if not chosen:
        raise InputError(f"no episode of {job.folder} has failed in its last run", "leave out --retry-failed")
    return chosen


@dataclass(frozen=True)
class Means:
    """`workers` processes, each with `threads` cores and `memory` bytes."""

    workers: int
    threads: int
    memory: int
    order: str

    @classmethod
    def of(cls, job: SeasonJob, table: RunTable) -> Means:
        """Two cores a worker, and at least two workers: most stages keep one core busy or two, and none of
        them keeps many. Raises ConfigurationError."""
        cores = core_count()
        workers = job.workers or table.workers or max(2, cores // 2)
        memory = memory_of(job.memory or table.memory)
        return cls(workers, max(1, cores // workers), memory // workers, job.order or table.order)


def memory_of(text: str) -> int:
    """`12 GiB` in bytes; the machine's where it is empty. Raises ConfigurationError."""
    if not text:
        return int(psutil.virtual_memory().total)
    size = _SIZE.fullmatch(text)
    if size is None:
        raise ConfigurationError(f"memory is {text!r}", "give a size: 12 GiB")
    return int(float(size[1]) * 1024 ** _POWERS[size[2].upper()])
