"""A record of a run into two languages: one good line, one with flags, one that was not reached."""

from __future__ import annotations

from pathlib import Path

import msgspec

from localize.config import SeriesTable, Settings
from localize.domain.episode import Media
from localize.domain.review import Flag
from localize.domain.transcript import Evidence
from localize.domain.translation import TermCheck
from localize.pipeline.engines import ModelRecord
from localize.pipeline.record import (
    RECORD_VERSION,
    LineRecord,
    RunRecord,
    TranslationRecord,
    dump_record,
    totals,
)

LONG = "这么多年了还记得到我最喜欢吃的就是巷子口那家的担担面走嘛走嘛一起去吃一碗要不要得"

LINES = (
    LineRecord(
        id="1",
        start_ms=1350,
        end_ms=3700,
        text="要得。",
        words=(),
        evidence=Evidence(heard="要得"),
        flags=(),
        translations={
            "en": TranslationRecord("All right.", 1, (), ()),
            "es-419": TranslationRecord("De acuerdo.", 1, (), ()),
        },
    ),
    LineRecord(
        id="2",
        start_ms=83250,
        end_ms=84000,
        text="老汉儿[bold]莫得[/bold]钱。",
        words=(),
        evidence=Evidence(heard="老汉儿莫得钱"),
        flags=(Flag("low_confidence", "mean probability 0.31"),),
        translations={
            "en": TranslationRecord(
                "The old man is broke.",
                2,
                (TermCheck("老汉儿", "Dad", met=False),),
                (Flag("term_missing", "'Dad' is not in it"),),
            ),
            "es-419": TranslationRecord("Papá no tiene.", 1, (TermCheck("老汉儿", "Papá", met=True),), ()),
        },
    ),
    LineRecord(
        id="3",
        start_ms=90000,
        end_ms=95000,
        text=LONG,
        words=(),
        evidence=Evidence(heard=LONG),
        flags=(),
        translations={"en": TranslationRecord("After all these years!", 1, (), ())},
    ),
)

RECORD = RunRecord(
    version=RECORD_VERSION,
    localize="0.1.0",
    libraries={},
    media=Media("E01.mp4", "", 0),
    started="2025-01-01T00:00:00+00:00",
    seconds=23.41,
    settings=Settings(series=SeriesTable(targets=("en", "es-419"))),
    models=(ModelRecord("whisper-base", "faster-whisper", ""), ModelRecord("qwen", "llama", "")),
    stages=(),
    outputs=(),
    lines=LINES,
    dropped=(),
    via={},
    totals=totals(LINES),
    warnings=(),
)


def write_record(folder: Path, **changes: object) -> Path:
    path = folder / "E01.record.json"
    path.write_bytes(dump_record(msgspec.structs.replace(RECORD, **changes)))
    return path
