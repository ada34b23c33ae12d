"""Records for tests."""

from __future__ import annotations

from typing import Any

import msgspec

from localize.config import Settings
from localize.domain.episode import Media
from localize.pipeline.record import RECORD_VERSION, RunRecord, Totals

EMPTY = RunRecord(
    version=RECORD_VERSION,
    localize="0",
    libraries={},
    media=Media("E01.mp4", "", 0),
    started="",
    seconds=0,
    settings=Settings(),
    models=(),
    stages=(),
    outputs=(),
    lines=(),
    dropped=(),
    via={},
    totals=Totals(0, 0, 0, 0),
    warnings=(),
)


def record_with(**fields: Any) -> RunRecord:
    return msgspec.structs.replace(EMPTY, **fields)
