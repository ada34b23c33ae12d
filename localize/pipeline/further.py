"""The tracks of an episode beside the usual ones: in two languages, of forced narratives, with who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

import msgspec

from localize.domain.glossary import Glossary
from localize.domain.language import is_chinese
from localize.domain.script import has_han
from localize.domain.seen import CARD
from localize.domain.track import MERGED, SEPARATE, Cue, Track
from localize.domain.transcript import Transcript
from localize.domain.translation import Translation
from localize.pipeline.job import Setup
from localize.pipeline.naming import FORCED, HEARING_IMPAIRED, label
from localize.subtitle.bilingual import bilingual
from localize.subtitle.speakers import labelled, labels


class Labelled(NamedTuple):
    """A track, and what the record and the names of its files call it."""

    label: str
    track: Track


class Made(Protocol):
    """What further tracks are made of."""

    @property
    def transcript(self) -> Transcript: ...

    def translation(self, target: str) -> Translation: ...

    def fitted(self, transcript: Transcript, translation: Translation | None) -> Track: ...

    def placed(self, track: Track) -> Track: ...


def tracks_of_target(setup: Setup, made: Made, target: str, whole: Track) -> Iterator[Labelled]:
    """The track of a target first. `whole` has its dialogue and its cards."""
    table = setup.settings.subtitle
    cards = _only(whole, [cue for cue in whole.cues if cue.kind == CARD])
    spoken = _only(whole, [cue for cue in whole.cues if cue.kind != CARD])
    usual = spoken if table.forced == SEPARATE else whole
    yield Labelled(target, usual)
    if table.forced != MERGED and cards.cues:
        yield Labelled(label(target, special=FORCED), cards)
    if table.bilingual not in ("", target):
        yield Labelled(label(target, second=table.bilingual), _in_two(setup, made, usual))
    if table.hearing_impaired:
        yield from _with_speakers(setup, made, made.translation(target))


def tracks_of_source(setup: Setup, made: Made, whole: Track) -> Iterator[Labelled]:
    """Text on the screen is in its own language already: nobody needs it apart."""
    yield Labelled(setup.source, whole)
    if setup.settings.subtitle.hearing_impaired:
        yield from _with_speakers(setup, made, None)


def nameless(setup: Setup, made: Made, language: str) -> tuple[str, ...]:
    """Those who speak, and have no name in a language."""
    speakers = dict.fromkeys(line.speaker for line in made.transcript.lines if line.speaker)
    return tuple(name for name in speakers if name not in _names(setup.glossary, speakers, language))


def _only(track: Track, cues: list[Cue]) -> Track:
    return msgspec.structs.replace(track, cues=tuple(cues))


def _in_two(setup: Setup, made: Made, track: Track) -> Track:
    table, transcript = setup.settings.subtitle, made.transcript
    lines = transcript.lines if table.bilingual == setup.source else made.translation(table.bilingual).lines
    limits = setup.profile.limits(table.bilingual)
    texts = {line.id: line.text for line in lines}
    return made.placed(bilingual(track, transcript, texts, limits, above=table.bilingual_above))


def _with_speakers(setup: Setup, made: Made, translation: Translation | None) -> Iterator[Labelled]:
    """Nothing where nobody told who speaks: it would be the usual track once more."""
    said = translation or made.transcript
    speakers = dict.fromkeys(line.speaker for line in made.transcript.lines)
    names = _names(setup.glossary, speakers, said.language)
    told = labels(made.transcript, names, setup.profile.limits(said.language).sound_brackets)
    if told:
        texts = labelled({line.id: line.text for line in said.lines}, told)
        yield Labelled(label(said.language, special=HEARING_IMPAIRED), _refitted(made, translation, texts))


def _refitted(made: Made, translation: Translation | None, texts: Mapping[str, str]) -> Track:
    replace = msgspec.structs.replace
    if translation is None:
        lines = tuple(replace(line, text=texts[line.id]) for line in made.transcript.lines)
        return made.fitted(replace(made.transcript, lines=lines), None)
    done = tuple(replace(line, text=texts[line.id]) for line in translation.lines)
    return made.fitted(made.transcript, replace(translation, lines=done))


def _names(glossary: Glossary, speakers: Iterable[str], language: str) -> dict[str, str]:
    """What the glossary calls them; nothing is spelt by ear."""
    rendered = {form: term.rendering(language) for term in glossary.terms for form in term.forms}
    names = {name: rendered.get(name, "") or _as_it_is(name, language) for name in speakers if name}
    return {speaker: name for speaker, name in names.items() if name}


def _as_it_is(name: str, language: str) -> str:
    return name if is_chinese(language) or not has_han(name) else ""
