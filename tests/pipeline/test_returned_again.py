"""Whatever a person does to a file, the run that takes it leaves it as a run finds it again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.domain.seen import CARD, DIALOGUE
from localize.domain.track import Cue, Track
from localize.domain.transcript import Line
from localize.pipeline.record import RunRecord
from localize.pipeline.returned import Returned, in_order
from tests.pipeline.records import record_with
from tests.pipeline.returning import edited, recorded, written

texts = st.text("陈刚你昨晚去了什么地方，我走嘛。好吗？", min_size=1, max_size=34).map(
    lambda text: f"走{text}"
)
kinds = st.sampled_from([DIALOGUE, DIALOGUE, DIALOGUE, CARD])


@st.composite
def said(draw: st.DrawFn) -> list[Line]:
    lines: list[Line] = []
    at_ms = 0
    for number in range(1, draw(st.integers(1, 8)) + 1):
        start_ms = at_ms + draw(st.integers(0, 2500))
        at_ms = start_ms + draw(st.integers(150, 4000))
        lines.append(Line(f"L{number:04d}", draw(texts), start_ms, at_ms, kind=draw(kinds)))
    return lines


def _changed(cue: Cue, text: str, by_ms: int) -> list[Cue]:
    return [msgspec.structs.replace(cue, rows=(text,))]


def _moved(cue: Cue, text: str, by_ms: int) -> list[Cue]:
    start_ms, end_ms = max(0, cue.start_ms + by_ms), max(0, cue.end_ms + by_ms)
    return [msgspec.structs.replace(cue, start_ms=start_ms, end_ms=end_ms)]


def _parted(cue: Cue, text: str, by_ms: int) -> list[Cue]:
    middle_ms = (cue.start_ms + cue.end_ms) // 2
    first = msgspec.structs.replace(cue, end_ms=middle_ms, rows=(cue.text[:1],))
    return [first, msgspec.structs.replace(cue, start_ms=middle_ms, rows=(cue.text[1:] or text,))]


def _doubled(cue: Cue, text: str, by_ms: int) -> list[Cue]:
    return [cue, *_moved(cue, text, by_ms // 100)]


Edit = Callable[[Cue, str, int], list[Cue]]
ways: st.SearchStrategy[Edit] = st.sampled_from(
    [_changed, _moved, _parted, _doubled, lambda cue, *_: [], lambda cue, *_: [cue]]
)
edits = st.lists(st.tuples(ways, texts, st.integers(-900, 900)), min_size=1, max_size=12)


def worked_on(cues: Sequence[Cue], edits: Sequence[tuple[Edit, str, int]]) -> list[Cue]:
    ways = [edits[at % len(edits)] for at in range(len(cues))]
    return [one for cue, (way, text, by_ms) in zip(cues, ways, strict=True) for one in way(cue, text, by_ms)]


def taken(found: Returned, cues: Sequence[Cue]) -> RunRecord:
    """As a run puts it on record."""
    left = zip(in_order(Track("zh", tuple(cues))), found.shown, strict=True)
    shown = tuple(msgspec.structs.replace(cue, line_ids=ids) for cue, ids in left)
    lines = tuple(map(recorded, found.transcript.lines))
    return record_with(lines=lines, tracks={"zh": Track("zh", shown)})


@settings(max_examples=60, deadline=None)
@given(said(), edits, edits)
def test_what_was_taken_once_is_taken_again(
    lines: list[Line], first: list[tuple[Edit, str, int]], second: list[tuple[Edit, str, int]]
) -> None:
    record, track = written(*lines)
    assert edited(record, *track.cues).transcript.lines == tuple(lines)
    cues: Sequence[Cue] = track.cues
    for change in (first, second):
        cues = worked_on(cues, change)
        once = edited(record, *cues)
        ids = {line.id for line in once.transcript.lines}
        assert {one for shown in once.shown for one in shown} == ids
        assert all(once.shown)
        record = taken(once, cues)
        again = edited(record, *cues)
        assert (again.transcript.lines, again.shown) == (once.transcript.lines, once.shown)
        assert again.told == ""
