"""Several files: one that fails never stops the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from localize.cli.failures import teller
from localize.cli.progress import reporting
from localize.cli.streams import say
from localize.errors import ChecksFailed, LocalizeError, SeasonIncomplete
from localize.events import Listener

if TYPE_CHECKING:
    from localize.pipeline.job import Job
    from localize.pipeline.record import RunRecord

    Run = Callable[[Job, Listener], RunRecord]


def run_all(
    run: Run,
    jobs: Sequence[Job],
    *,
    as_json: bool,
    quiet: bool,
    first: Callable[[Job], None] | None = None,
) -> None:
    """Runs the jobs one after the other. A wrong name or setting is told before any work; what comes `first`
    is done with every job before the first one runs.

    Raises the error itself when there was one job, else SeasonIncomplete after the last, or ChecksFailed
    where all were done and some not as they must be.
    """
    from localize.pipeline.job import prepare

    for job in jobs:
        prepare(job)
    if first is not None:
        for job in jobs:
            first(job)
    failed = unaccepted = 0
    for number, job in enumerate(jobs, 1):
        if len(jobs) > 1 and not (as_json or quiet):
            say(f"{job.media} ({number} of {len(jobs)})")
        try:
            with reporting(as_json=as_json, quiet=quiet) as listener:
                run(job, listener)
        except (LocalizeError, MemoryError, OSError) as error:
            if len(jobs) == 1 or isinstance(error, BrokenPipeError) or teller().interruption.asked:
                raise
            if isinstance(error, ChecksFailed):
                unaccepted += 1
            else:
                failed += 1
            teller().tell(error, file=str(job.media))
    if failed:
        raise _incomplete(failed, len(jobs))
    if unaccepted:
        raise ChecksFailed(
            f"{unaccepted} of {len(jobs)} files are done and have open violations",
            "see them as is said above",
        )


def _incomplete(failed: int, of: int) -> SeasonIncomplete:
    return SeasonIncomplete(
        f"{failed} of {of} files failed; the others are done" if failed < of else f"all {of} files failed",
        "mend them and run the same command again: what is finished is not done twice",
    )
