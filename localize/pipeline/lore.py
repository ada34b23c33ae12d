"""What a series insists on, from where it lies: the glossary, the bible beside it, whose voices are in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from localize import glossaries
from localize.cast import sheet
from localize.config import Settings
from localize.domain.bible import Bible, Character
from localize.domain.glossary import Glossary
from localize.domain.voice import NO_CAST, Cast
from localize.glossaries import bible as bible_file
from localize.glossaries import bibles


def glossary_of(settings: Settings, folder: Path | None, named: Path | None = None) -> Glossary:
    """The terms of the series in `folder`, and over them those of the file or folder that was `named`."""
    language = settings.series.language
    found = [glossaries.load(path, language) for path in glossary_paths(settings, folder, named)]
    return glossaries.merge(*found)


def bible_of(settings: Settings, folder: Path | None, named: Path | None = None) -> Bible:
    """The people of the settings, over them the bible of the series, and over that the one beside `named`."""
    found = bible_of_settings(settings)
    for path in bible_paths(settings, folder, named):
        known = [form for person in found.characters for form in person.forms]
        found = bibles.merge(found, bible_file.load(path, known))
    return found


def cast_of(folder: Path | None, bible: Bible) -> Cast:
    """Empty until somebody has named a voice. Who is named by an alias is the same person: two voices of
    theirs would be rivals otherwise. Raises ConfigurationError; UnknownName for a name that the bible does
    not have."""
    if folder is None:
        return NO_CAST
    found = sheet.load(folder / sheet.FILE_NAME)
    sheet.require_known(found, bible, folder / sheet.FILE_NAME)
    voices = tuple(
        msgspec.structs.replace(voice, name=person.name) if (person := bible.character(voice.name)) else voice
        for voice in found.cast.voices
    )
    return msgspec.structs.replace(found.cast, voices=voices)


def bible_of_settings(settings: Settings) -> Bible:
    people = (Character(one.name, gender=one.gender, note=one.note) for one in settings.characters)
    return bibles.merge(Bible(tuple(people)))


def glossary_paths(settings: Settings, folder: Path | None, named: Path | None = None) -> list[Path]:
    """Those of the glossaries that there are to read; a folder with a bible alone has none."""
    places = _places(settings, folder, named)
    return [glossaries.file_of(place) for place in places if not _holds_only_a_bible(place)]


def bible_paths(settings: Settings, folder: Path | None, named: Path | None = None) -> list[Path]:
    beside = [folder] if folder else []
    beside += [place if place.is_dir() else place.parent for place in _places(settings, folder, named)]
    files = (place / bible_file.FILE_NAME for place in beside)
    return list({file.resolve(): file for file in files if file.is_file()}.values())


def _places(settings: Settings, folder: Path | None, named: Path | None) -> Iterator[Path]:
    if folder is not None and settings.series.glossary:
        yield folder / settings.series.glossary
    if named is not None:
        yield named


def _holds_only_a_bible(place: Path) -> bool:
    return (place / bible_file.FILE_NAME).is_file() and not (place / glossaries.FILE_NAME).exists()
