"""`<episode>.record.json`: what was run, with what, and what came of it. Documented in docs/record.md.

The record is an interface: without a new `RECORD_VERSION` a field may be added, never changed or taken away;
readers pass over fields that they do not know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec

from localize.config import Settings
from localize.domain.episode import Media, Stamp
from localize.domain.heard import Dropped, Word
from localize.domain.review import Flag
from localize.domain.screen import UNKNOWN, Screen
from localize.domain.seen import DIALOGUE, Kind
from localize.domain.track import Track
from localize.domain.transcript import DialectWord, Evidence, Line, Transcript
from localize.domain.translation import Step, TermCheck, TranslatedLine, Translation
from localize.domain.value import Value
from localize.domain.variety import Told
from localize.errors import InputError
from localize.pipeline.engines import ModelRecord
from localize.stage import EngineId

RECORD_VERSION = 1
# What its name ends in: behind that of the episode, or of a translation of the episode's subtitles.
RECORD_ENDING = ".record.json"
TRANSLATED_ENDING = f".translated{RECORD_ENDING}"
POLISH = "polish"
_TRANSLATING = ("translate", POLISH)


class PartRun(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """`seconds` is 0 for a hit. What is not `whole` lacks some lines (it was used and not kept), or
    was not reached before its stage broke off."""

    name: str
    key: str
    hit: bool
    seconds: float
    whole: bool = True


def target_of(stage: str) -> str:
    """That of `translate en`; empty for a stage that translates nothing."""
    name, _, target = stage.partition(" ")
    return target if name in _TRANSLATING else ""


class StageRun(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """`seconds` is wall time, the opening of the engine included; `counts` are the stage's own (tokens …)."""

    name: str
    version: int
    engine: EngineId | None
    seconds: float
    hits: int
    parts: tuple[PartRun, ...]
    counts: Mapping[str, int] = {}

    @property
    def target(self) -> str:
        """What it translates into; empty for what comes before."""
        return target_of(self.name)


class TranslationRecord(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """`steps` are what was done to mend the text."""

    text: str
    asked: int
    terms: tuple[TermCheck, ...]
    flags: tuple[Flag, ...]
    steps: tuple[Step, ...] = ()


class LineRecord(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """A line of the transcript, and by target what became of it. `kind`, `continues`, `spoken`, `standard`,
    `dialect_words` and `speaker` are those of `Line`."""

    id: str
    start_ms: int
    end_ms: int
    text: str
    words: tuple[Word, ...]
    evidence: Evidence
    flags: tuple[Flag, ...]
    translations: Mapping[str, TranslationRecord]
    kind: Kind = DIALOGUE
    continues: bool = False
    spoken: str = ""
    standard: str = ""
    dialect_words: tuple[DialectWord, ...] = ()
    speaker: str = ""


class Output(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """A file that was written, beside the record; `sha256` tells later whether a person has edited it."""

    file: str
    language: str
    format: str
    sha256: str


class SubtitleSource(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """Subtitles in the source language that the user had: `digest` is that of the `file`; where that is the
    media itself, `track` is the stream's index in it and `codec` its format."""

    file: str
    digest: str
    lines: int
    track: int | None = None
    codec: str = ""


class MemoryRecord(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """The translation memory as the run found it: how many `entries`, and their `digest`."""

    entries: int
    digest: str


class Totals(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """`terms_required` and `terms_met` count occurrences over all targets; `flagged` counts lines."""

    lines: int
    flagged: int
    terms_required: int
    terms_met: int


class RunRecord(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """The run of one file. `error` is empty, or why the run ended early; what is listed was finished.

    `dialect` is what the episode was told to be spoken in, None where that was not asked. `memory` is None
    where there was nothing to remember. `tracks` are the cues as they were written, by the label in the names
    of their files (`en`, `zh-standard`), `screen` the picture and `profile` the rules that they were fitted
    to; `fonts` are those that the rows were measured with, by the same labels, where there were any.
    `delivered` are the videos made of them, by name beside the record and by their whole path elsewhere.
    `made_from` are digests of everything that the last run of the episode depended on, by name. `fitted` are,
    by label, the cues of `tracks` without what people changed in their files, where they did; `bases`, by
    file, those from which such changes are told in a file that `tracks` does not tell of. `stamp` is that of
    the media. `corrected_source` is the file of the transcript itself, where a person has corrected
    it: it was taken from there if that can be read; else empty.
    """

    version: int
    localize: str
    libraries: Mapping[str, str]
    media: Media
    started: str
    seconds: float
    settings: Settings
    models: tuple[ModelRecord, ...]
    stages: tuple[StageRun, ...]
    outputs: tuple[Output, ...]
    lines: tuple[LineRecord, ...]
    dropped: tuple[Dropped, ...]
    via: Mapping[str, str]
    totals: Totals
    warnings: tuple[str, ...]
    error: str = ""
    source_subtitles: SubtitleSource | None = None
    dialect: Told | None = None
    memory: MemoryRecord | None = None
    tracks: Mapping[str, Track] = {}
    screen: Screen = UNKNOWN
    profile: str = ""
    fonts: Mapping[str, str] = {}
    delivered: tuple[Output, ...] = ()
    made_from: Mapping[str, str] = {}
    fitted: Mapping[str, Track] = {}
    bases: Mapping[str, Track] = {}
    stamp: Stamp | None = None
    corrected_source: str = ""


def episode_of(record: Path) -> str:
    """The name of the episode that it tells of."""
    return record.name.removesuffix(TRANSLATED_ENDING).removesuffix(RECORD_ENDING)


def read_record(path: Path) -> RunRecord | None:
    """The record of an earlier run; None when there is none, or none that this version understands."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=RunRecord)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def require_record(path: Path) -> RunRecord:
    """Raises InputError where `read_record` is None."""
    record = read_record(path)
    if record is None:
        raise InputError(f"{path} is not a record that this version reads", "run the episode again")
    return record


def dump_record(record: RunRecord) -> bytes:
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def line_records(
    transcript: Transcript, translations: Mapping[str, Translation], tracks: Mapping[str, Track]
) -> tuple[LineRecord, ...]:
    """Every line with what became of it; a cue's flags stand with the lines that it shows."""
    done = {
        target: {line.id: line for line in translation.lines} for target, translation in translations.items()
    }
    shown = {language: _flags_by_line(track) for language, track in tracks.items()}
    return tuple(_line_record(line, transcript.language, done, shown) for line in transcript.lines)


def without_flags(track: Track) -> Track:
    """What stands in the files."""
    cues = tuple(msgspec.structs.replace(cue, flags=()) for cue in track.cues)
    return msgspec.structs.replace(track, cues=cues)


def carried_over(lines: Sequence[LineRecord], before: RunRecord | None) -> tuple[LineRecord, ...]:
    """The lines with the translations that an earlier run made of the same text into other languages."""
    earlier = {(line.id, line.text): line.translations for line in before.lines} if before else {}
    return tuple(
        msgspec.structs.replace(
            line, translations={**earlier.get((line.id, line.text), {}), **line.translations}
        )
        for line in lines
    )


def totals(lines: tuple[LineRecord, ...]) -> Totals:
    checks = [check for line in lines for done in line.translations.values() for check in done.terms]
    required = [check for check in checks if check.required]
    return Totals(
        lines=len(lines),
        flagged=sum(is_flagged(line) for line in lines),
        terms_required=len(required),
        terms_met=sum(check.met for check in required),
    )


def is_flagged(line: LineRecord) -> bool:
    return bool(line.flags) or any(done.flags for done in line.translations.values())


def has_steps(line: LineRecord) -> bool:
    """Whether anything was tried to mend a translation of it."""
    return any(done.steps for done in line.translations.values())


FlagsByLine: TypeAlias = Mapping[str, tuple[Flag, ...]]


def _flags_by_line(track: Track) -> FlagsByLine:
    flags: dict[str, tuple[Flag, ...]] = {}
    for cue in track.cues:
        for line_id in cue.line_ids:
            flags[line_id] = (*flags.get(line_id, ()), *cue.flags)
    return flags


def _line_record(
    line: Line,
    language: str,
    done: Mapping[str, Mapping[str, TranslatedLine]],
    shown: Mapping[str, FlagsByLine],
) -> LineRecord:
    def flags_in(track: str) -> tuple[Flag, ...]:
        return shown.get(track, {}).get(line.id, ())

    return LineRecord(
        id=line.id,
        start_ms=line.start_ms,
        end_ms=line.end_ms,
        text=line.text,
        words=line.words,
        evidence=line.evidence,
        flags=(*line.flags, *flags_in(language)),
        translations={
            target: _translation_record(lines[line.id], flags_in(target)) for target, lines in done.items()
        },
        kind=line.kind,
        continues=line.continues,
        spoken=line.spoken,
        standard=line.standard,
        dialect_words=line.dialect_words,
        speaker=line.speaker,
    )


def _translation_record(done: TranslatedLine, shown: tuple[Flag, ...]) -> TranslationRecord:
    return TranslationRecord(done.text, done.asked, done.terms, (*done.flags, *shown), done.steps)
