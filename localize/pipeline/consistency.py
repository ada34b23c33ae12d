"""The records of a series, with what people have made of them → where it does not speak with one voice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from localize.config import Settings, settings_in
from localize.consistency.discovery import names_by_sound
from localize.consistency.finding import inconsistencies
from localize.consistency.ranking import by_weight
from localize.consistency.season import Called, Season, Spoken, Tongue
from localize.deliver.report.voices import voices_page
from localize.domain.bible import Bible
from localize.domain.glossary import Glossary
from localize.domain.inconsistency import Inconsistency, Place
from localize.domain.language import parse_language
from localize.domain.letters import script
from localize.domain.matching import Matcher
from localize.domain.memory import Memory
from localize.domain.transcript import Line
from localize.errors import InputError
from localize.events import Listener, ignore
from localize.memory.file import FILE_NAME, MemoryFile
from localize.memory.recalling import own, recall
from localize.mining.proposals import names_in
from localize.mining.season import Spoken as Mined
from localize.pipeline.called import called_in
from localize.pipeline.finished import Finished, episodes_in
from localize.pipeline.lore import bible_of, glossary_of
from localize.pipeline.record import LineRecord, RunRecord
from localize.pipeline.remembering import corrected_since
from localize.pipeline.returned import line_of
from localize.reconcile.phonetic.general import general_words
from localize.translate import terms
from localize.translate.brief import Brief
from localize.translate.guards.language import language
from localize.translate.guards.pronoun import gender_in, genders_named, tells_persons
from localize.translate.places import places
from localize.translate.said import rendered_terms, source_text, term_uses
from localize.translate.scenes import surroundings
from localize.translate.terms.inflections import same_word

Naming: TypeAlias = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True)
class Voices:
    """What was found in the series `title`, the most audible first: in so many `lines` of `episodes`, over
    all `targets`."""

    title: str
    found: tuple[Inconsistency, ...]
    targets: tuple[str, ...]
    episodes: tuple[str, ...]
    lines: int


class _Series(NamedTuple):
    folder: Path
    settings: Settings
    glossary: Glossary
    bible: Bible
    memory: Memory
    episodes: Sequence[Finished]


def voices(folder: Path, to: Sequence[str] = (), listener: Listener = ignore) -> Voices:
    """`to` are the targets to look at, by default all that there are translations into.

    Raises InputError where there are none, ConfigurationError, StoreError.
    """
    series = _read(folder, listener)
    targets = _targets(series, to)
    proposals = _proposals(series, targets)
    naming = _naming(called_in("", series.glossary, series.bible, proposals))
    seasons = [_season(series, target, proposals, naming) for target in targets]
    found = by_weight(one for season in seasons for one in inconsistencies(season))
    episodes = tuple(dict.fromkeys(line.place.episode for season in seasons for line in season.lines))
    title = series.settings.series.title or folder.resolve().name
    return Voices(title, tuple(found), targets, episodes, sum(len(season.lines) for season in seasons))


def voices_report(told: Voices) -> str:
    """The page."""
    return voices_page(told.title, told.found, told.lines, len(told.episodes))


def _read(folder: Path, listener: Listener) -> _Series:
    episodes = [one for one in episodes_in(folder) if one.records]
    settings = settings_in(folder)
    file = MemoryFile(folder / FILE_NAME)
    memory = file.memory()
    for episode in episodes:
        memory = memory.with_entries(corrected_since(episode.names, episode.records, file, listener))
    return _Series(
        folder, settings, glossary_of(settings, folder), bible_of(settings, folder), memory, episodes
    )


def _targets(series: _Series, to: Sequence[str]) -> tuple[str, ...]:
    """Those of the series first, in its order."""
    done = {
        target
        for episode in series.episodes
        for record in episode.records
        for line in record.lines
        for target in line.translations
    }
    if not done:
        raise InputError(
            f"nothing in {series.folder} is translated", "`localize episode FILE --to LANG` translates"
        )
    asked = tuple(dict.fromkeys(map(parse_language, to)))
    if missing := [target for target in asked if target not in done]:
        raise InputError(
            f"nothing in {series.folder} is translated into {', '.join(missing)}",
            f"there is {', '.join(sorted(done))}",
        )
    own_order = [target for target in series.settings.series.targets if target in done]
    return asked or tuple(dict.fromkeys((*own_order, *sorted(done))))


def _proposals(series: _Series, targets: Sequence[str]) -> Mapping[str, str]:
    """Names that neither glossary nor bible has, with their kinds; of the source, whatever it is translated
    into."""
    known = {form for term in series.glossary.terms for form in term.forms}
    known |= {form for person in series.bible.characters for form in person.forms}
    lines = [(episode.name, line) for episode in series.episodes for line in episode.records[-1].lines]
    said = [Mined(name, line.start_ms, line_of(line).as_said, (), line.speaker) for name, line in lines]
    latin = [target for target in targets if tongue_of(target).latin]
    pairs = (
        (line.text, line.translations[target].text)
        for _, line in lines
        for target in latin
        if target in line.translations
    )
    told = {form: "name" for form in names_by_sound(pairs) if form not in known}
    return told | names_in(said, known, general_words().counts)


def _naming(called: Sequence[Called]) -> Naming:
    """Which forms of names stand in a text; every target asks that of each line."""
    matcher = Matcher((form, form) for one in called for form in (one.form, *one.also))

    @cache
    def naming(text: str) -> tuple[str, ...]:
        return tuple(match.owner for match in matcher.find(text))

    return naming


# ── one language ─────────────────────────────────────────────────────────────────────────────────────


def _season(series: _Series, target: str, proposals: Mapping[str, str], naming: Naming) -> Season:
    brief = Brief(
        source=series.settings.series.language,
        target=target,
        bible=series.bible,
        glossary=series.glossary,
        memory=series.memory.into(target),
    )
    lines = (
        line
        for number, episode in enumerate(series.episodes)
        for line in _lines(number, episode, brief, naming)
    )
    return Season(
        tongue=tongue_of(target),
        lines=tuple(lines),
        called=called_in(target, series.glossary, series.bible, proposals),
        bible=series.bible,
        folder=str(series.folder),
    )


def tongue_of(target: str) -> Tongue:
    known = language(target)
    return Tongue(
        tag=target,
        stands=lambda form, text: terms.present(form, text, target),
        same=lambda one, other: same_word(one, other, target),
        gender=lambda text: gender_in(text, target) if tells_persons(target) else "",
        genders=genders_named,
        common=frozenset(known.common) if known else frozenset(),
        latin=script(target) == "Latn",
    )


def _lines(number: int, episode: Finished, brief: Brief, naming: Naming) -> Iterator[Spoken]:
    """Of the newest run that translated into the language; without what has no text."""
    record = next((one for one in episode.records if _translates(one, brief.target)), None)
    if record is None:
        return
    lines = [line_of(line) for line in record.lines]
    around = surroundings(lines, brief)
    stands = zip(lines, record.lines, places(lines, episode.name), strict=True)
    for at, (line, made, place) in enumerate(stands):
        wanted = own(brief.memory, place) if brief.memory.entries else None
        done = made.translations.get(brief.target)
        text = wanted.text if wanted else done.text if done else ""
        if not text:
            continue
        asked = rendered_terms(term_uses(line, brief, around.get(at, ())), brief)
        elsewhere = recall(brief.memory, place, 0) if brief.memory.entries else None
        yield Spoken(
            number=number,
            place=_place(line, text, episode.name, approved=wanted is not None),
            said=line.as_said,
            named=naming(line.as_said),
            before=place.before,
            after=place.after,
            wanted=elsewhere.text if elsewhere else "",
            terms=terms.check(asked, text, brief.target),
            found={term.name: term.found for term in asked},
            new=_new({term.name: term.required for term in asked}, made, brief.target),
        )


def _place(line: Line, text: str, episode: str, *, approved: bool) -> Place:
    return Place(
        episode=episode,
        line_id=line.id,
        start_ms=line.start_ms,
        end_ms=line.end_ms,
        source=source_text(line),
        text=" ".join(text.split()),
        kind=line.kind,
        speaker=line.speaker,
        approved=approved,
    )


def _new(required: dict[str, str], made: LineRecord, target: str) -> frozenset[str]:
    done = made.translations.get(target)
    before = {check.source: check.required for check in done.terms} if done else {}
    return frozenset(name for name, text in required.items() if before.get(name) != text)


def _translates(record: RunRecord, target: str) -> bool:
    return any(target in line.translations for line in record.lines)
