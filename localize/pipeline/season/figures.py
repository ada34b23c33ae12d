"""The figures of each episode of a season, and of the stages of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from localize.deliver.report.frame import Cell, Column, Table, Tile
from localize.deliver.report.season import Counted, Episode
from localize.domain.finding import BLOCKING, WARNING
from localize.domain.language import language_name
from localize.pipeline.record import RunRecord
from localize.pipeline.season.riskiest import show_command
from localize.pipeline.season.risks import grade_of
from localize.pipeline.season.state import EpisodeState, SeasonState
from localize.wording import counted, duration

_GRADES = {"failed": BLOCKING, "stopped": WARNING, "aside": WARNING, "waiting": WARNING}
# Of the kinds of flags in an episode so many are named beside it: the most frequent.
_NAMED = 3


def episodes_table(state: SeasonState, records: Mapping[str, RunRecord]) -> Table:
    columns = [
        Column("Episode"),
        Column("Status"),
        Column("Length", is_number=True, is_minor=True),
        Column("Lines", is_number=True),
        Column("Cues", is_number=True, is_minor=True),
        Column("To look at", is_number=True),
        Column("Terms met", is_number=True, is_minor=True),
        Column("Time", is_number=True, is_minor=True),
        Column("What was found", is_minor=True),
    ]
    rows = [
        _row(number, one, records.get(one.name), state.targets)
        for number, one in enumerate(state.episodes, 1)
    ]
    return Table("In the order of the series", columns, rows)


def _row(number: int, one: EpisodeState, record: RunRecord | None, targets: Collection[str]) -> list[Cell]:
    name, status = Cell(one.name, link=f"#episode-{number}"), Cell(one.status, _GRADES.get(one.status, ""))
    if record is None:
        time = _of(one.seconds, duration)
        return [
            name,
            status,
            Cell(_of(one.duration_ms / 1000, duration)),
            *[Cell("")] * 4,
            Cell(time),
            Cell(""),
        ]
    totals = record.totals
    met = f"{totals.terms_met}/{totals.terms_required}" if totals.terms_required else ""
    return [
        name,
        status,
        Cell(_of(one.duration_ms / 1000, duration)),
        Cell(str(totals.lines)),
        Cell(str(_cues(record, targets))),
        Cell(str(totals.flagged), WARNING if totals.flagged else "quiet"),
        Cell(met, WARNING if totals.terms_met < totals.terms_required else ""),
        Cell(_of(one.seconds or record.seconds, duration)),
        Cell(_frequent(flags_of(record, targets))),
    ]


def stages_table(state: SeasonState) -> Table:
    """Of the runs that last made a part of it, in each episode."""
    ran = [(stage, progress) for one in state.episodes for stage, progress in one.stages.items()]
    seconds = {stage: 0.0 for stage, _ in ran}
    parts, kept = Counter[str](), Counter[str]()
    for stage, progress in ran:
        seconds[stage] += progress.seconds
        parts[stage] += progress.done
        kept[stage] += progress.kept
    whole = sum(seconds.values()) or 1.0
    columns = [
        Column("Stage"),
        Column("Parts", is_number=True),
        Column("Kept from before", is_number=True, is_minor=True),
        Column("Time", is_number=True),
        Column("Share", is_number=True),
    ]
    rows = [
        [
            Cell(text)
            for text in (stage, f"{parts[stage]:,}", f"{kept[stage]:,}", duration(one), f"{one / whole:.0%}")
        ]
        for stage, one in sorted(seconds.items(), key=lambda item: -item[1])
    ]
    caption = "Wall time of each stage, summed over the episodes; what waits for a free worker counts too"
    return Table(caption, columns, rows)


def details_of(state: SeasonState, records: Mapping[str, RunRecord]) -> list[Episode]:
    return [
        _episode(f"episode-{number}", one, records.get(one.name), state.targets)
        for number, one in enumerate(state.episodes, 1)
    ]


def _episode(id: str, one: EpisodeState, record: RunRecord | None, targets: Sequence[str]) -> Episode:
    flags = flags_of(record, targets) if record else Counter[str]()
    return Episode(
        id=id,
        name=one.name,
        status=_status(one, record),
        grade=_GRADES.get(one.status, ""),
        told=[text for text in (one.reason, one.hint) if text],
        tiles=list(_tiles(one, record)) if record else [],
        flags=graded(flags),
        languages=list(_languages(record, targets)) if record else [],
        stages=[f"{stage} {duration(progress.seconds)}" for stage, progress in one.stages.items()],
        warnings=list(dict.fromkeys(one.warnings)),
        show=show_command(one.name) if record else "",
    )


def _status(one: EpisodeState, record: RunRecord | None) -> str:
    flagged = record.totals.flagged if record else 0
    return f"{one.status}, {flagged} to look at" if flagged else one.status


def _tiles(one: EpisodeState, record: RunRecord) -> Iterator[Tile]:
    totals = record.totals
    if one.duration_ms:
        yield Tile(duration(one.duration_ms / 1000), "long")
    yield Tile(str(totals.lines), "line" if totals.lines == 1 else "lines")
    yield Tile(str(totals.flagged), "to look at", WARNING if totals.flagged else "")
    if totals.terms_required:
        missed = totals.terms_required - totals.terms_met
        yield Tile(str(missed), f"of {totals.terms_required} terms missed", WARNING if missed else "")
    if record.dialect is not None:
        yield Tile(f"{record.dialect.confidence:.0%}", f"sure of {record.dialect.variety}")


def _languages(record: RunRecord, targets: Collection[str]) -> Iterator[str]:
    """`English 24 cues`"""
    for label, track in record.tracks.items():
        if label in targets or label == record.settings.series.language:
            yield f"{language_name(track.language)} {counted(len(track.cues), 'cue')}"


def _cues(record: RunRecord, targets: Collection[str]) -> int:
    """Of one language: the most that any has."""
    return max((len(track.cues) for label, track in record.tracks.items() if label in targets), default=0)


def flags_of(record: RunRecord, targets: Collection[str]) -> Counter[str]:
    """How often each kind is there."""
    of_lines = (flag.kind for line in record.lines for flag in line.flags)
    of_translations = (
        flag.kind
        for line in record.lines
        for target, done in line.translations.items()
        if target in targets
        for flag in done.flags
    )
    return Counter(of_lines) + Counter(of_translations)


def graded(flags: Counter[str]) -> list[Counted]:
    return [Counted(kind, count, grade_of(kind)) for kind, count in flags.most_common()]


def _frequent(flags: Counter[str]) -> str:
    more = ["…"] if len(flags) > _NAMED else []
    return ", ".join([*(f"{count} {kind}" for kind, count in flags.most_common(_NAMED)), *more])


def _of(seconds: float, shown: Callable[[float], str]) -> str:
    return shown(seconds) if seconds else ""
