from __future__ import annotations

from typing import Any

from localize.consistency.repeats import repeats
from localize.domain.seen import CARD
from tests.consistency.seasons import line, season

LONG = "你会后悔今天说的话。"


def ways(*texts: str, source: str = LONG, **more: Any) -> list[tuple[str, list[str]]]:
    lines = [line(source, text, number, **more) for number, text in enumerate(texts, 1)]
    return [(one.wanted, [way.says for way in one.ways]) for one in repeats(season(*lines))]


def test_a_line_is_translated_in_several_ways() -> None:
    assert ways("You'll regret it.", "You'll be sorry.", "You'll regret it.") == [
        ("You'll regret it.", ["You'll be sorry."])
    ]


def test_marks_and_case_make_no_other_voice() -> None:
    assert ways("You'll regret it.", "You’ll regret it!", "you'll  regret it") == []


def test_a_short_line_is_up_to_those_around_it() -> None:
    assert ways("No way!", "How can that be?", source="怎么可能？") == []
    recap = ways("No way!", "How can that be?", source="怎么可能？", before=(LONG,))
    assert recap == [("No way!", ["How can that be?"])]


def test_a_card_is_the_same_wherever_it_stands() -> None:
    assert ways("Three years later", "3 years on", source="三年后", kind=CARD) != []


def test_what_people_approved_is_the_standard() -> None:
    lines = (
        line(LONG, "You'll be sorry.", approved=True),
        *(line(LONG, "You'll regret it.", 2) for _ in range(3)),
    )
    (found,) = repeats(season(*lines))
    assert (found.wanted, found.because, found.episodes) == ("You'll be sorry.", "a person", ("E02",))


def test_what_people_want_elsewhere_is_the_standard_too() -> None:
    (found,) = repeats(season(line(LONG, "You'll regret it.", wanted="You'll be sorry.")))
    assert (found.wanted, found.because) == ("You'll be sorry.", "a person")
    assert list(repeats(season(line(LONG, "You'll be sorry!", wanted="You'll be sorry.")))) == []


def test_what_two_people_want_is_left_to_them() -> None:
    lines = (line(LONG, "You'll be sorry.", approved=True), line(LONG, "You'll regret it.", 2, approved=True))
    assert list(repeats(season(*lines))) == []
