"""What is made of the telling of `--dialect auto`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from localize.dialects import Dialect
from localize.domain.heard import Dropped, Heard, HeardLine, Soundtrack, Window
from localize.domain.seen import DIALOGUE
from localize.domain.transcript import Line, Transcript
from localize.domain.variety import MANDARIN, UNKNOWN, Telling, Told

# Told with less confidence than this, a person should say what it is.
CLEAR = 0.75
TITLES = {MANDARIN: "standard Mandarin", UNKNOWN: "something that there is no dialect pack for"}


def in_dialect(soundtrack: Soundtrack, telling: Telling) -> Soundtrack:
    """The windows of it that hold lines in the dialect."""
    spans = [line.span for line in telling.lines if telling.in_dialect(line.span)]
    windows = (
        window
        for window in soundtrack.windows
        if any(span.start_ms < window.end_ms and span.end_ms > window.start_ms for span in spans)
    )
    return msgspec.structs.replace(soundtrack, windows=tuple(windows))


def heard_again(first: Heard, again: Heard, windows: Sequence[Window]) -> Heard:
    """`again` for these windows, and `first` elsewhere."""
    kept = [line for line in first.lines if not _within(line, windows)]
    dropped = [one for one in first.dropped if not _within(one, windows)]
    return msgspec.structs.replace(
        first,
        lines=tuple(sorted([*kept, *again.lines], key=lambda line: line.start_ms)),
        dropped=tuple(sorted([*dropped, *again.dropped], key=lambda one: one.start_ms)),
    )


def _within(one: HeardLine | Dropped, windows: Sequence[Window]) -> bool:
    """By its middle: what ends a window's last word may reach a little into the next."""
    middle = (one.start_ms + one.end_ms) / 2
    return any(window.start_ms <= middle < window.end_ms for window in windows)


def with_telling(transcript: Transcript, telling: Telling) -> Transcript:
    """Every line of dialogue with what it is spoken in."""
    lines = tuple(_told(line, telling) if line.kind == DIALOGUE else line for line in transcript.lines)
    return msgspec.structs.replace(transcript, lines=lines)


def _told(line: Line, telling: Telling) -> Line:
    evidence = msgspec.structs.replace(line.evidence, told=telling.at(line.span))
    return msgspec.structs.replace(line, evidence=evidence)


def title_of(variety: str, dialects: Sequence[Dialect]) -> str:
    """Its name for people."""
    return TITLES.get(variety) or next(one.title["en"] for one in dialects if one.name == variety)


def doubts(told: Told, dialects: Sequence[Dialect]) -> Iterator[str]:
    """What a person should know of a telling that is not clear."""
    if told.confidence >= CLEAR and told.variety != UNKNOWN:
        return
    likeliest = sorted(told.scores, key=lambda name: -told.scores[name])[:2]
    may_be = ", ".join(f"{title_of(name, dialects)} {told.scores[name]:.0%}" for name in likeliest)
    yield f"it is not clear what is spoken ({may_be}): name it with --dialect"
