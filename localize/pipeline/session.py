"""One run over one file: what it writes, and what it puts on record, whether it ends well or not."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import Self

import localize
from localize.config import home
from localize.domain.episode import Media
from localize.domain.transcript import Transcript
from localize.domain.translation import Translation
from localize.errors import LocalizeError, StoreError
from localize.events import EpisodeDone, Event, Listener, Warned
from localize.pipeline.engines import Chosen
from localize.pipeline.job import Setup
from localize.pipeline.outputs import OutputFolder, refuse_other_media
from localize.pipeline.recipe import Recipe
from localize.pipeline.record import (
    RECORD_VERSION,
    RunRecord,
    dump_record,
    line_records,
    read_record,
    totals,
)
from localize.pipeline.run import Runner
from localize.store.files import write_atomic
from localize.store.parts import Store

# What may change a result without a change in our own versions: written down, but in no key.
LIBRARIES = ("av", "ctranslate2", "faster-whisper", "onnxruntime", "openai-whisper", "opencc", "xllamacpp")


def output_folder(setup: Setup) -> Path:
    """Where the files go: the folder that was named, else the media's own."""
    return setup.job.out or setup.job.media.parent


def record_path(setup: Setup, name: str) -> Path:
    return output_folder(setup) / f"{name}.record.json"


class Session:
    """`with Session(…) as session: session.write(recipe)`; afterwards `session.record` holds the run.

    On leaving, the record is written; also after an error, once there is a transcript to tell of.
    """

    record: RunRecord

    def __init__(
        self,
        setup: Setup,
        media: Media,
        episode: str,
        record: Path,
        engines: Sequence[Chosen],
        listener: Listener,
    ) -> None:
        self._setup, self._media, self._path, self._engines = setup, media, record, engines
        self._listener = listener
        self._warnings: list[str] = []
        self._transcript: Transcript | None = None
        self._translations: dict[str, Translation] = {}
        self._started, self._clock = datetime.now(UTC), time.monotonic()
        before = read_record(record)
        refuse_other_media(before, setup.job.media, record.parent)
        self.runner = Runner(Store(home() / "store"), self.listen, setup.job.force)
        self._outputs = OutputFolder(record.parent, episode, before, self.listen, setup.job.force)

    def listen(self, event: Event) -> None:
        """Passes every event on, and keeps the warnings for the record."""
        if isinstance(event, Warned):
            self._warnings.append(event.message)
        self._listener(event)

    def write(self, recipe: Recipe, *, source_too: bool = True) -> None:
        """The source's subtitles first, then each target's as soon as it is there."""
        formats = self._setup.settings.subtitle.formats
        self._transcript = recipe.transcript
        if not self._transcript.lines:
            self.listen(Warned(f"no speech was found in {self._setup.job.media}: the subtitles are empty"))
        if source_too:
            self._outputs.write_track(recipe.source_track(), formats)
        for target in self._setup.targets:
            self._translations[target] = recipe.translation(target)
            self._outputs.write_track(recipe.track(target), formats)

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
        elif self._transcript is not None and isinstance(error, LocalizeError | KeyboardInterrupt):
            # The error itself is what the caller must see, also on the disk that caused it.
            with suppress(StoreError):
                self._commit(str(error) or "interrupted")

    def _commit(self, error: str) -> None:
        assert self._transcript is not None
        self.record = self._build(self._transcript, error)
        write_atomic(self._path, dump_record(self.record))
        if not error:
            self._listener(
                EpisodeDone(
                    episode=str(self._setup.job.media),
                    lines=self.record.totals.lines,
                    flagged=self.record.totals.flagged,
                    seconds=self.record.seconds,
                    record=str(self._path),
                )
            )

    def _build(self, transcript: Transcript, error: str) -> RunRecord:
        lines = line_records(transcript, self._translations)
        return RunRecord(
            version=RECORD_VERSION,
            localize=localize.__version__,
            libraries=dict(_versions(LIBRARIES)),
            media=self._media,
            started=self._started.isoformat(timespec="seconds"),
            seconds=round(time.monotonic() - self._clock, 3),
            settings=self._setup.settings,
            models=tuple(chosen.model for chosen in self._engines if chosen.model),
            stages=tuple(self.runner.stages),
            outputs=self._outputs.outputs(),
            lines=lines,
            dropped=transcript.dropped,
            via={target: done.via for target, done in self._translations.items() if done.via},
            totals=totals(lines),
            warnings=tuple(self._warnings),
            error=error,
        )


def _versions(names: Iterable[str]) -> Iterable[tuple[str, str]]:
    for name in names:
        with suppress(PackageNotFoundError):
            yield name, version(name)
