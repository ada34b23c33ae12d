"""Read texts → Seen."""

from __future__ import annotations

from collections.abc import Sequence

from localize.domain.script import is_chinese_text
from localize.domain.seen import CARD, DIALOGUE, Box, Seen, SeenLine
from localize.domain.times import Span
from localize.watch.follow import Strip
from localize.watch.kinds import Row, lines_of, sort_rows
from localize.watch.look import Glimpse
from localize.watch.reading import ReadText
from localize.watch.voting import elected


def seen_of(glimpse: Glimpse, strip: Strip, texts: Sequence[ReadText], region: Box | None = None) -> Seen:
    """`region` is where the user says that dialogue stands, None: it is learned from the texts."""
    found = sort_rows([_row(text, glimpse.aspect) for text in texts], glimpse.duration_ms, region)
    lines = [
        line
        for kind, rows in ((DIALOGUE, found.dialogue), (CARD, found.cards))
        for group in lines_of(rows)
        if (line := _line(group, kind)) is not None
    ]
    return Seen(
        duration_ms=max([glimpse.duration_ms, *(line.end_ms for line in lines)]),
        lines=tuple(sorted(lines, key=lambda line: (line.start_ms, line.box.top))),
        cuts=strip.cuts,
        marks=found.marks,
        region=found.region,
    )


def _row(read: ReadText, aspect: float) -> Row:
    text, confidence = elected(read.readings)
    return Row(
        text, confidence, Span(read.text.start_ms, read.text.end_ms), read.text.box, read.readings, aspect
    )


def _line(rows: Sequence[Row], kind: str) -> SeenLine | None:
    """Rows of one line; what is not Chinese stands beside it, and alone it is no line."""
    chinese = [row for row in rows if is_chinese_text(row.text)]
    if not chinese:
        return None
    box = chinese[0].box
    for row in chinese[1:]:
        box = box.around(row.box)
    return SeenLine(
        text="\n".join(row.text for row in chinese),
        start_ms=min(row.span.start_ms for row in chinese),
        end_ms=max(row.span.end_ms for row in chinese),
        kind=kind,
        box=box,
        confidence=min(row.confidence for row in chinese),
        readings=chinese[0].readings if len(chinese) == 1 else (),
        other=" ".join(row.text for row in rows if row not in chinese),
    )
