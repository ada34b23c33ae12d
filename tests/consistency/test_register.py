from __future__ import annotations

from typing import Any

from localize.consistency.manners import manner, manners
from localize.consistency.register import register
from localize.consistency.season import Spoken
from tests.consistency.seasons import line, season

STIFF, PLAIN = "I do not know him.", "I don't know him."


def lines(text: str, count: int, episode: int, **more: Any) -> list[Spoken]:
    return [line("我不认识他。", text, episode, **more) for _ in range(count)]


def test_an_episode_is_stiff_where_the_season_is_plain() -> None:
    (found,) = register(season(*lines(PLAIN, 30, 1), *lines(STIFF, 10, 2)))
    assert (found.kind, found.about, found.wanted, len(found.places)) == ("register", "E02", "don't", 10)
    assert found.message == "100% “do not” and the like, elsewhere 0% “do not” and the like"


def test_a_character_is_stiff_in_one_episode() -> None:
    others = lines(STIFF, 40, 1, speaker="周浩") + lines(STIFF, 40, 2, speaker="周浩")
    own = lines(PLAIN, 30, 1, speaker="小满") + lines(STIFF, 10, 2, speaker="小满")
    (found,) = register(season(*others, *own))
    assert (found.kind, found.about) == ("tone", "小满 in E02")


def test_a_few_stiff_lines_are_no_drift() -> None:
    assert list(register(season(*lines(PLAIN, 30, 1), *lines(STIFF, 7, 2)))) == []
    half = lines(PLAIN, 6, 2) + lines(STIFF, 5, 2)
    assert list(register(season(*lines(PLAIN, 30, 1), *half))) == []


def test_what_a_person_wants_stays_as_it_is() -> None:
    stiff = lines(STIFF, 10, 2, approved=True)
    assert list(register(season(*lines(PLAIN, 30, 1), *stiff))) == []


def test_a_language_without_such_words_is_left_alone() -> None:
    assert list(register(season(line("走。", "ไป"), to="th"))) == []


def test_words_that_tell() -> None:
    english, german = manners("en"), manners("de")
    assert english is not None and german is not None
    assert manner(line("是。", "Yes, I am. I’m not, I do not!"), english) == (1, 0)
    assert manner(line("你来。", "Sie kommen. Kommen Sie?"), german) == (0, 1)
    assert manner(line("你们来。", "Kommen Sie?"), german) == (0, 0)
