"""Read texts → Seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from localize.domain.seen import CARD, DIALOGUE, Box, Kind, Seen, SeenLine
from localize.domain.times import Span
from localize.watch.follow import Strip
from localize.watch.kinds import Row, Sorted, lines_of, sort_rows
from localize.watch.look import Glimpse
from localize.watch.reading import ReadText
from localize.watch.voting import elected, line_readings
from localize.watch.writing import Writing


def seen_of(glimpse: Glimpse, strip: Strip, texts: Sequence[ReadText], region: Box | None = None) -> Seen:
    """`region` is where the user says that dialogue stands, None: it is learned from the texts."""
    found = sort_rows([_row(text, glimpse.aspect) for text in texts], glimpse.duration_ms, region)
    lines = [*_dialogue(found), *(_line(rows, rows, CARD) for rows in lines_of(found.cards))]
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


def _dialogue(found: Sorted) -> Iterator[SeenLine]:
    """What is not Chinese stands beside the line that is, and is none where nothing is left."""
    lines = list(lines_of(found.dialogue))
    writing = Writing.of(lines, found.region)
    for rows in lines:
        if text := writing.text_of(rows):
            yield _line(text, rows, DIALOGUE)


def _line(text: Sequence[Row], rows: Sequence[Row], kind: Kind) -> SeenLine:
    """`text` are those of the line's `rows` that are said."""
    box = text[0].box
    for row in text[1:]:
        box = box.around(row.box)
    return SeenLine(
        text="\n".join(row.text for row in text),
        start_ms=min(row.span.start_ms for row in text),
        end_ms=max(row.span.end_ms for row in text),
        kind=kind,
        box=box,
        confidence=min(row.confidence for row in text),
        readings=line_readings([(row.text, row.readings) for row in text]),
        other=" ".join(row.text for row in rows if row not in text),
    )
