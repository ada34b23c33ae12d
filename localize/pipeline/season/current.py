"""What the episodes of a season have in common, looked up once; and which of them need nothing done."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from localize.cached import cached
from localize.config import Settings
from localize.domain.screen import UNKNOWN, Screen
from localize.errors import LocalizeError
from localize.pipeline import jobs
from localize.pipeline.choosing import is_vertical, profile_of
from localize.pipeline.corrected import correction_of
from localize.pipeline.job import Setup, series_folder
from localize.pipeline.made_from import is_current, made_from
from localize.pipeline.original import measure_since
from localize.pipeline.record import MemoryRecord, RunRecord, read_record
from localize.pipeline.remembering import Remembered, learn_ahead, memory_file
from localize.pipeline.season.asked import SeasonJob
from localize.pipeline.session import names_of
from localize.pipeline.workshop import Workshop


class Series:
    """`base` is the setup of any of its episodes. What it was read from may change during the run: that is
    for the next one, so that one run has one glossary."""

    def __init__(self, base: Setup, job: SeasonJob) -> None:
        self._base, self._job = base, job

    @property
    def base(self) -> Setup:
        return self._base

    @property
    def settings(self) -> Settings:
        return self._base.settings

    @property
    def targets(self) -> tuple[str, ...]:
        return self._base.targets

    def setup(self, media: Path, vertical: Callable[[], bool] | None = None) -> Setup:
        """Of one episode; `vertical` looks at the picture where its profile depends on it."""
        job = self._job.of(media)
        profile = profile_of(self.settings, series_folder(job), vertical or partial(is_vertical, media))
        return replace(self._base, job=job, profile=profile)

    def learn(self, media: Path) -> None:
        """What people corrected in its subtitles. What goes wrong here its own run meets, and tells."""
        with suppress(LocalizeError):
            job = self._job.of(media)
            learn_ahead(job, names_of(job, media.stem))

    def current(self, media: Path, workshop: Workshop) -> RunRecord | None:
        """The record of an episode that needs nothing done; None for all others. Raises InputError for one
        that cannot be read."""
        names = names_of(self._job.of(media), media.stem)
        record = None if self._job.like.force else read_record(names.record)
        if record is None or record.media.path != str(media.resolve()):
            return None
        setup = self.setup(media, lambda: record.screen.is_vertical)
        measured, engines = measure_since(media, record), jobs.engines_of(setup, workshop)
        correction = correction_of(names, setup.source, record)
        now = made_from(setup, measured, engines, self._memory, correction)
        return record if is_current(record, now, names.folder) else None

    def screen(self, media: Path) -> Screen:
        """The picture of an episode, as its last run saw it."""
        record = read_record(names_of(self._job.of(media), media.stem).record)
        return record.screen if record else UNKNOWN

    def accept(self, media: Path, record: RunRecord) -> None:
        """Raises ChecksFailed where the series is strict and the episode leaves a violation open."""
        names = names_of(self._job.of(media), media.stem)
        jobs.accept(record, self._base, names)

    @cached
    def _memory(self) -> MemoryRecord | None:
        """As it is once all corrections are learned."""
        folder = names_of(self._job.of(self._base.job.media), "").folder
        return Remembered(memory_file(self._base.job, folder).memory()).record
