"""The order of work. This is the only place where it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

from localize.domain.episode import Media
from localize.domain.heard import Heard, Soundtrack
from localize.domain.language import primary
from localize.domain.times import clock
from localize.domain.track import Track
from localize.domain.transcript import Transcript
from localize.domain.translation import Translation
from localize.errors import NoSound
from localize.listen.recognize import Recognize
from localize.listen.windows import CutWindows
from localize.pipeline.engines import Chosen
from localize.pipeline.given import NOTHING, Given, given_subtitles
from localize.pipeline.job import Setup
from localize.pipeline.record import RunRecord, SubtitleSource
from localize.pipeline.returned import with_own_lines
from localize.pipeline.run import Runs
from localize.pipeline.watching import Watched
from localize.reconcile.agree import reconcile
from localize.reconcile.meaning import with_meaning
from localize.stage import RecognizerRequest
from localize.subtitle.fit import fit
from localize.subtitle.read import read_subtitles
from localize.translate.brief import Brief, Person
from localize.translate.stage import Translate
from localize.watch.follow import Follow
from localize.watch.look import Look
from localize.watch.reading import ReadTexts

# A Chinese character takes one to two of the 223 tokens that a Whisper prompt may hold, and the lead some 40.
PROMPT_CHARACTERS = 120
# Whisper continues in the style of what came before; after nothing, it leaves Chinese without punctuation.
PLAIN_LEADS = {"zh": "以下是普通话的句子。"}


# Containers round, and sound often ends a little before the picture; a second is more than that.
MISSING_MS = 1000


class Source(Protocol):
    """Where a transcript comes from; `given` are subtitles in the same language that were there already."""

    @property
    def given(self) -> Given: ...

    @property
    def transcript(self) -> Transcript: ...

    @property
    def complaints(self) -> tuple[str, ...]:
        """What was wrong with the file, although it could be used."""
        ...


class Witness(NamedTuple):
    """What may be asked before the others: `stages` are those that it runs, in their order."""

    stages: Sequence[str]
    ask: Callable[[], object]


class Spoken:
    """video → windows → heard, → seen; both, and subtitles that are there already → transcript"""

    def __init__(
        self, setup: Setup, run: Runs, media: Media, recognizer: Chosen, reader: Chosen | None
    ) -> None:
        self._setup, self._run, self._media, self._recognizer = setup, run, media, recognizer
        self._watched = Watched(setup, run, media, reader)

    @cached_property
    def soundtrack(self) -> Soundtrack:
        return self._run(CutWindows(), self._media)

    @cached_property
    def given(self) -> Given:
        return given_subtitles(self._setup, self._media)

    @property
    def witnesses(self) -> tuple[Witness, Witness]:
        """Sound and picture, neither of which waits for the other."""
        return (
            Witness((CutWindows.name, Recognize.name), lambda: self._heard),
            Witness((Look.name, Follow.name, ReadTexts.name), lambda: self._watched.seen),
        )

    @cached_property
    def transcript(self) -> Transcript:
        given = self.given.seen  # read first: a file that is none is told before the work
        heard = self._heard
        witnesses = [seen for seen in (self._watched.seen, given) if seen is not None]
        if isinstance(heard, NoSound) and not witnesses:
            raise heard
        sounds = self._setup.dialect.sounds if self._setup.dialect else None
        silence = Heard(self._setup.source, duration_ms=0, lines=())
        return reconcile(
            silence if isinstance(heard, NoSound) else heard, witnesses, sounds, self._setup.glossary
        )

    @cached_property
    def _heard(self) -> Heard | NoSound:
        """A picture without sound may still be read."""
        try:
            return self._run(self._recognize(), self.soundtrack)
        except NoSound as error:
            return error

    @property
    def complaints(self) -> tuple[str, ...]:
        return (*self._lost_sound(), *self._watched.complaints, *self.given.complaints)

    def _lost_sound(self) -> tuple[str, ...]:
        if isinstance(self._heard, NoSound):
            return (f"{self._media.path} has no sound: its lines are those of the picture alone",)
        announced, decoded = self.soundtrack.announced_ms, self.soundtrack.duration_ms
        if announced - decoded <= MISSING_MS:
            return ()
        lost = f"of {clock(announced)} only {clock(decoded)} of sound could be decoded"
        return (f"{self._media.path} is damaged or cut short: {lost}",)

    def _recognize(self) -> Recognize:
        chosen = self._recognizer
        return Recognize(self._media, chosen.id, chosen.engine, recognizer_request(self._setup))


class Written:
    """subtitle file → transcript"""

    given = NOTHING

    def __init__(self, setup: Setup, record: RunRecord | None = None, *, is_standard: bool = False) -> None:
        """`record` is that of the run which wrote the file, if one of ours did, perhaps in standard
        Mandarin."""
        self._setup, self._record, self.is_standard = setup, record, is_standard

    @cached_property
    def transcript(self) -> Transcript:
        read = read_subtitles(self._setup.job.media, self._setup.source)
        if self._record is None:
            return read
        limits = self._setup.profile.limits(read.language)
        return with_own_lines(read, self._record, limits, is_standard=self.is_standard)

    @property
    def complaints(self) -> tuple[str, ...]:
        return ()


class Recipe:
    """transcript → what it means → translations → tracks; each is made when it is first asked for."""

    def __init__(self, setup: Setup, run: Runs, source: Source, translator: Chosen | None) -> None:
        self._setup, self._run, self._source, self._translator = setup, run, source, translator
        self._translations: dict[str, Translation] = {}

    @cached_property
    def transcript(self) -> Transcript:
        """Found anew also in what a person has corrected."""
        return with_meaning(self._source.transcript, self._setup.dialect, self._setup.glossary)

    @property
    def complaints(self) -> tuple[str, ...]:
        return self._source.complaints

    @property
    def given(self) -> SubtitleSource | None:
        """The subtitles that were there already, where they were used."""
        return self._source.given.source

    def source_track(self) -> Track:
        return fit(self.transcript, None, self._setup.profile.limits(self.transcript.language))

    def standard_track(self) -> Track:
        standard = self.transcript.in_standard
        return fit(standard, None, self._setup.profile.limits(standard.language))

    def translation(self, target: str) -> Translation:
        if target not in self._translations:
            self._translations[target] = self._run(self._translate(target), self.transcript)
        return self._translations[target]

    def track(self, target: str) -> Track:
        return fit(self.transcript, self.translation(target), self._setup.profile.limits(target))

    def _translate(self, target: str) -> Translate:
        chosen = self._translator
        assert chosen is not None  # a job without targets asks for no translation
        return Translate(chosen.id, chosen.engine, chosen.kind, brief(self._setup, target))


def recognizer_request(setup: Setup) -> RecognizerRequest:
    """Names first, then the words of the dialect, as many as a prompt can hold: a term beyond them changes
    no key."""
    names = [term.source for term in setup.glossary.terms]
    hotwords = setup.dialect.hotwords if setup.dialect else ()
    words = list(dict.fromkeys([*names, *hotwords]))
    return RecognizerRequest(
        language=setup.source,
        lead=setup.dialect.lead if setup.dialect else PLAIN_LEADS.get(primary(setup.source), ""),
        words=tuple(_first_that_fit(words)),
        beam_size=setup.settings.recognize.beam_size,
    )


def _first_that_fit(words: Sequence[str]) -> Iterator[str]:
    left = PROMPT_CHARACTERS
    for word in words:
        left -= len(word)
        if left < 0:
            return
        yield word


def brief(setup: Setup, target: str) -> Brief:
    """What the translator is told about the series."""
    settings = setup.settings
    words = setup.dialect.words if setup.dialect else ()
    return Brief(
        source=setup.source,
        target=target,
        title=settings.series.title,
        setting=settings.series.setting,
        characters=tuple(Person(one.name, one.gender, one.note) for one in settings.characters),
        glossary=setup.glossary,
        glosses={word.term: word.gloss(target) for word in words},
        flavour=settings.translate.dialect_flavour,
        scene_gap_ms=settings.translate.scene_gap_ms,
        scene_lines=settings.translate.scene_lines,
        context_lines=settings.translate.context_lines,
    )
