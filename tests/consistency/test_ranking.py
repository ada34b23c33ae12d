from __future__ import annotations

import pytest

from localize.consistency.finding import inconsistencies
from localize.consistency.ranking import visibility
from localize.domain.inconsistency import Place
from localize.domain.seen import CARD
from tests.consistency.seasons import line, person, season


@pytest.mark.parametrize(
    ("start_ms", "end_ms", "episode", "kind", "expected"),
    [
        (0, 2000, 10, "dialogue", 2),
        (0, 100, 10, "dialogue", 0.5),
        (0, 60_000, 10, CARD, 12),
        (0, 2000, 0, CARD, 12),
    ],
)
def test_how_visible_a_line_is(start_ms: int, end_ms: int, episode: int, kind: str, expected: float) -> None:
    place = Place("E", "L1", start_ms, end_ms, "", "", kind)  # type: ignore[arg-type]
    assert visibility(place, episode) == expected


def test_what_is_heard_most_comes_first() -> None:
    long = "你会后悔今天说的话。"
    lines = [line("臣刚！", "Chen Gang!"), line("臣刚！", "Chengang!", 2)]
    lines += [line(long, "You'll regret it.", 4), line(long, "You'll be sorry.", 5)]
    found = inconsistencies(season(*lines, called=(person("臣刚"),)))
    assert [(one.kind, one.weight) for one in found] == [("name", 12.0), ("repeat", 2.0)]


def test_a_season_with_one_voice() -> None:
    assert list(inconsistencies(season(line("走。", "Go.")))) == []
    assert list(inconsistencies(season())) == []
