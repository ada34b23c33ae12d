"""The order of work. This is the only place where it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

from localize.cached import cached
from localize.dialects import Dialect
from localize.domain.episode import Media
from localize.domain.heard import Heard
from localize.domain.screen import Screen
from localize.domain.seen import Seen
from localize.domain.track import Track
from localize.domain.transcript import Transcript
from localize.domain.translation import Translation
from localize.domain.variety import Telling, Told
from localize.errors import NoSound, NotMedia
from localize.listen.merging import Hearing
from localize.listen.recognize import Recognize
from localize.listen.voices import EncodeVoices
from localize.listen.windows import CutWindows
from localize.pipeline.briefing import brief, recognizer_request
from localize.pipeline.corrected import Correction
from localize.pipeline.engines import Chosen
from localize.pipeline.further import Labelled, tracks_of_source, tracks_of_target
from localize.pipeline.given import Given, given_subtitles
from localize.pipeline.job import Setup
from localize.pipeline.lettering import ruler_at_hand
from localize.pipeline.listening import AGAIN, Listening
from localize.pipeline.record import MemoryRecord, SubtitleSource
from localize.pipeline.remembering import NO_MEMORY, Remembered
from localize.pipeline.run import Runs
from localize.pipeline.screening import screen_of
from localize.pipeline.told import doubts, heard_again, in_dialect, with_telling
from localize.pipeline.voices import Speakers
from localize.pipeline.watching import Watched
from localize.profiles import Layout
from localize.reconcile.agree import reconcile
from localize.reconcile.hearing import Where, everywhere
from localize.reconcile.meaning import with_meaning
from localize.reconcile.variety import DialectTeller
from localize.subtitle.fit import fit
from localize.subtitle.placing import placed
from localize.translate.polish import Draft, Polish
from localize.translate.stage import Translate
from localize.watch.follow import Follow
from localize.watch.look import Look
from localize.watch.reading import ReadTexts

# What comes after what in one episode; several may go through it stage by stage.
STAGES: Sequence[type] = (CutWindows, Recognize, Look, Follow, ReadTexts, EncodeVoices, Translate, Polish)
_COPY_AGAIN = "copy or download it again; `localize episode` subtitles what there is of it"


class Source(Protocol):
    """Where a transcript comes from; `given` are subtitles in the same language that were there already."""

    @property
    def given(self) -> Given: ...

    @property
    def telling(self) -> Telling | None:
        """What is spoken where, if that was to be told, and there is something to tell it from."""
        ...

    @property
    def dialect(self) -> Dialect | None:
        """What is spoken: the dialect that was named, or the one that was told; None for Mandarin."""
        ...

    @property
    def transcript(self) -> Transcript: ...

    @property
    def correction(self) -> Correction | None:
        """What a person made of the transcript's own subtitles, where it was taken from there."""
        ...

    @property
    def screen(self) -> Screen: ...

    @property
    def complaints(self) -> tuple[str, ...]:
        """What was wrong with the file, although it could be used."""
        ...


class Witness(NamedTuple):
    """What may be asked before the others: `stages` are those that it runs, in their order."""

    stages: Sequence[str]
    ask: Callable[[], object]


class Spoken:
    """video → windows → heard, → seen; both, and subtitles that are there already → transcript

    Where the dialect is to be told, it is from a hearing of Mandarin and from what was seen; then the windows
    that hold it are heard again, by an ear that is set to it. Where voices of the cast are known, they tell
    who says a line.
    """

    def __init__(
        self,
        setup: Setup,
        run: Runs,
        media: Media,
        recognizers: Sequence[Chosen],
        reader: Chosen | None,
        voices: Chosen | None = None,
    ) -> None:
        self._setup, self._media = setup, media
        self._listening = Listening(run, media, recognizers, partial(recognizer_request, setup))
        self._watched = Watched(setup, run, media, reader)
        self._speakers = Speakers(run, media, voices, setup.cast) if voices else None

    @cached
    def given(self) -> Given:
        return given_subtitles(self._setup, self._media)

    @property
    def correction(self) -> Correction | None:
        return None

    @property
    def witnesses(self) -> Iterator[Witness]:
        """Sound, for each who listens, and picture: none of them waits for another; the sound again, and
        whose voices are in it, waits for all."""
        for recognizer in self._listening.recognizers:
            stages = CutWindows.name, self._listening.title(recognizer)
            yield Witness(stages, partial(self._heard_by, recognizer))
        yield Witness((Look.name, Follow.name, ReadTexts.name), lambda: self._watched.seen)
        if self._setup.candidates:
            yield Witness(tuple(self._listening.titles(AGAIN)), lambda: self._heard_well)
        if self._speakers:
            yield Witness((EncodeVoices.name,), lambda: self.transcript)

    @cached
    def transcript(self) -> Transcript:
        given = self.given.seen  # read first: a file that is none is told before the work
        if isinstance(self._heard, NoSound) and self._watched.seen is None and given is None:
            raise self._heard
        if self._setup.job.whole and not isinstance(self._heard, NoSound) and self._listening.cut_short:
            raise NotMedia(self._listening.cut_short, _COPY_AGAIN)
        heard, seen = self._heard_well, self._seen
        sounds = self.dialect.sounds if self.dialect else None
        where = where_of(self.telling)
        found = with_telling(reconcile(heard, seen, sounds, self._setup.glossary, where), self.telling)
        is_silent = isinstance(self._heard, NoSound)
        return found if self._speakers is None or is_silent else self._speakers.told(found)

    @cached
    def telling(self) -> Telling | None:
        if not self._setup.candidates:
            return None
        heard = self._silence if isinstance(self._hearings, NoSound) else self._hearings[0].heard
        return DialectTeller(self._setup.candidates, self._setup.glossary).tell(heard, self._seen)

    @property
    def dialect(self) -> Dialect | None:
        return dialect_of(self._setup, self.telling)

    @cached
    def _seen(self) -> list[Seen]:
        """In the picture, and in subtitles that were there already."""
        return [seen for seen in (self._watched.seen, self.given.seen) if seen is not None]

    @cached
    def _hearings(self) -> Sequence[Hearing] | NoSound:
        """As was asked for, in Mandarin where the dialect is to be told. A picture without sound may still be
        read."""
        try:
            return self._listening.hearings(self._listening.soundtrack, self._setup.dialect)
        except NoSound as error:
            return error

    @cached
    def _heard(self) -> Heard | NoSound:
        if isinstance(self._hearings, NoSound):
            return self._hearings
        return self._listening.merged(self._hearings, self._listening.soundtrack, self._setup.dialect)

    def _heard_by(self, recognizer: str) -> Heard:
        return self._listening.heard_by(recognizer, self._listening.soundtrack, self._setup.dialect)

    @cached
    def _heard_well(self) -> Heard:
        """By an ear set to what is spoken."""
        if isinstance(self._heard, NoSound):
            return self._silence
        if self.telling is None or self.dialect is None:
            return self._heard
        again = in_dialect(self._listening.soundtrack, self.telling)
        hearings = self._listening.hearings(again, self.dialect, AGAIN)
        heard = self._listening.merged(hearings, again, self.dialect)
        return heard_again(self._heard, heard, again.windows, self.telling)

    @cached
    def screen(self) -> Screen:
        return screen_of(Path(self._media.path), self._watched.seen)

    @property
    def _silence(self) -> Heard:
        return Heard(self._setup.source, duration_ms=0, lines=())

    @property
    def complaints(self) -> tuple[str, ...]:
        unclear = doubts(self.telling.episode, self._setup.candidates) if self.telling else ()
        return (*self._lost_sound(), *self._watched.complaints, *self.given.complaints, *unclear)

    def _lost_sound(self) -> tuple[str, ...]:
        if isinstance(self._heard, NoSound):
            return (f"{self._media.path} has no sound: its lines are those of the picture alone",)
        return (self._listening.cut_short,) if self._listening.cut_short else ()


class Recipe:
    """transcript → what it means → translations, polished if asked → tracks; each is made when it is first
    asked for."""

    def __init__(
        self,
        setup: Setup,
        run: Runs,
        source: Source,
        translator: Chosen | None,
        remembered: Remembered = NO_MEMORY,
    ) -> None:
        self._setup, self._run, self._source, self._translator = setup, run, source, translator
        self._remembered = remembered
        self._translations: dict[str, Translation] = {}
        self._tracks: dict[str, Track] = {}

    @cached
    def transcript(self) -> Transcript:
        """Found anew also in what a person has corrected."""
        source = self._source
        return with_meaning(source.transcript, source.dialect, self._setup.glossary, where_of(source.telling))

    @property
    def complaints(self) -> tuple[str, ...]:
        return (*self._source.complaints, *self._remembered.complaints(self.transcript))

    @property
    def given(self) -> SubtitleSource | None:
        """The subtitles that were there already, where they were used."""
        return self._source.given.source

    @cached
    def correction(self) -> Correction | None:
        """What a person made of the transcript's own subtitles, where it was taken from there."""
        return self._source.correction

    @property
    def told(self) -> Told | None:
        """What the episode is spoken in, if that was to be told."""
        return self._source.telling.episode if self._source.telling else None

    @property
    def memory(self) -> MemoryRecord | None:
        """What the translations may make use of."""
        return self._remembered.record

    def source_tracks(self) -> Iterator[Labelled]:
        """The transcript's track first, as a person has left it where one did, then what the series asks for
        beside it."""
        left = self.correction
        return tracks_of_source(self._setup, self, left.track if left else self.fitted(self.transcript, None))

    def standard_track(self) -> Track | None:
        """None where nobody asks for it, and where no dialect is spoken: what is not dialect is in standard
        Mandarin already."""
        if not self._setup.settings.subtitle.standard or self._source.dialect is None:
            return None
        standard = self.transcript.in_standard
        return self.fitted(standard, None)

    def stages(self, target: str) -> list[str]:
        """The stages that a translation takes, in their order."""
        passes = ("translate", "polish") if self._setup.settings.translate.polish else ("translate",)
        return [f"{one} {target}" for one in passes]

    def translation(self, target: str) -> Translation:
        if target not in self._translations:
            self._translations[target] = self._translated(target)
        return self._translations[target]

    def track(self, target: str) -> Track:
        """All that is said, and all cards."""
        if target not in self._tracks:
            self._tracks[target] = self.fitted(self.transcript, self.translation(target))
        return self._tracks[target]

    def target_tracks(self, target: str) -> Iterator[Labelled]:
        """The target's track first, then what the series asks for beside it."""
        return tracks_of_target(self._setup, self, target, self.track(target))

    @property
    def screen(self) -> Screen:
        """The picture that the subtitles stand on."""
        return self._source.screen

    def fitted(self, transcript: Transcript, translation: Translation | None) -> Track:
        language = (translation or transcript).language
        layout = self._layout(language)
        ruler = ruler_at_hand(language, layout)
        track = fit(transcript, translation, self._setup.profile.limits(language), self.screen, ruler)
        return self.placed(track)

    def placed(self, track: Track) -> Track:
        """Away from what is burned in; columns stand at the side."""
        layout = self._layout(track.language)
        if layout.vertical:
            return track
        ruler = ruler_at_hand(track.language, layout)
        return placed(track, self.screen, layout, self._setup.settings.subtitle.over, ruler)

    def _layout(self, language: str) -> Layout:
        return self._setup.profile.layout_of(language).for_picture(self.screen.width, self.screen.height)

    def _translated(self, target: str) -> Translation:
        chosen = self._translator
        assert chosen is not None  # a job without targets asks for no translation
        about = brief(self._setup, self._source.dialect, target, self._remembered)
        stage = Translate(chosen.id, chosen.engine, chosen.kind, about)
        translation = self._run(stage, self.transcript)
        if not self._setup.settings.translate.polish:
            return translation
        return self._run(Polish(chosen.id, chosen.engine, about), Draft(self.transcript, translation))


def hears(stage: str) -> bool:
    """Whether what the record calls so is of those that turn sound into lines."""
    return stage.partition(" ")[0] in (CutWindows.name, Recognize.name)


def place_of(stage: object) -> int:
    return STAGES.index(type(stage))


def where_of(telling: Telling | None) -> Where:
    """Where the dialect is spoken: everywhere, if it was not to be told."""
    return telling.in_dialect if telling else everywhere


def dialect_of(setup: Setup, telling: Telling | None) -> Dialect | None:
    if telling is None:
        return setup.dialect
    return next((one for one in setup.candidates if one.name == telling.dialect), None)
