"""Subtitles as a witness of what is on the screen."""

from __future__ import annotations

from localize.domain.seen import CARD, DIALOGUE, Seen
from localize.domain.transcript import Evidence, Line
from localize.subtitle.witness import witness
from tests.subtitle.lines import transcript


def test_every_line_is_seen_without_a_doubt() -> None:
    seen = witness(transcript(Line("A", "走嘛", 1000, 3000), Line("B", "三年后", 1500, 2500, kind=CARD)))
    assert [(line.text, line.start_ms, line.end_ms, line.kind) for line in seen.lines] == [
        ("走嘛", 1000, 3000, DIALOGUE),
        ("三年后", 1500, 2500, CARD),
    ]
    assert {line.confidence for line in seen.lines} == {1.0}
    assert seen.typed
    (said,), (card,) = seen.dialogue, seen.cards
    assert card.box.bottom < 0.5 < said.box.top
    assert said.box.center[0] == card.box.center[0] == 0.5
    assert (seen.duration_ms, seen.region) == (3000, None)


def test_the_second_language_of_a_line_is_kept() -> None:
    (line,) = witness(transcript(Line("A", "走嘛", 0, 900, evidence=Evidence(other="Let's go")))).lines
    assert (line.text, line.other) == ("走嘛", "Let's go")


def test_who_speaks_is_kept() -> None:
    (line,) = witness(transcript(Line("A", "走嘛", 0, 900, speaker="苏小满"))).lines
    assert line.speaker == "苏小满"


def test_nothing_is_seen_in_nothing() -> None:
    assert witness(transcript()) == Seen(0, typed=True)
