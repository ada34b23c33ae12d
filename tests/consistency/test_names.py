from __future__ import annotations

import pytest

from localize.consistency.discovery import names_by_sound
from localize.consistency.names import names
from tests.consistency.seasons import line, person, season

CHEN = person("臣刚")


def spelled(*texts: str, to: str = "en", **more: object) -> list[tuple[str, str, list[str]]]:
    lines = [line("臣刚来了。", text, number) for number, text in enumerate(texts, 1)]
    found = names(season(*lines, called=(person("臣刚", **more),), to=to))  # type: ignore[arg-type]
    return [(one.wanted, one.because, [way.says for way in one.ways]) for one in found]


def test_a_name_is_spelled_in_several_ways() -> None:
    texts = (
        "Chen Gang is here.",
        "Chengang is here.",
        "Chan Gang's here.",
        "It's Chen Gang.",
        "It's Chen Kang.",
    )
    assert spelled(*texts) == [("Chen Gang", "most lines", ["Chengang", "Chan Gang", "Chen Kang"])]


def test_the_command_gives_it_one_rendering() -> None:
    lines = (line("臣刚！", "Chen Gang!"), line("臣刚！", "Chengang!", 2))
    (found,) = names(season(*lines, called=(CHEN,)))
    assert found.command == "localize replace series --term 臣刚 --to en --with 'Chen Gang'".replace(
        "臣刚", "'臣刚'"
    )
    assert (found.kept, found.episodes) == (1, ("E02",))


@pytest.mark.parametrize(
    "text",
    [
        "He's here.",
        "Gang is here.",
        "Chen's here.",
        "CHEN GANG IS HERE!",
        "Chengdu is here.",
        "Chen Gang’s here.",
    ],
)
def test_no_other_spelling(text: str) -> None:
    """He, a part of the name, a shout, a city, a possessive."""
    assert spelled("Chen Gang is here.", text) == []


def test_an_inflected_name_is_the_same() -> None:
    assert spelled("Chen Gang ist da.", "Chen Gangs Haus.", to="de") == []


def test_what_nobody_writes_in_pinyin_is_no_spelling_of_it() -> None:
    """马林 is Marin, a foreigner, and 马琳 is somebody else."""
    lines = (line("马林来了。", "Marin is here."), line("马林走了。", "Merlin left.", 2))
    assert list(names(season(*lines, called=(person("马林"),)))) == []


def test_the_glossary_is_right_whatever_most_lines_say() -> None:
    texts = ("Chengang is here.", "Chengang is here.", "Chen Gang is here.")
    assert spelled(*texts, required="Chen Gang") == [("Chen Gang", "the glossary", ["Chengang"])]


def test_a_rendering_by_its_sense_has_no_sound() -> None:
    assert spelled("Iron is here.", "Chen Gang is here.", required="Iron") == []


def test_what_a_person_wants_is_the_standard() -> None:
    lines = (
        line("臣刚！", "Chen Gang!"),
        line("臣刚。", "Chen Gang.", 2),
        line("臣刚？", "Gang Chen?", 3, approved=True),
    )
    (found,) = names(season(*lines, called=(CHEN,)))
    assert (found.wanted, found.because) == ("Gang Chen", "a person")
    assert found.episodes == ("E01", "E02")


def test_what_two_people_want_is_no_fault() -> None:
    lines = (line("臣刚！", "Chen Gang!", approved=True), line("臣刚。", "Chengang.", 2, approved=True))
    assert list(names(season(*lines, called=(CHEN,)))) == []


def test_who_else_is_named_in_the_line_is_no_slip() -> None:
    both = line("陈港和臣刚来了。", "Chen Gong is here.", 2)
    called = (CHEN, person("陈港", "Chen Gong"))
    assert list(names(season(line("臣刚！", "Chen Gang!"), both, called=called))) == []


def test_other_scripts_are_left_alone() -> None:
    assert spelled("เฉินกัง", "เฉินกาง", to="th") == []


def test_names_are_found_that_nobody_has_listed() -> None:
    pairs = [("臣刚，快跑！", "Chen Gang, run!"), ("臣刚不是坏人。", "Chen Gang is no bad guy.")]
    assert names_by_sound([*pairs, ("哈哈哈！", "Hahaha!"), ("哈哈哈。", "Hahaha.")]) == {"臣刚"}
    assert names_by_sound([*pairs[:1], ("妈的！", "Made it!")]) == set()
