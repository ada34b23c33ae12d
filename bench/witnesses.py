"""One episode through the program's own stages, nothing cached and everything timed and counted."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from bench.truth import Episode, Said
from localize.domain.episode import Media
from localize.domain.heard import Heard
from localize.domain.seen import CARD, DIALOGUE, Reading, Seen
from localize.domain.transcript import Transcript
from localize.events import ignore
from localize.listen.recognize import Recognize
from localize.listen.windows import CutWindows
from localize.pipeline.briefing import recognizer_request
from localize.pipeline.engines import Chosen, choose
from localize.pipeline.job import Job, Setup, prepare
from localize.pipeline.watching import Watched
from localize.reconcile.agree import reconcile
from localize.stage import FoundText, Lazy, Picture, Stage


@dataclass
class Cost:
    """In seconds; `cpu` is that of all threads."""

    wall: float = 0.0
    cpu: float = 0.0

    @contextmanager
    def counted(self) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.wall += time.perf_counter() - wall
            self.cpu += time.process_time() - cpu


@dataclass
class Timed:
    """Runs every part of a stage; the store is not asked."""

    costs: dict[str, Cost] = field(default_factory=dict)

    def __call__(self, stage: Stage[Any, Any, Any, Any], source: Any) -> Any:
        with self.costs.setdefault(stage.name, Cost()).counted():
            return stage.join(source, list(stage.run(stage.split(source))))


@dataclass
class CountingReader:
    """`finds` are searched pictures, `reads` are rows that were read."""

    reader: Any
    finds: int = 0
    reads: int = 0

    def find(self, picture: Picture) -> list[FoundText]:
        self.finds += 1
        found: list[FoundText] = self.reader.find(picture)
        return found

    def read(self, rows: Sequence[Picture]) -> list[Reading]:
        self.reads += len(rows)
        readings: list[Reading] = self.reader.read(rows)
        return readings


@dataclass(frozen=True)
class Witnesses:
    heard: Heard
    seen: Seen | None
    transcript: Transcript
    costs: dict[str, Cost]
    finds: int
    reads: int

    @property
    def heard_lines(self) -> list[Said]:
        return [Said(line.text, line.span) for line in self.heard.lines]

    @property
    def seen_lines(self) -> list[Said]:
        return [Said(line.text, line.span) for line in self.seen.dialogue] if self.seen else []

    @property
    def card_lines(self) -> list[Said]:
        return self._told(CARD)

    @property
    def reconciled_lines(self) -> list[Said]:
        return self._told(DIALOGUE)

    def _told(self, kind: str) -> list[Said]:
        return [Said(line.text, line.span) for line in self.transcript.lines if line.kind == kind]


def engines() -> tuple[Chosen, Chosen]:
    """The recogniser and the reader that the program takes by default, opened."""
    chosen = (
        choose("recognizer", "faster-whisper", "", {}, ignore),
        choose("reader", "rapidocr", "", {}, ignore),
    )
    for one in chosen:
        one.engine.get()
    return chosen


def witnessed(episode: Episode, recognizer: Chosen, reader: Chosen) -> Witnesses:
    setup, media, run = _setup(episode), Media(str(episode.path.resolve()), "", 0), Timed()
    counting = CountingReader(reader.engine.get())
    seen = Watched(setup, run, media, replace(reader, engine=Lazy(lambda: counting))).seen
    recognize = Recognize(media, recognizer.id, recognizer.engine, recognizer_request(setup, setup.dialect))
    heard = run(recognize, run(CutWindows(), media))
    with run.costs.setdefault("reconcile", Cost()).counted():
        sounds = setup.dialect.sounds if setup.dialect else None
        transcript = reconcile(heard, [seen] if seen else [], sounds, setup.glossary)
    return Witnesses(heard, seen, transcript, run.costs, counting.finds, counting.reads)


def _setup(episode: Episode) -> Setup:
    setup = prepare(Job(media=episode.path, dialect=episode.dialect))
    return replace(setup, glossary=episode.glossary)
