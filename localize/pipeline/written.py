"""Where a transcript comes from that stands in a file: any subtitles, or ours as a person corrected them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from localize.cached import cached
from localize.dialects import Dialect
from localize.domain.episode import Media
from localize.domain.heard import Heard
from localize.domain.screen import UNKNOWN, Screen
from localize.domain.seen import Kind
from localize.domain.track import Cue, Track
from localize.domain.transcript import Transcript
from localize.domain.variety import Telling
from localize.errors import NoSound
from localize.listen.voices import EncodeVoices
from localize.pipeline.corrected import Correction
from localize.pipeline.engines import Chosen
from localize.pipeline.given import NOTHING, Given
from localize.pipeline.job import Setup
from localize.pipeline.naming import split_name
from localize.pipeline.reading_back import said_in
from localize.pipeline.recipe import Witness, dialect_of
from localize.pipeline.record import RunRecord
from localize.pipeline.returned import Returned, in_order, with_own_lines
from localize.pipeline.run import Runs
from localize.pipeline.screening import screen_of
from localize.pipeline.showing import standing
from localize.pipeline.told import doubts, recorded, with_telling
from localize.pipeline.voices import Speakers, told_by_nobody
from localize.pipeline.watching import Watched
from localize.reconcile.variety import DialectTeller
from localize.subtitle.lines import as_transcript
from localize.subtitle.read import read_subtitles, read_track
from localize.subtitle.witness import witness
from localize.watch.follow import Follow
from localize.watch.look import Look
from localize.watch.reading import ReadTexts


class Written:
    """subtitle file → transcript"""

    def __init__(self, setup: Setup, file: Path, record: RunRecord | None = None) -> None:
        """`record` is that of the run which wrote the file, if one of ours did."""
        self._setup, self._file, self._record = setup, file, record
        self._name = split_name(file)._replace(language=setup.source)

    @property
    def given(self) -> Given:
        return NOTHING

    @property
    def correction(self) -> Correction | None:
        """The file itself is what the run is about."""
        return None

    @cached
    def transcript(self) -> Transcript:
        """The lines of the record are in the language of its series: a translation of ours is read as it
        stands."""
        is_own = self._record is not None and self._record.settings.series.language == self._setup.source
        return with_telling(self._returned.transcript if is_own else self._read, self.telling)

    @cached
    def telling(self) -> Telling | None:
        """That of the run which heard it, if there was one; else by its words."""
        if not self._setup.candidates:
            return None
        if self._record is not None and (told := recorded(self._record, self._setup.candidates)):
            return told
        silence = Heard(self._read.language, duration_ms=0, lines=())
        return DialectTeller(self._setup.candidates, self._setup.glossary).tell(
            silence, [witness(self._read)]
        )

    @property
    def dialect(self) -> Dialect | None:
        return dialect_of(self._setup, self.telling)

    @property
    def screen(self) -> Screen:
        """That of the video which the run heard that wrote the file; else nobody knows it."""
        return self._record.screen if self._record is not None else UNKNOWN

    @property
    def complaints(self) -> tuple[str, ...]:
        return tuple(doubts(self.telling.episode, self._setup.candidates)) if self.telling else ()

    @cached
    def _returned(self) -> Returned:
        assert self._record is not None  # only of a file of ours
        return with_own_lines(self._read, self._record, self._name)

    @cached
    def _read(self) -> Transcript:
        """A file of ours, without what we put beside what is said."""
        if self._record is None:
            return read_subtitles(self._file, self._setup.source)
        return as_transcript(said_in(self._track, self._name, [self._record]))

    @property
    def _track(self) -> Track:
        return read_track(self._file, self._setup.source)


class Corrected(Written):
    """video, its subtitles as a person corrected them → transcript

    Nothing is heard. The picture tells where cues may stand, and known voices who says the lines.
    """

    def __init__(
        self,
        setup: Setup,
        run: Runs,
        media: Media,
        correction: Correction,
        reader: Chosen | None,
        voices: Chosen | None = None,
    ) -> None:
        super().__init__(setup, correction.file, correction.record)
        self._correction, self._media, self._before = correction, media, correction.record
        self._watched = Watched(setup, run, media, reader)
        self._speakers = Speakers(run, media, voices, setup.cast) if voices else None

    @property
    def given(self) -> Given:
        """They are in the lines that nobody corrected."""
        return Given(None, self._before.source_subtitles)

    @property
    def witnesses(self) -> Iterator[Witness]:
        yield Witness((Look.name, Follow.name, ReadTexts.name), lambda: self._watched.seen)
        if self._speakers:
            yield Witness((EncodeVoices.name,), lambda: self.transcript)

    @cached
    def transcript(self) -> Transcript:
        """Whom a voice told when it was heard, the cast of today tells."""
        said = told_by_nobody(with_telling(self._returned.transcript, self.telling))
        try:
            return self._speakers.told(said) if self._speakers else said
        except NoSound:
            return said

    @property
    def correction(self) -> Correction | None:
        """With the cues as the person left them, each with the lines that it shows."""
        kinds = {line.id: line.kind for line in self.transcript.lines}
        shown = zip(in_order(self._correction.track), self._returned.shown, strict=True)
        cues = tuple(_numbered(at, cue, ids, kinds[ids[0]]) for at, (cue, ids) in enumerate(shown, 1))
        frames = None if self.screen == UNKNOWN else self.screen.frames
        track = Track(self._setup.source, cues, frames)
        over = self._setup.settings.subtitle.over
        return self._correction._replace(track=standing(track, self.screen, self._setup.profile, over))

    @cached
    def screen(self) -> Screen:
        return screen_of(Path(self._media.path), self._watched.seen)

    @property
    def complaints(self) -> tuple[str, ...]:
        return (*self._told(), *self._watched.complaints, *super().complaints)

    def _told(self) -> Iterator[str]:
        file = self._correction.file
        if self._returned.told:
            yield f"{file} was corrected by hand: {self._returned.told}"
        if self._before.media.digest != self._media.digest:
            other = f"{self._media.path} is not the video that {file.name} was made for"
            yield f"{other}: delete the subtitles to have it heard"

    @property
    def _track(self) -> Track:
        return self._correction.track


def _numbered(number: int, cue: Cue, line_ids: tuple[str, ...], kind: Kind) -> Cue:
    return msgspec.structs.replace(cue, id=str(number), line_ids=line_ids, kind=kind)
