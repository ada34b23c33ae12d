"""The jobs: an episode, a transcript, the translation of a subtitle file, and the plan of an episode."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import msgspec

from localize.domain.episode import Media
from localize.domain.seen import Seen, SeenLine
from localize.domain.times import Span
from localize.errors import ConfigurationError, LocalizeError
from localize.events import Listener, Warned, ignore
from localize.pipeline.choosing import profile_of
from localize.pipeline.corrected import Correction, correction_of
from localize.pipeline.engines import Chosen
from localize.pipeline.job import Job, Setup, prepare, series_folder
from localize.pipeline.naming import SubtitleName, split_name
from localize.pipeline.original import Original, measure
from localize.pipeline.plan import StagePlan
from localize.pipeline.recipe import Recipe, Spoken
from localize.pipeline.recognizers import choose_recognizers
from localize.pipeline.record import RunRecord, read_record
from localize.pipeline.remembering import NO_MEMORY, Remembered, learn_ahead, remember
from localize.pipeline.run import Planner, Runner, Runs
from localize.pipeline.session import Names, Session, names_of
from localize.pipeline.strict import refuse_violations
from localize.pipeline.voices import choose_encoder, require_same_engine
from localize.pipeline.watching import Watched
from localize.pipeline.workshop import Workshop
from localize.pipeline.written import Corrected, Written
from localize.watch.sheet import Entry, draw_sheets


def episode(job: Job, listener: Listener = ignore, workshop: Workshop | None = None) -> RunRecord:
    """Video or sound → subtitles in the source language and in every target, and the record of it.

    What is finished is written at once, the transcript before the first translation. Raises LocalizeError;
    the record then says how far the run came; ChecksFailed, of a strict job, after all is written.
    """
    return subtitle(with_targets(prepare(job)), listener, workshop or Workshop())


def transcribe(job: Job, listener: Listener = ignore) -> RunRecord:
    """Video or sound → subtitles in the language that is spoken. Raises LocalizeError."""
    return subtitle(_without_targets(prepare(job)), listener, Workshop())


def translate_subtitles(job: Job, listener: Listener = ignore) -> RunRecord:
    """A subtitle file → the same in every target. Raises LocalizeError.

    The language of `E01.zh.srt` is read off its name unless the job says it. `E01.zh-standard.srt`, of ours,
    is translated as what it was made from where nobody has changed it.
    """
    named = split_name(job.media)
    job = replace(job, standard=False if named.is_standard else job.standard)
    language = named.language if _is_ours(job, named) else named.written_in
    setup = with_targets(prepare(replace(job, source=job.source or language)))
    workshop = Workshop()
    translator = _translator(setup, workshop, listener)
    original = Original.of(job.media)
    names = names_of(setup.job, named.episode, of_subtitles=True)
    writer = _writer(job.media, names)
    setup = _for_screen_of(writer, setup)
    with names.claimed(), Session(setup, original, names, [translator], workshop, listener) as session:
        source = Written(setup, job.media, writer)
        remembered = remember(setup.job, names, session.listen, keep=True)
        session.write(Recipe(setup, session.runner, source, translator, remembered), source_too=False)
    accept(session.record, setup, names)
    return session.record


def learn_corrections(job: Job) -> None:
    """What people corrected in the translations of a subtitle file is remembered before any job of a command
    begins: their order changes nothing. What goes wrong here the job itself runs into, and tells."""
    with suppress(LocalizeError):
        learn_ahead(job, names_of(job, split_name(job.media).episode, of_subtitles=True))


def watch(job: Job, listener: Listener = ignore) -> Seen:
    """What is burned into the picture of a video. Raises LocalizeError."""
    setup = prepare(job)
    workshop = Workshop()
    reader = _reader(setup, workshop, listener)
    original = Original.of(job.media)
    store = workshop.store(setup.store_place, listener)
    runner = Runner(store, listener, job.force, require=original.require)
    watched = Watched(setup, runner, original.media, reader)
    try:
        seen = watched.seen
    finally:
        if reader is not None:
            reader.engine.close()
    for complaint in watched.complaints:
        listener(Warned(complaint))
    return seen or Seen(duration_ms=0)


def sheets(job: Job, seen: Seen) -> Iterator[bytes]:
    """Contact sheets (PNG) of what was seen, with what was heard meanwhile where an earlier run's record lies
    in the folder of the job. Raises LocalizeError."""
    record = read_record(names_of(prepare(job).job, job.media.stem).record)
    heard = [line for line in record.lines if line.evidence.heard] if record else []

    def of(line: SeenLine) -> str:
        during = [one for one in heard if line.span.overlap_ms(Span(one.start_ms, one.end_ms)) > 0]
        return " ".join(one.evidence.heard or "" for one in during)

    return draw_sheets(job.media, seen, [Entry(line, of(line)) for line in seen.lines])


def _is_ours(job: Job, named: SubtitleName) -> bool:
    """Whether a run of ours wrote the subtitles that are to be translated."""
    return _writer(job.media, names_of(job, named.episode, of_subtitles=True)) is not None


def _writer(file: Path, names: Names) -> RunRecord | None:
    """The record of the episode whose subtitles are to be translated, if they are ours."""
    record = read_record(names.all_records[0])
    ours = record is not None and file.parent.resolve() == names.folder.resolve()
    return record if ours and record and file.name in {output.file for output in record.outputs} else None


def _for_screen_of(writer: RunRecord | None, setup: Setup) -> Setup:
    """Subtitles of ours are fitted to the picture of the episode that they were written for."""
    if writer is None:
        return setup
    folder = series_folder(setup.job)
    return replace(setup, profile=profile_of(setup.settings, folder, lambda: writer.screen.is_vertical))


def plan(job: Job, listener: Listener = ignore, workshop: Workshop | None = None) -> list[StagePlan]:
    """What `episode` would find in the store, what it would run, and why; nothing is run or written."""
    setup = with_targets(prepare(job))
    names = names_of(setup.job, job.media.stem)
    media, before = measure(job.media), read_record(names.record)
    remembered = remember(setup.job, names, ignore, keep=False)
    return plan_of(setup, media, before, remembered, workshop or Workshop(), listener)


def plan_of(
    setup: Setup,
    media: Media,
    before: RunRecord | None,
    remembered: Remembered,
    workshop: Workshop,
    listener: Listener = ignore,
) -> list[StagePlan]:
    """As `plan`, of a job that is prepared; `before` is the record of its last run."""
    translator = _translator(setup, workshop, listener)
    planner = Planner(workshop.store(setup.store_place, ignore), before, setup.job.force)
    names = names_of(setup.job, setup.job.media.stem)
    correction = correction_of(names, setup.source, before, listener)
    if correction is not None and correction.is_new:
        listener(Warned(f"{correction.file} was corrected by hand: it is taken for what is said"))
    source = _source(setup, planner, media, correction, workshop, listener)
    for witness in source.witnesses:
        planner.explore(witness.stages, witness.ask)
    recipe = Recipe(setup, planner, source, translator, remembered)
    for target in setup.targets:
        planner.explore(recipe.stages(target), partial(recipe.translation, target))
    return list(planner.plans.values())


def subtitle(setup: Setup, listener: Listener, workshop: Workshop) -> RunRecord:
    """As `episode`, of a job that is prepared; without targets, the transcript alone."""
    engines = engines_of(setup, workshop, listener)
    translator = _translator(setup, workshop, listener) if setup.targets else None
    original = Original.of(setup.job.media)
    names = names_of(setup.job, setup.job.media.stem)
    with names.claimed(), Session(setup, original, names, engines, workshop, listener) as session:
        correction = correction_of(names, setup.source, read_record(names.record), session.listen)
        source = _source(setup, session.runner, original.media, correction, workshop, listener)
        remembered = remember(setup.job, names, session.listen, keep=True) if setup.targets else NO_MEMORY
        session.write(Recipe(setup, session.runner, source, translator, remembered))
    accept(session.record, setup, names)
    return session.record


def _source(
    setup: Setup,
    run: Runs,
    media: Media,
    correction: Correction | None,
    workshop: Workshop,
    listener: Listener,
) -> Spoken | Corrected:
    """What a person made of the transcript, else what is heard and seen."""
    reader, voices = _reader(setup, workshop, listener), _voices(setup, workshop, listener)
    if correction is not None:
        return Corrected(setup, run, media, correction, reader, voices)
    return Spoken(setup, run, media, _recognizers(setup, workshop, listener), reader, voices)


def engines_of(setup: Setup, workshop: Workshop, listener: Listener = ignore) -> list[Chosen]:
    """Those that an episode needs, none of them opened."""
    translator = _translator(setup, workshop, listener) if setup.targets else None
    witnesses = (*_recognizers(setup, workshop, listener), _reader(setup, workshop, listener))
    found = (*witnesses, _voices(setup, workshop, listener), translator)
    return [chosen for chosen in found if chosen is not None]


def accept(record: RunRecord, setup: Setup, names: Names) -> None:
    """Everything is written; where the job is strict, what it must not leave open is told now. Raises
    ChecksFailed."""
    if setup.settings.translate.strict:
        refuse_violations(record, setup.targets, names.record)


def with_targets(setup: Setup) -> Setup:
    if not setup.targets:
        raise ConfigurationError(
            f"no language to translate into but {setup.source}, that of the source",
            "name one with --to, or in series.toml",
        )
    return setup


def _without_targets(setup: Setup) -> Setup:
    series = msgspec.structs.replace(setup.settings.series, targets=())
    return replace(setup, settings=msgspec.structs.replace(setup.settings, series=series))


def _recognizers(setup: Setup, workshop: Workshop, listener: Listener) -> tuple[Chosen, ...]:
    return choose_recognizers(setup.settings.recognize, workshop, listener)


def _reader(setup: Setup, workshop: Workshop, listener: Listener) -> Chosen | None:
    """What reads the picture, None where nobody wants it read."""
    table = setup.settings.watch
    if table.mode == "off":
        return None
    return workshop.choose("reader", table.engine, "", table.options, listener)


def _voices(setup: Setup, workshop: Workshop, listener: Listener) -> Chosen | None:
    """What tells the cast by their voices, None where nobody has named any."""
    if not setup.cast.voices:
        return None
    chosen = choose_encoder(setup.settings.voices, workshop, listener)
    require_same_engine(chosen.id, setup.cast.learned_with)
    return chosen


def _translator(setup: Setup, workshop: Workshop, listener: Listener) -> Chosen:
    table = setup.settings.translate
    chosen = workshop.choose("translator", table.engine, table.model, table.options, listener)
    if table.polish and chosen.kind != "chat":
        raise ConfigurationError(
            f"{table.engine} translates sentences and cannot read a whole episode again",
            "leave out --polish, or name a language model with --translator",
        )
    return chosen
