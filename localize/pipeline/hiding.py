"""What is burned into an episode's picture, for covering it."""

from __future__ import annotations

from localize.domain.screen import Burned
from localize.events import Listener
from localize.pipeline import jobs
from localize.pipeline.job import Job
from localize.pipeline.original import measure
from localize.pipeline.record import RunRecord
from localize.pipeline.screening import burned_of


def burned_into(job: Job, record: RunRecord | None, listener: Listener) -> tuple[Burned, ...]:
    """As the run of the `record` saw it in this very file, else as it is seen now; what `localize watch` has
    found before is not looked for again. Raises LocalizeError."""
    if record is not None and record.screen.burned and record.media.digest == measure(job.media).digest:
        return record.screen.burned
    looking = Job(job.media, series=job.series, out=job.out, watch="on")
    return burned_of(jobs.watch(looking, listener))
