"""What is made of the telling of `--dialect auto`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from localize.dialects import Dialect
from localize.domain.heard import Dropped, Heard, HeardLine, Soundtrack, Window
from localize.domain.seen import DIALOGUE
from localize.domain.times import Span
from localize.domain.transcript import Line, Transcript
from localize.domain.variety import MANDARIN, UNKNOWN, Telling, Told, ToldLine
from localize.errors import UnknownName
from localize.pipeline.record import RunRecord

# Told with less confidence than this, a person should say what it is.
CLEAR = 0.75
# Two hearings of one line differ by some 0.2 s in its edges (Whisper's word times).
APART_MS = 200
TITLES = {MANDARIN: "standard Mandarin", UNKNOWN: "something else"}


def in_dialect(soundtrack: Soundtrack, telling: Telling) -> Soundtrack:
    """The windows of it that hold lines in the dialect."""
    spans = [line.span for line in telling.lines if line.told.variety == telling.dialect]
    windows = (
        window
        for window in soundtrack.windows
        if any(span.start_ms < window.end_ms and span.end_ms > window.start_ms for span in spans)
    )
    return msgspec.structs.replace(soundtrack, windows=tuple(windows))


def heard_again(first: Heard, again: Heard, windows: Sequence[Window], telling: Telling) -> Heard:
    """`again`, which is of these windows, where the dialect is spoken, and `first` elsewhere.

    The two may part a window into other lines: what stands over each other in time is taken together, from
    `first` where any of it was told to be something else, or was not heard again.
    """
    together = _together(first.lines, again.lines)
    lines = [line for old, new in together for line in (new if _is_better(old, new, telling) else old)]
    dropped = [*(one for one in first.dropped if not _within(one, windows)), *again.dropped]
    return msgspec.structs.replace(
        first, lines=tuple(lines), dropped=tuple(sorted(dropped, key=lambda one: one.start_ms))
    )


def _within(one: Dropped, windows: Sequence[Window]) -> bool:
    """By its middle: what ends a window's last word may reach a little into the next."""
    middle = (one.start_ms + one.end_ms) / 2
    return any(window.start_ms <= middle < window.end_ms for window in windows)


def _is_better(old: Sequence[HeardLine], new: Sequence[HeardLine], telling: Telling) -> bool:
    return bool(new) and all(telling.in_dialect(line.span) for line in old or new)


def _together(
    first: Sequence[HeardLine], again: Sequence[HeardLine]
) -> Iterator[tuple[list[HeardLine], list[HeardLine]]]:
    """The lines of both, in order of time, as they stand over each other."""
    all_lines = sorted(
        [*((line, 0) for line in first), *((line, 1) for line in again)], key=lambda one: one[0].start_ms
    )
    group: tuple[list[HeardLine], list[HeardLine]] = ([], [])
    end_ms = 0
    for line, hearing in all_lines:
        if line.start_ms > end_ms - APART_MS and any(group):
            yield group
            group, end_ms = ([], []), 0
        group[hearing].append(line)
        end_ms = max(end_ms, line.end_ms)
    if any(group):
        yield group


def with_telling(transcript: Transcript, telling: Telling | None) -> Transcript:
    """Every line of dialogue with what it was told to be spoken in, if that was to be told."""
    lines = tuple(_told(line, telling) for line in transcript.lines)
    return msgspec.structs.replace(transcript, lines=lines)


def _told(line: Line, telling: Telling | None) -> Line:
    told = telling.at(line.span) if telling is not None and line.kind == DIALOGUE else None
    if told == line.evidence.told:
        return line
    return msgspec.structs.replace(line, evidence=msgspec.structs.replace(line.evidence, told=told))


def recorded(record: RunRecord, dialects: Sequence[Dialect]) -> Telling | None:
    """What an earlier run has told, None where it was not to tell anything. Raises UnknownName for a dialect
    that there is no pack of any more."""
    told = record.dialect
    if told is None:
        return None
    known = [*TITLES, *(dialect.name for dialect in dialects)]
    if told.variety not in known:
        raise UnknownName(
            f"the episode was told to be in {told.variety!r}, and there is no such dialect",
            "give its pack with --dialect-pack, or name another with --dialect",
        )
    lines = ((Span(line.start_ms, line.end_ms), line.evidence.told) for line in record.lines)
    return Telling(told, tuple(ToldLine(span, one) for span, one in lines if one is not None))


def title_of(variety: str, dialects: Sequence[Dialect]) -> str:
    """Its name for people."""
    return TITLES.get(variety) or next(one.title["en"] for one in dialects if one.name == variety)


def doubts(told: Told, dialects: Sequence[Dialect]) -> Iterator[str]:
    """What a person should know of a telling that is not clear."""
    if told.confidence >= CLEAR and told.variety != UNKNOWN:
        return
    likeliest = sorted(told.scores, key=lambda name: -told.scores[name])[:2]
    may_be = ", ".join(f"{title_of(name, dialects)} {told.scores[name]:.0%}" for name in likeliest)
    what = "no dialect pack fits what" if told.variety == UNKNOWN else "it is not clear what"
    yield f"{what} is spoken ({may_be}): name it with --dialect"
