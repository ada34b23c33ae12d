"""What a run of the season would do, episode by episode, and why; nothing is run or written."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from localize.config import RunTable, home
from localize.containers import length_ms
from localize.domain.episode import Media
from localize.domain.memory import Memory
from localize.errors import LocalizeError, NotMedia
from localize.events import ignore
from localize.listen.recognize import Recognize
from localize.listen.voices import EncodeVoices
from localize.pipeline import jobs
from localize.pipeline.choosing import is_vertical
from localize.pipeline.corrected import Correction, correction_of
from localize.pipeline.engines import ByName
from localize.pipeline.job import Setup
from localize.pipeline.made_from import changes, is_finished, is_untouched, made_from
from localize.pipeline.original import measure_since
from localize.pipeline.outputs import refuse_other_media
from localize.pipeline.plan import StagePlan
from localize.pipeline.record import RunRecord, read_record, target_of
from localize.pipeline.remembering import Remembered, learned_ahead, memory_file
from localize.pipeline.season.asked import Means, SeasonJob, chosen_of, prepared
from localize.pipeline.season.current import Series
from localize.pipeline.season.endings import ends_all
from localize.pipeline.season.estimating import Experience, estimated
from localize.pipeline.season.finding import find
from localize.pipeline.season.planned import EpisodePlan, SeasonPlan, Standing, Weights
from localize.pipeline.season.state import read_state
from localize.pipeline.session import Names, names_of
from localize.pipeline.workshop import Workshop
from localize.store.parts import Store
from localize.watch.follow import Follow
from localize.watch.look import Look
from localize.watch.reading import ReadTexts
from localize.weights.shelf import Shelf

_READING = (Look.name, Follow.name, ReadTexts.name)
_OF_SOUND = {Recognize.name: ("recognizer",), EncodeVoices.name: ("voice",)}


def plan(job: SeasonJob) -> SeasonPlan:
    """Raises InputError where there is nothing to plan, and what every episode's plan would fail of; what is
    wrong with one of them stands in its plan."""
    found = find(job.folder)
    chosen = chosen_of(job, found, read_state(job.place))
    series = Series(prepared(job, chosen[0]), job)
    workers = _workers(job, series.settings.run)
    planning = _Planning(job, series, chosen)
    episodes = tuple(map(planning.episode, chosen))
    whole = SeasonPlan(
        episodes, series.targets, workers, planning.free, found.remarks, corrected=planning.corrected
    )
    return planning.estimated(whole, found.episodes) if whole.to_do else whole


class _Planning:
    def __init__(self, job: SeasonJob, series: Series, chosen: Sequence[Path]) -> None:
        self._job, self._series, self._workshop = job, series, Workshop()
        self._engines = jobs.engines_of(series.setup(chosen[0]), self._workshop)
        # Also of a store that others share: what parts took here is told without asking there.
        self._here = Store(self._workshop.store(series.base.store_place, ignore).root)
        known = memory_file(job.of(chosen[0]), self._names(chosen[0]).folder).memory()
        self._memory = self._learned(chosen, known)
        self.corrected = _corrected(known, self._memory)

    @property
    def free(self) -> int:
        """On the fuller of the disks that are written to."""
        return min(shutil.disk_usage(_there(folder)).free for folder in (self._here.root, self._job.place))

    def episode(self, media: Path) -> EpisodePlan:
        try:
            return self._planned(media)
        except LocalizeError as error:
            if ends_all(error, error):
                raise
            return EpisodePlan(media.stem, "unreadable", error=error.message, hint=error.hint)

    def estimated(self, plan: SeasonPlan, episodes: Iterable[Path]) -> SeasonPlan:
        """By what is on record of any of the `episodes`."""
        engines = [chosen.id for chosen in self._engines]
        experience, lengths = Experience(self._here, engines), {}
        for media in episodes:
            lengths[media.stem] = _length_or_none(media)
            names = self._names(media)
            if (record := read_record(names.record)) is not None:
                experience.learn(record, lengths[media.stem], _size_of(record, names))
        planned = estimated(plan, experience, lengths)
        media_ms = sum(lengths.get(one.name, 0) for one in plan.made_again)
        return replace(planned, weights=tuple(self._weights(planned)), media_ms=media_ms)

    def _planned(self, media: Path) -> EpisodePlan:
        names = self._names(media)
        record = read_record(names.record)
        measured = measure_since(media, record)
        refuse_other_media(record, media, measured.digest, names.folder)
        setup = self._setup(media, measured, record)
        remembered = Remembered(self._memory, names.episode)
        correction = correction_of(names, setup.source, record)
        now = made_from(setup, measured, self._engines, remembered.record, correction)
        standing = self._standing(record, now, measured, names)
        if standing == "current" and record is not None:
            return EpisodePlan(media.stem, standing, stages=tuple(_as_on_record(record, setup)))
        length_ms(media)  # what is no media is told now, not by its first stage
        stages = jobs.plan_of(setup, measured, record, remembered, self._workshop)
        changed = tuple(changes(record, now) if record else ())
        return EpisodePlan(media.stem, standing, changed, tuple(stages), corrected_source=_new(correction))

    def _setup(self, media: Path, measured: Media, record: RunRecord | None) -> Setup:
        """The picture need not be looked at where the last run saw the same file."""
        if record is not None and record.media.digest == measured.digest:
            vertical = record.screen.is_vertical
            return self._series.setup(media, lambda: vertical)
        return self._series.setup(media, partial(is_vertical, media))

    def _standing(
        self, record: RunRecord | None, now: Mapping[str, str], media: Media, names: Names
    ) -> Standing:
        if self._job.like.force:
            return "forced"
        if record is None:
            return "new"
        if changes(record, now) or record.media.path != media.path:
            return "changed"
        if not is_finished(record):
            return "unfinished"
        return "current" if is_untouched(record, names.folder) else "touched"

    def _learned(self, chosen: Sequence[Path], memory: Memory) -> Memory:
        """As the run would find it: with what people corrected in any of the episodes."""
        for media in chosen:
            with suppress(LocalizeError):  # its own plan meets it, and tells
                memory = learned_ahead(self._job.of(media), self._names(media), memory)
        return memory

    def _names(self, media: Path) -> Names:
        return names_of(self._job.of(media), media.stem)

    def _weights(self, plan: SeasonPlan) -> Iterator[Weights]:
        """Of the engines with parts to do, or with parts that nobody knows yet."""
        needed = {kind for one in plan.to_do for stage in one.open_stages for kind in _kinds(stage.stage)}
        shelf = Shelf(home() / "weights")
        for chosen in self._engines:
            if chosen.model is not None and chosen.kind in needed and isinstance(chosen.engine.open, ByName):
                entry = chosen.engine.open.entry
                is_here = entry is None or shelf.state(entry) == "here"
                size = entry.bytes if entry else chosen.engine.open.size
                yield Weights(chosen.model.name, chosen.model.engine, is_here, size)


def _corrected(before: Memory, after: Memory) -> Mapping[str, int]:
    """By episode, how many entries came to the memory, or are others now."""
    new = frozenset(after.entries) - frozenset(before.entries)
    return Counter(sorted(entry.place.episode for entry in new))


def _new(correction: Correction | None) -> str:
    return correction.file.name if correction and correction.is_new else ""


def _workers(job: SeasonJob, table: RunTable) -> int | None:
    """None where a cluster decides, which a plan does not join. Raises ConfigurationError."""
    means = Means.of(job, table)
    by_cluster = job.cluster_of(table) and not (job.workers or table.workers)
    return None if by_cluster else means.workers


def _kinds(stage: str) -> Sequence[str]:
    """Of the engines that it may need."""
    if target_of(stage):
        return ("chat", "sequence")
    name = stage.partition(" ")[0]
    return ("reader",) if name in _READING else _OF_SOUND.get(name, ())


def _length_or_none(media: Path) -> int:
    """0 for what is no media."""
    try:
        return length_ms(media)
    except NotMedia:
        return 0


def _size_of(record: RunRecord, names: Names) -> int:
    """Of the record and of all that it lists as written."""
    files = [names.record, *(names.folder / output.file for output in record.outputs)]
    return sum(file.stat().st_size for file in files if file.is_file())


def _there(folder: Path) -> Path:
    """The nearest folder that there is."""
    return next(one for one in (folder.resolve(), *folder.resolve().parents) if one.is_dir())


def _as_on_record(record: RunRecord, setup: Setup) -> Iterator[StagePlan]:
    """All there; without translations into languages that nobody asks for any more."""
    for run in record.stages:
        if not run.target or run.target in setup.targets:
            yield StagePlan(run.name, len(run.parts), len(run.parts))
