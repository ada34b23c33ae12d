"""What one would write in an hour: RapidOCR as it comes, on one whole frame a second."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from bench.truth import Said
from bench.witnesses import Cost
from localize.domain.script import han_count
from localize.domain.times import Span

STEP_MS = 1000
# Where a row's middle must stand to be dialogue, in shares of the height.
LOWER = (0.55, 0.90)


@dataclass
class Naive:
    """`calls` are searched frames, `rows` those that were then read."""

    lines: list[Said] = field(default_factory=list)
    cost: Cost = field(default_factory=Cost)
    calls: int = 0
    rows: int = 0


def open_reader() -> Any:
    from rapidocr import RapidOCR

    reader = RapidOCR(params={"Global.log_level": "critical"})
    import numpy as np

    reader(np.zeros((64, 64, 3), np.uint8))  # opens its models
    return reader


def watched(path: Path, reader: Any) -> Naive:
    """Equal texts of consecutive seconds are one line, from the first of these frames to a second after the
    last. Rows without Chinese are left out, so that a bilingual burn is not held against it."""
    found = Naive()
    with found.cost.counted():
        texts = [(at_ms, _text(reader(pixels), pixels.shape[0], found)) for at_ms, pixels in _frames(path)]
        found.lines = [line for line in _merged(texts) if line.text]
    return found


def _frames(path: Path) -> Iterator[tuple[int, Any]]:
    import av

    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        next_ms = 0
        for frame in container.decode(stream):
            at_ms = round(1000 * float((frame.pts - (stream.start_time or 0)) * stream.time_base))
            if at_ms >= next_ms:
                next_ms += STEP_MS
                yield at_ms, frame.to_ndarray(format="bgr24")


def _text(result: Any, height: int, found: Naive) -> str:
    found.calls += 1
    if result.boxes is None or not result.txts:
        return ""
    found.rows += len(result.txts)
    rows = sorted(zip(result.boxes[:, :, 1].mean(axis=1) / height, result.txts, strict=True))
    return "\n".join(
        text for middle, text in rows if LOWER[0] <= middle <= LOWER[1] and is_chinese_text(text)
    )


def _merged(texts: list[tuple[int, str]]) -> Iterator[Said]:
    for text, group in groupby(texts, key=lambda one: one[1]):
        moments = [at_ms for at_ms, _ in group]
        yield Said(text, Span(moments[0], moments[-1] + STEP_MS))


def is_chinese_text(text: str) -> bool:
    """Whether Chinese characters carry it; 签 DNA 报告 is Chinese, `OK 啦 see you tomorrow` is not."""
    letters = sum(character.isalpha() for character in text)
    return han_count(text) * 2 > letters - han_count(text) and han_count(text) > 0
