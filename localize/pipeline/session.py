"""One run over one file: what it writes, and what it puts on record, whether it ends well or not."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import localize
from localize.config import home
from localize.domain.screen import UNKNOWN
from localize.domain.track import Track
from localize.domain.transcript import Transcript
from localize.domain.translation import Translation
from localize.domain.variety import Told
from localize.errors import StoreError
from localize.events import DialectTold, EpisodeDone, Event, Listener, Warned
from localize.installed import version_of
from localize.pipeline.corrected import Correction
from localize.pipeline.engines import Chosen, ModelRecord
from localize.pipeline.further import Labelled, nameless
from localize.pipeline.job import Job, Setup
from localize.pipeline.lettering import typeface_at_hand
from localize.pipeline.made_from import EDITED, edited, made_from
from localize.pipeline.naming import STANDARD
from localize.pipeline.original import Original
from localize.pipeline.outputs import OutputFolder, refuse_other_media, refuse_times_beyond
from localize.pipeline.recipe import Recipe, hears
from localize.pipeline.record import (
    POLISH,
    RECORD_ENDING,
    RECORD_VERSION,
    TRANSLATED_ENDING,
    MemoryRecord,
    RunRecord,
    StageRun,
    SubtitleSource,
    carried_over,
    dump_record,
    line_records,
    read_record,
    totals,
    without_flags,
)
from localize.pipeline.renumbering import now_called, renumbered
from localize.pipeline.run import Runner
from localize.pipeline.timelines import timeline_of
from localize.pipeline.told import title_of
from localize.pipeline.workshop import Workshop
from localize.store.claim import claimed
from localize.store.files import require_writable, write_atomic
from localize.subtitle.formats import HLS, hls
from localize.subtitle.merging import Room

# With those of engines, what may change a result without a change in our own versions.
_LIBRARIES = (
    "av", "ctranslate2", "faster-whisper", "onnxruntime", "openai-whisper", "opencc",
    "opencv-python", "opencv-python-headless", "pypinyin", "rapidocr", "sherpa-onnx", "xllamacpp",
)  # fmt: skip
UNFINISHED = "the run is still going, or was killed"


def libraries_of(engines: Iterable[Chosen]) -> list[str]:
    """The packages that a run with these engines depends on; their versions are in no key."""
    return sorted({*_LIBRARIES, *(package for chosen in engines for package in chosen.packages)})


@dataclass(frozen=True)
class Names:
    """Where the files of one episode go. A translation of subtitles has a record of its own beside that of
    the episode, and both know which files are ours."""

    folder: Path
    episode: str
    of_subtitles: bool = False

    @property
    def record(self) -> Path:
        return self.all_records[self.of_subtitles]

    @property
    def all_records(self) -> tuple[Path, Path]:
        return (
            self.folder / f"{self.episode}{RECORD_ENDING}",
            self.folder / f"{self.episode}{TRANSLATED_ENDING}",
        )

    def claimed(self) -> AbstractContextManager[None]:
        """One run at a time may work on the episode. Raises InputError, StoreError."""
        return claimed(self.folder / self.episode, home() / "claims")


def names_of(job: Job, episode: str, *, of_subtitles: bool = False) -> Names:
    """In the folder that was named, else the media's own."""
    return Names(job.out or job.media.parent, episode, of_subtitles)


class Session:
    """`with Session(…) as session: session.write(recipe)`; afterwards `session.record` holds the run.

    The record is written after every track and on leaving, also after an error: what lies in the folder
    is always known as ours.
    """

    record: RunRecord

    def __init__(
        self,
        setup: Setup,
        original: Original,
        names: Names,
        engines: Sequence[Chosen],
        workshop: Workshop,
        listener: Listener,
    ) -> None:
        self._setup, self._media, self._engines, self._listener = setup, original.media, engines, listener
        self._original = original
        self._path = names.record
        require_writable(self._path)
        self._before = read_record(names.record)
        refuse_other_media(self._before, setup.job.media, original.media.digest, names.record.parent)
        self._warnings: list[str] = []
        self._transcript: Transcript | None = None
        self._correction: Correction | None = None
        self._given: SubtitleSource | None = None
        self._told: Told | None = None
        self._memory: MemoryRecord | None = None
        self._translations: dict[str, Translation] = {}
        self._tracks: dict[str, Track] = {}
        self._shown: dict[str, Track] = {}
        self._screen = UNKNOWN
        self._fonts: dict[str, str] = {}
        self._started, self._clock = datetime.now(UTC), time.monotonic()
        force = setup.job.force
        store = workshop.store(setup.store_place, listener)
        self.runner = Runner(store, self.listen, force, workshop.execute, original.require)
        earlier = [record for path in names.all_records if (record := read_record(path))]
        self._outputs = OutputFolder(
            folder=names.record.parent,
            episode=names.episode,
            earlier=earlier,
            listener=self.listen,
            sources=setup.job.sources,
            renumber=self._renumbered,
            record=partial(self._commit, UNFINISHED),
            own=self._before,
            force=force,
            rtl_marks=setup.settings.subtitle.rtl_marks,
            timeline=_timeline(setup, names),
            corrected_source=next((one.corrected_source for one in earlier if one.corrected_source), ""),
        )

    def listen(self, event: Event) -> None:
        """Passes every event on, and keeps the warnings for the record."""
        if isinstance(event, Warned):
            self._warnings.append(event.message)
        self._listener(event)

    def write(self, recipe: Recipe, *, source_too: bool = True) -> None:
        """The source's subtitles first, then each target's as soon as it is there. Without `source_too` the
        source is a file that was given, and only what is made of it is written."""
        self._memory = recipe.memory
        self._transcript, self._given, self._told = recipe.transcript, recipe.given, recipe.told
        self._correction, self._screen = recipe.correction, recipe.screen
        if self._told is not None:
            self.listen(self._dialect_told(self._told))
        for complaint in recipe.complaints:
            self.listen(Warned(complaint))
        formats = self._setup.settings.subtitle.formats
        refuse_times_beyond(formats, max((line.end_ms for line in self._transcript.lines), default=0))
        if not self._transcript.lines:
            self.listen(Warned(f"no speech was found in {self._setup.job.media}: the subtitles are empty"))
        if source_too:
            self._write_tracks(recipe.source_tracks(), is_source=True)
        if (standard := recipe.standard_track()) is not None:
            label = self._setup.source + STANDARD
            self._write_tracks([Labelled(label, standard)], is_source=source_too)
        for target in self._setup.targets:
            self._translations[target] = recipe.translation(target)
            self._warn_of_missing(self._translations[target])
            self._shown[target] = recipe.track(target)
            self._write_tracks(recipe.target_tracks(target))
        self._warn_of_speakers(recipe)
        self._original.require()

    def _warn_of_missing(self, translation: Translation) -> None:
        missing = sum(not line.text for line in translation.lines)
        if missing:
            of = len(translation.lines)
            lines = f"{missing} of {of} lines have no translation into {translation.language}"
            self.listen(Warned(f"{lines}: run again to ask for them once more"))

    def _warn_of_speakers(self, recipe: Recipe) -> None:
        """A track that tells who speaks is only as good as what is known of it."""
        if not self._setup.settings.subtitle.hearing_impaired or self._transcript is None:
            return
        if not any(line.speaker for line in self._transcript.lines):
            self.listen(Warned("nobody told who speaks: there are no subtitles for the hearing-impaired"))
        for language in (self._setup.source, *self._setup.targets):
            if names := nameless(self._setup, recipe, language):
                told = f"no name in {language} for {', '.join(names)}"
                self.listen(Warned(f"{told}: the glossary is to tell it before the hearing-impaired see it"))

    def _write_tracks(self, tracks: Iterable[Labelled], *, is_source: bool = False) -> None:
        for label, track in tracks:
            formats = self._formats(label)
            layout = self._setup.profile.layout_of(track.language)
            layout = layout.for_picture(self._screen.width, self._screen.height)
            if (typeface := typeface_at_hand(track.language)) is not None:
                self._fonts[label] = typeface.name
            limits = self._setup.profile.limits(track.language)
            room = Room(limits.gap_ms(self._screen.frames), limits.min_duration_ms)
            self._tracks[label] = self._outputs.write_track(
                track, formats, layout, label, is_source=is_source, room=room
            )
            self._commit(UNFINISHED)

    def _renumbered(self, track: Track, record: RunRecord) -> Track:
        assert self._transcript is not None
        return renumbered(track, now_called(record.lines, self._transcript.lines))

    def _formats(self, label: str) -> list[str]:
        """But for that of the file which a person has corrected: that stays as it is."""
        wanted, left = list(self._setup.settings.subtitle.formats), self._correction
        if left is None or label != self._setup.source:
            return wanted
        self._outputs.leave(left.output)
        return [form for form in wanted if form != left.form]

    def __enter__(self) -> Self:
        for chosen in self._engines:
            if chosen.model and chosen.model.commercial is False:
                self.listen(
                    Warned(f"{chosen.model.name} is under {chosen.model.licence}: not for commercial use")
                )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for chosen in self._engines:
            chosen.engine.close()
        if error is None:
            self._commit("")
            self._listener(self._done())
        elif self._transcript is not None:
            # The error itself is what the caller must see, also on the disk that caused it.
            with suppress(StoreError):
                self._commit(str(error) or type(error).__name__)

    def _done(self) -> EpisodeDone:
        totals = self.record.totals
        return EpisodeDone(
            str(self._setup.job.media), totals.lines, totals.flagged, self.record.seconds, str(self._path)
        )

    def _dialect_told(self, told: Told) -> DialectTold:
        title = title_of(told.variety, self._setup.candidates)
        return DialectTold(str(self._setup.job.media), told.variety, told.confidence, title)

    def _commit(self, error: str) -> None:
        assert self._transcript is not None
        self.record = self._build(self._transcript, error)
        write_atomic(self._path, dump_record(self.record))

    def _build(self, transcript: Transcript, error: str) -> RunRecord:
        fresh = line_records(transcript, self._translations, {**self._tracks, **self._shown})
        lines = carried_over(fresh, self._before)
        outputs = self._outputs.outputs(self._before)
        return RunRecord(
            version=RECORD_VERSION,
            localize=localize.__version__,
            libraries={name: told for name in libraries_of(self._engines) if (told := version_of(name))},
            media=self._media,
            started=self._started.isoformat(timespec="seconds"),
            seconds=round(time.monotonic() - self._clock, 3),
            settings=self._setup.settings,
            models=self._models(),
            stages=self._stages(),
            outputs=outputs,
            fitted=self._outputs.fitted(self._before),
            bases=self._outputs.bases(self._before),
            stamp=self._original.stamp,
            tracks=self._written_tracks(),
            screen=self._screen,
            profile=self._setup.profile.name,
            fonts={**(self._before.fonts if self._before else {}), **self._fonts},
            delivered=self._before.delivered if self._before else (),
            made_from={
                **made_from(self._setup, self._media, self._engines, self._memory, self._correction),
                EDITED: edited(outputs, self._path.parent),
            },
            lines=lines,
            dropped=transcript.dropped,
            via={target: done.via for target, done in self._translations.items() if done.via},
            totals=totals(lines),
            warnings=tuple(self._warnings),
            error=error,
            source_subtitles=self._given,
            dialect=self._told,
            memory=self._memory,
            corrected_source=self._corrected_source(),
        )

    def _corrected_source(self) -> str:
        """Also one that this run could not take, and left alone."""
        if self._correction is not None:
            return self._correction.file.name
        before = self._before.corrected_source if self._before else ""
        is_left = before not in self._outputs.written and (self._path.parent / before).exists()
        return before if is_left else ""

    def _written_tracks(self) -> dict[str, Track]:
        """Those of this run, and those of an earlier one that it did not write anew; without the flags, which
        stand with the lines."""
        before = self._before.tracks if self._before else {}
        return {**before, **{label: without_flags(track) for label, track in self._tracks.items()}}

    def _models(self) -> tuple[ModelRecord, ...]:
        """Those of this run, and those that made what is carried over."""
        now = [chosen.model for chosen in self._engines if chosen.model]
        before = self._before.models if self._before else ()
        return tuple({(model.engine, model.name): model for model in [*before, *now]}.values())

    def _stages(self) -> tuple[StageRun, ...]:
        """Those of this run, and before them the last of each that translates: into another language, or into
        one whose turn has yet to come. What the transcript is made of has all run; of one that was corrected,
        what was heard once."""
        ran = {run.name for run in self.runner.stages}
        before = self._before.stages if self._before else ()
        kept = (run for run in before if run.name not in ran and self._is_kept(run))
        return (*kept, *self.runner.stages)

    def _is_kept(self, run: StageRun) -> bool:
        return not self._is_dropped(run) if run.target else bool(self._correction and hears(run.name))

    def _is_dropped(self, run: StageRun) -> bool:
        """A second reading that nobody asks for any more."""
        table = self._setup.settings.translate
        return run.target in self._setup.targets and run.name.startswith(POLISH) and not table.polish


def _timeline(setup: Setup, names: Names) -> hls.Timeline:
    """Of the video; a subtitle file does not know its own."""
    if names.of_subtitles or HLS not in setup.settings.subtitle.formats:
        return hls.UNKNOWN
    return timeline_of(setup.job.media)
