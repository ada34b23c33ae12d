"""What a reply may be that is held to its terms."""

from __future__ import annotations

import re

import pytest

from localize.translate.rungs.pattern import Room, pattern, room_of, standing_at
from localize.translate.terms import Rendered

DAD, SU, HALL = Rendered("老汉儿", "dad"), Rendered("苏总", "Ms. Su"), Rendered("满堂红", "Red Hall")


ROOM = Room(40, 40)


def holds(terms: list[Rendered], text: str, target: str = "en", room: Room = ROOM) -> bool:
    return re.fullmatch(pattern(terms, target, room)[1:-1], text) is not None


@pytest.mark.parametrize("text", ["dad", "Dad, come!", "My dad’s here", "“Dad…”", "Hi, dad"])
def test_the_rendering_must_stand_in_it(text: str) -> None:
    assert holds([DAD], text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "father",
        "daddy",
        "granddad",
        "my dad (father)",
        'my "dad"',
        "爸爸 dad",
        "아 dad",
        "да dad",
        "dad，",
        "dad\n",
        "x" * 41 + " dad",
    ],
)
def test_nothing_else_may(text: str) -> None:
    assert not holds([DAD], text)


def test_it_follows_a_space_or_an_elided_article() -> None:
    uncle = Rendered("李叔", "oncle Li")
    assert holds([uncle], "C'est l'oncle Li.", "fr") and not holds([uncle], "C'est l'oncle Li.", "es")
    assert holds([uncle], "¡oncle Li!", "es") and holds([uncle], "Hola, ¡oncle Li!", "es")
    assert not holds([uncle], "hola¡oncle Li!", "es")


def test_several_stand_in_any_order_and_apart() -> None:
    assert holds([DAD, SU, HALL], "Ms. Su, dad left Red Hall to you")
    assert holds([DAD, SU, HALL], "Red Hall is dad's, Ms. Su")
    assert not holds([DAD, SU, HALL], "Red Hall is dad's")
    assert not holds([DAD, SU], "MsX Su and dad")
    assert holds([DAD, HALL, SU, Rendered("x", "four")], "dad, Red Hall and Ms. Su: four")


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("They are left to her by her dad.", True),
        ("Dad left them to her, all of them.", True),
        ("They are left to her by her father dad.", False),
        ("They are left by father. Dad", False),
        ("They are left. By dad", False),
    ],
)
def test_a_term_has_the_room_that_an_earlier_text_leaves(text: str, fits: bool) -> None:
    assert holds([DAD], text, room=room_of(["They are left to her by her father."])) is fits


def test_what_stands_already_does_not_take_the_room_of_what_is_missed() -> None:
    old = "There are thirty Red Hall places in Chengdu, left to her by her father."
    room = room_of([old], places=standing_at([DAD, HALL], old, "en"))
    assert holds([DAD, HALL], old.replace("father", "dad"), room=room)
    assert holds([DAD, HALL], "Dad left her thirty Red Hall places in Chengdu.", room=room)
    assert not holds([DAD, HALL], f"{old} The father is no dad.", room=room)
    assert not holds([DAD, HALL], old.replace("father", "father, no dad"), room=room)


def test_two_sentences_may_stay_two() -> None:
    assert holds([DAD], "No. It is dad's.", room=room_of(["No. It is father's."]))
    assert room_of([], at_least=24) == Room(24, 24, one_sentence=True)


def test_without_terms_it_holds_to_the_script() -> None:
    assert holds([], "Come and eat.")
    assert not holds([], "Come 吃")
    assert holds([], "食べて", "ja")


def test_what_grows_at_its_end_may() -> None:
    assert holds([Rendered("小满", "샤오만")], "샤오만이 왔어", "ko")
    assert holds([Rendered("张嬢嬢", "ป้าจาง")], "สวัสดีป้าจางค่ะ", "th")


def test_the_case_is_kept_where_it_must() -> None:
    assert not holds([Rendered("那", "the One", exact=True)], "The One")


@pytest.mark.parametrize("required", ['the "One"', "back\\slash", "Su (boss)"])
def test_what_no_reply_can_hold_has_no_pattern(required: str) -> None:
    assert pattern([Rendered("x", required)], "en", ROOM) == ""


def test_it_keeps_to_what_a_grammar_can_say() -> None:
    held = pattern([DAD, SU], "en", ROOM)
    assert held.startswith("^(") and held.endswith(")$")
    assert not re.search(r"\(\?|\\[dwsbDWSB]|(?<!\\)\.(?![^\[]*\])", held)
