"""All files of a page at one look."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from localize.deliver.report.frame import Cell, Column, Table, Tile
from localize.deliver.report.sections import Section, named
from localize.domain.finding import BLOCKING, SEVERITIES, WARNING

# Of the checks that found something in a file, so many are named beside it: the gravest.
_NAMED = 3


def folder_of(files: Sequence[str]) -> str:
    """What all names begin with, up to the last part of each: said once, it makes way for the names."""
    folders = {file[: len(file) - len(Path(file).name)] for file in files}
    return folders.pop() if len(folders) == 1 else ""


def tiles_of(sections: Sequence[Section], unchecked: int) -> list[Tile]:
    counts = [(grade, sum(one.report.count(grade) for one in sections)) for grade in SEVERITIES]
    graded = [Tile(f"{count:,}", named(grade, count), grade if count else "") for grade, count in counts]
    cues = sum(len(one.report.cues) for one in sections)
    lost = [Tile(str(unchecked), "not checked", BLOCKING)] if unchecked else []
    return [Tile(str(len(sections) + unchecked), "files"), *lost, Tile(f"{cues:,}", "cues"), *graded]


def table_of(sections: Sequence[Section], folder: str) -> Table:
    columns = [
        Column("File"),
        Column("Language", is_minor=True),
        Column("Cues", is_number=True, is_minor=True),
        *(Column(grade.capitalize(), is_number=True) for grade in ("blocking", "warnings", "notes")),
        Column("Fastest", is_number=True, is_minor=True),
        Column("What was found", is_minor=True),
    ]
    return Table("The riskiest file first", columns, [_row(one, folder) for one in sections])


def _row(one: Section, folder: str) -> list[Cell]:
    report = one.report
    counts = ((grade, report.count(grade)) for grade in SEVERITIES)
    fastest = max((cue.speed for cue in report.cues), default=0.0)
    more = ["…"] if len(one.checks) > _NAMED else []
    return [
        Cell(report.file.removeprefix(folder), link=f"#{one.id}"),
        Cell(one.language),
        Cell(str(len(report.cues))),
        *(Cell(f"{count:,}", grade if count else "quiet") for grade, count in counts),
        Cell(f"{fastest:.1f}", WARNING if fastest > report.speed_limit else ""),
        Cell(", ".join([*(name for name, _, _ in one.checks[:_NAMED]), *more])),
    ]
