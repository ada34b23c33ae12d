"""Lines that are the same keep their cues, whatever they are called."""

from __future__ import annotations

from localize.domain.heard import Word
from localize.domain.track import Cue, Track
from localize.domain.transcript import Evidence, Line
from localize.pipeline.record import LineRecord
from localize.pipeline.renumbering import now_called, renumbered

WORDS: tuple[Word, ...] = ()


def was(name: str, text: str, start_ms: int) -> LineRecord:
    return LineRecord(name, start_ms, start_ms + 1000, text, WORDS, Evidence(), (), {})


def now(name: str, text: str, start_ms: int) -> Line:
    return Line(name, text, start_ms, start_ms + 1000)


def test_a_line_that_was_put_in_moves_the_names_of_all_after_it() -> None:
    before = [was("L1", "走", 0), was("L2", "来", 5000)]
    after = [now("L1", "走", 0), now("L2", "等", 2000), now("L3", "来", 5000)]
    assert now_called(before, after) == {"L1": "L1", "L2": "L3"}


def test_a_line_that_reads_otherwise_is_the_one_that_is_said_then() -> None:
    before = [was("L1", "走", 0), was("L2", "来", 5000), was("L3", "走", 9000)]
    after = [now("L1", "走", 0), now("L2", "去", 5200), now("L3", "走", 9000)]
    assert now_called(before, after) == {"L1": "L1", "L2": "L2", "L3": "L3"}


def test_all_that_is_said_may_be_said_later() -> None:
    before = [was("L1", "走", 0), was("L2", "来", 5000)]
    assert now_called(before, [now("L1", "来", 9000)]) == {"L2": "L1"}


def test_a_cue_of_a_line_that_is_no_more_shows_none_of_those_that_are() -> None:
    track = Track("en", (Cue("c", 0, 1000, ("Go",), ("L1", "L2")),))
    (cue,) = renumbered(track, {"L2": "L1"}).cues
    assert cue.line_ids == ("gone L1", "L1")
