"""A season's transcripts → `proposals.csv` beside the glossary; and what a person approved → the glossary."""

from __future__ import annotations

import io
from codecs import BOM_UTF8
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from localize import glossaries
from localize.config import SETTINGS_FILE, Settings, load_settings
from localize.dialects import Dialect
from localize.domain.encoding import decode_text
from localize.errors import BadGlossary, ConfigurationError, InputError, UnknownName
from localize.mining import adding, sheet
from localize.mining.proposals import Proposal, mine
from localize.mining.season import Spoken
from localize.pipeline.job import Job, Setup, prepare
from localize.pipeline.naming import split_name
from localize.pipeline.record import RECORD_ENDING, TRANSLATED_ENDING, episode_of, require_record
from localize.pipeline.returned import line_of
from localize.pipeline.rewriting import rewriting
from localize.reconcile.phonetic.general import general_words
from localize.store.files import write_atomic
from localize.subtitle.read import read_subtitles


@dataclass(frozen=True)
class Mined:
    """`sheet` is the file that was written, `lines` and `episodes` what was read for it."""

    proposals: tuple[Proposal, ...]
    sheet: Path
    lines: int
    episodes: tuple[str, ...]


@dataclass(frozen=True)
class Approved:
    """The source forms that were `added` to `glossary`, and those `held` by it before, which stay as they
    are."""

    glossary: Path
    added: tuple[str, ...]
    held: tuple[str, ...]


def mine_series(series: Path, sources: Sequence[Path] = ()) -> Mined:
    """`sources` are records, subtitle files and folders of records; by default the series' own folder.

    Raises ConfigurationError, InputError when there is nothing to read or another command holds the sheet,
    StoreError.
    """
    setup = _setup(series)
    lines = [line for path in _files(sources or [series]) for line in _lines(path, setup)]
    if not lines:
        raise InputError(f"no transcripts in {series}", "name the folder that holds the *.record.json files")
    known = _known(setup)
    proposals = mine(lines, known, general_words().counts)
    path = series / sheet.FILE_NAME
    with rewriting(path):
        filled = sheet.without(_rows(path), known) if path.exists() else []
        # With the mark by which Excel knows UTF-8.
        write_atomic(path, sheet.dumps(proposals, setup.targets, filled).encode("utf-8-sig"))
    return Mined(tuple(proposals), path, len(lines), tuple(dict.fromkeys(line.episode for line in lines)))


def approve(series: Path, names: Sequence[str] = (), file: Path | None = None) -> Approved:
    """Takes the rows of `file` (by default `proposals.csv` in the series) that are marked, or those of
    `names`, into the glossary of the series.

    Raises ConfigurationError: UnknownName for a name that is not in the file, BadGlossary where the glossary
    could not be read with the new rows in it; nothing is written then. InputError where another command
    holds the glossary.
    """
    path = _glossary(load_settings(series), series)
    with rewriting(path):
        return _approve(series, path, names, file or series / sheet.FILE_NAME)


def _approve(series: Path, path: Path, names: Sequence[str], file: Path) -> Approved:
    setup = _setup(series)
    rows = _rows(file)
    chosen = _named(rows, names) if names else sheet.approved(rows)
    known = {form for term in setup.glossary.terms for form in term.forms}
    new = sheet.without(chosen, known)
    if new:
        _append(path, new, setup)
    held = tuple(row[sheet.SOURCE] for row in chosen if row[sheet.SOURCE] in known)
    return Approved(path, tuple(row[sheet.SOURCE] for row in new), held)


def _append(path: Path, rows: Sequence[sheet.Row], setup: Setup) -> None:
    """Atomically, and only what can be read again."""
    before = path.read_bytes() if path.exists() else adding.new_file(setup.targets).encode()
    text = adding.appended(decode_text(before), rows, str(path))
    glossaries.loads(io.StringIO(text, newline=""), str(path))
    write_atomic(path, text.encode("utf-8-sig" if before.startswith(BOM_UTF8) else "utf-8"))


def _setup(series: Path) -> Setup:
    """Raises ConfigurationError, also where no series is."""
    return prepare(Job(series / "episode", series=series))


def _glossary(settings: Settings, series: Path) -> Path:
    named = settings.series.glossary
    if not named:
        raise ConfigurationError(
            f"{series / SETTINGS_FILE} names no glossary", f'set glossary = "{glossaries.FILE_NAME}" in it'
        )
    path = glossaries.file_of(series / named)
    if path.suffix.lower() not in (".csv", ".tsv", ".txt"):
        raise ConfigurationError(
            f"{path} is no table of text", "save it as CSV, and name that in series.toml"
        )
    return path


def _known(setup: Setup) -> Collection[str]:
    """Every source form that the glossary or the bible holds."""
    bible = setup.bible
    named = (*bible.places, *bible.organisations, *bible.jokes)
    terms = (form for term in setup.glossary.terms for form in term.forms)
    people = (form for one in bible.characters for form in one.forms)
    return {*terms, *people, *(one.name for one in named)}


def _rows(path: Path) -> list[sheet.Row]:
    try:
        text = decode_text(path.read_bytes())
    except OSError as error:
        hint = "`localize glossary mine` writes it"
        raise BadGlossary(f"cannot read the proposals {path}: {error.strerror}", hint) from error
    except UnicodeDecodeError as error:
        raise BadGlossary(f"{path}: not a text that can be read", "save it as CSV UTF-8") from error
    return sheet.loads(text.removeprefix("\ufeff"), str(path))


def _named(rows: Sequence[sheet.Row], names: Sequence[str]) -> list[sheet.Row]:
    by_source = {row[sheet.SOURCE]: row for row in rows}
    for name in names:
        if name not in by_source:
            raise UnknownName.of("proposal", name, by_source)
    return [by_source[name] for name in dict.fromkeys(names)]


# ── lines ────────────────────────────────────────────────────────────────────────────────────────────


def _files(sources: Sequence[Path]) -> Iterator[Path]:
    for source in sources:
        if not source.exists():
            raise InputError(f"there is no {source}")
        yield from _records(source) if source.is_dir() else [source]


def _records(folder: Path) -> list[Path]:
    """One an episode: what a translation of its subtitles left is not counted twice."""
    found = sorted(folder.glob(f"*{RECORD_ENDING}"))
    own = [path for path in found if not path.name.endswith(TRANSLATED_ENDING)]
    heard = {episode_of(path) for path in own}
    return [path for path in found if path in own or episode_of(path) not in heard]


def _lines(path: Path, setup: Setup) -> list[Spoken]:
    if path.name.endswith(RECORD_ENDING):
        return _of_record(path)
    episode, transcript = split_name(path).episode, read_subtitles(path, setup.source)
    return [
        Spoken(episode, line.start_ms, line.text, _dialect_words(line.text, setup.dialect), line.speaker)
        for line in transcript.lines
    ]


def _of_record(path: Path) -> list[Spoken]:
    record = require_record(path)
    return [
        Spoken(
            episode_of(path),
            line.start_ms,
            line_of(line).as_said,
            tuple(word.found for word in line.dialect_words),
            line.speaker,
        )
        for line in record.lines
    ]


def _dialect_words(text: str, dialect: Dialect | None) -> tuple[str, ...]:
    return tuple(use.found for use in dialect.uses(text)) if dialect else ()
