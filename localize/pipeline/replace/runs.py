"""The runs that made the subtitles of a series, and how each is done again as it was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from localize.config import RecognizeTable, Settings, TranslateTable, load_settings
from localize.events import Listener
from localize.pipeline.finished import episodes_in
from localize.pipeline.job import NO_SUBTITLES, Job
from localize.pipeline.jobs import episode, translate_subtitles
from localize.pipeline.record import RunRecord, read_record
from localize.pipeline.session import Names


class Run(NamedTuple):
    """A run of ours: the last one that translated its episode into `target`."""

    names: Names
    record: RunRecord
    target: str

    @property
    def episode(self) -> str:
        return self.names.episode


class Again(NamedTuple):
    """An episode whose run is to be done again, into all of the `targets` that it is behind in."""

    job: Job
    names: Names
    targets: tuple[str, ...]

    def __call__(self, listener: Listener) -> RunRecord:
        """Raises LocalizeError."""
        return (translate_subtitles if self.names.of_subtitles else episode)(self.job, listener)


def runs_in(folder: Path) -> Iterator[Run]:
    """In the order of the episodes, one for each language that an episode was translated into. Raises
    InputError for a folder without any episode, and for a record that this version does not read."""
    for done in episodes_in(folder):
        both = (Names(folder, done.name, of_subtitles=of_subtitles) for of_subtitles in (False, True))
        found = [(names, record) for names in both if (record := read_record(names.record)) is not None]
        found.sort(key=lambda pair: pair[1].started, reverse=True)
        targets = (target for _, record in found for line in record.lines for target in line.translations)
        for target in dict.fromkeys(targets):
            yield next(Run(*pair, target) for pair in found if _holds(pair[1], target))


def job_of(run: Run, series: Path, targets: Sequence[str]) -> Job:
    """What makes the run again, from the same file: where it was made otherwise than the series asks for, by
    options of the command line, it is again."""
    then, now = run.record.settings, load_settings(series)
    media = _media(run)
    return Job(
        media=media,
        to=(*targets, *_beside(then, targets)),
        series=series,
        out=run.names.folder if run.names.folder.resolve() != media.parent.resolve() else None,
        source_subtitles=None if run.names.of_subtitles else _given(run.record),
        dialect_pack=_pack(then, series, now),
        **_otherwise(then, now),
    )


def again(runs: Sequence[Run], series: Path) -> list[Again]:
    """Each run once, in the order of `runs`."""
    by_run: dict[tuple[str, bool], list[Run]] = {}
    for run in runs:
        by_run.setdefault((run.episode, run.names.of_subtitles), []).append(run)
    found = []
    for same in by_run.values():
        targets = tuple(run.target for run in same)
        found.append(Again(job_of(same[0], series, targets), same[0].names, targets))
    return found


def _holds(record: RunRecord, target: str) -> bool:
    return any(target in line.translations for line in record.lines)


def _media(run: Run) -> Path:
    """Where it was, else beside the record: a series may have been moved as a whole."""
    path = Path(run.record.media.path)
    beside = run.names.folder / path.name
    return beside if beside.is_file() and not path.is_file() else path


def _beside(then: Settings, targets: Sequence[str]) -> tuple[str, ...]:
    """The target that stands below the others in bilingual tracks, or those above it."""
    second = then.subtitle.bilingual
    shown = then.series.targets if second in targets else (second,)
    return tuple(one for one in shown if one in then.series.targets and one not in targets)


def _given(record: RunRecord) -> Path | None:
    """The subtitles that the run had; those within the media itself are found again."""
    if record.source_subtitles is None:
        return NO_SUBTITLES
    return Path(record.source_subtitles.file) if record.source_subtitles.track is None else None


def _pack(then: Settings, series: Path, now: Settings) -> Path | None:
    """A dialect that is not that of the series; the settings of a run hold its whole path."""
    pack = Path(then.series.dialect_pack)
    is_own = pack.resolve() == (series / now.series.dialect_pack).resolve()
    return pack if then.series.dialect_pack and pack.is_dir() and not is_own else None


def _otherwise(then: Settings, now: Settings) -> dict[str, Any]:
    """What the options of the command line had changed, by the fields of Job."""
    series, subtitle = then.series, then.subtitle
    pairs: dict[str, tuple[object, object]] = {
        "source": (series.language, now.series.language),
        "dialect": (series.dialect, now.series.dialect),
        "watch": (then.watch.mode, now.watch.mode),
        "dialect_flavour": (then.translate.dialect_flavour, now.translate.dialect_flavour),
        "polish": (then.translate.polish, now.translate.polish),
        "strict": (then.translate.strict, now.translate.strict),
        "recognizer": (_recognizers(then.recognize), _recognizers(now.recognize)),
        "translator": (_translator(then.translate), _translator(now.translate)),
        "formats": (subtitle.formats, now.subtitle.formats),
        "standard": (subtitle.standard, now.subtitle.standard),
        "profile": (subtitle.profile, now.subtitle.profile),
        "over": (subtitle.over, now.subtitle.over),
        "forced": (subtitle.forced, now.subtitle.forced),
        "hearing_impaired": (subtitle.hearing_impaired, now.subtitle.hearing_impaired),
        "bilingual": (subtitle.bilingual, now.subtitle.bilingual),
    }
    found: dict[str, Any] = {name: was for name, (was, is_now) in pairs.items() if was != is_now}
    return found


def _recognizers(table: RecognizeTable) -> str:
    return "+".join(_engine(one.engine, one.model) for one in table.recognizers)


def _translator(table: TranslateTable) -> str:
    return _engine(table.engine, table.model)


def _engine(name: str, model: str) -> str:
    return f"{name}:{model}" if model else name
