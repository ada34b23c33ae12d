"""All that can be said of a series' glossary and bible without an episode: their faults, and what in them is
at odds with itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from localize.config import SETTINGS_FILE, Settings, settings_in
from localize.domain.bible import Bible
from localize.domain.glossary import Glossary
from localize.domain.language import parse_language
from localize.domain.value import Value
from localize.errors import ConfigurationError
from localize.glossaries import bible as bible_file
from localize.glossaries import bibles
from localize.glossaries.bible_judging import judge_bible
from localize.glossaries.faults import Faults
from localize.glossaries.files import read
from localize.glossaries.judging import WARNING, judge
from localize.glossaries.sheet import Sheet
from localize.glossaries.toml_lines import lines_by_path
from localize.pipeline.lore import bible_of_settings, bible_paths, glossary_paths

FAULT = "fault"


class Told(Value, frozen=True):
    """`kind` is `fault`, `contradiction` or `warning`; `line` is 0 where no line is to blame."""

    file: str
    line: int
    kind: str
    what: str
    hint: str = ""


@dataclass(frozen=True)
class Lore:
    """What was read: `glossary` before the other script is added, `bible` with the people of the settings."""

    settings: Settings
    glossary_file: Path | None
    bible_files: tuple[Path, ...]
    glossary: Glossary
    bible: Bible
    told: tuple[Told, ...]

    @property
    def targets(self) -> tuple[str, ...]:
        return _targets(self.settings)


def look_at(path: Path) -> Lore:
    """`path` is the folder of a series or of a glossary, or a file of either.

    Raises ConfigurationError where nothing can be read.
    """
    settings, glossary_file, bible_files = _files(path)
    if glossary_file is None and not bible_files and not settings.characters:
        raise ConfigurationError(
            f"{path} has no glossary", 'name one in series.toml: glossary = "glossary.csv"'
        )
    sheet = _sheet(glossary_file, settings)
    bible, told = _bibles(bible_files, settings, sheet)
    told += [_fault(sheet.faults, *fault) for fault in sheet.faults]
    # Where a row was left out for its faults, much would be missed that is there.
    judged = [] if sheet.faults else judge(sheet.entries, _targets(settings), bible)
    told += [Told(str(glossary_file), *finding) for finding in judged]
    return Lore(settings, glossary_file, tuple(bible_files), sheet.glossary, bible, tuple(told))


def _targets(settings: Settings) -> tuple[str, ...]:
    return tuple(map(parse_language, settings.series.targets))


def _sheet(file: Path | None, settings: Settings) -> Sheet:
    return read(file, parse_language(settings.series.language)) if file else Sheet((), (), Faults(""))


def _bibles(files: Sequence[Path], settings: Settings, sheet: Sheet) -> tuple[Bible, list[Told]]:
    """All of them, over the people of the settings, and what is to be told of each."""
    whole, told = bible_of_settings(settings), []
    for file in files:
        faults, text = Faults(str(file)), bible_file.text_of(file)
        one = bible_file.read(text, faults, [form for person in whole.characters for form in person.forms])
        told += [_fault(faults, *fault) for fault in faults]
        told += _other_genders(file, whole, one)
        lines = lines_by_path(bible_file.tidied(text)) if not faults else {}
        found = judge_bible(one, lines, sheet.entries, _targets(settings))
        told += [Told(str(file), *finding) for finding in found]
        whole = bibles.merge(whole, one)
    return whole, told


def _files(path: Path) -> tuple[Settings, Path | None, list[Path]]:
    folder = path if path.is_dir() else path.parent
    settings = settings_in(folder)
    if path.name == bible_file.FILE_NAME:
        return settings, None, [path]
    if path.is_dir() and (path / SETTINGS_FILE).is_file():
        found = glossary_paths(settings, path)
        return settings, found[0] if found else None, bible_paths(settings, path)
    found = glossary_paths(Settings(), None, path)
    return settings, found[0] if found else None, bible_paths(Settings(), None, path)


def _fault(faults: Faults, line: int, what: str, hint: str) -> Told:
    return Told(faults.where, line, FAULT, what, hint)


def _other_genders(file: Path, settings: Bible, bible: Bible) -> list[Told]:
    found = []
    for person in settings.characters:
        other = next((one for one in bible.characters if set(one.forms) & set(person.forms)), None)
        if other and person.gender and other.gender and person.gender != other.gender:
            what = (
                f"{other.name!r} is {other.gender} here and {person.gender} in {SETTINGS_FILE}: this counts"
            )
            found.append(Told(str(file), 0, WARNING, what))
    return found
