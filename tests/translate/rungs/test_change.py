from __future__ import annotations

import pytest

from localize.translate.rungs.change import is_broken_off, is_cut_off, is_small, is_tacked_on

LEFT = "There are thirty halls in Chengdu, all of which are left to me by my father."


@pytest.mark.parametrize(
    ("old", "new", "put", "small"),
    [
        (LEFT, LEFT.replace("father", "dad"), "dad", True),
        ("Mom, your son is back.", "Mom, Zhou Hao is back.", "Zhou Hao", True),
        ("Do you know who the boss is?", "Do you know who Ms. Su is?", "Ms. Su", True),
        (LEFT, "The dad must stand in it.", "dad", False),
        (
            "Can you cook it again?",
            "Can you cook it again? Pork can be cooked, but not hearts.",
            "Pork",
            False,
        ),
    ],
)
def test_a_small_change(old: str, new: str, put: str, small: bool) -> None:
    assert is_small(old, new, [put], "en") is small


def test_without_spaces_characters_are_compared() -> None:
    assert is_small("พ่อของฉันกลับมาบ้านแล้ว", "ป้าจางของฉันกลับมาบ้านแล้ว", ["ป้าจาง"], "th")
    assert not is_small("พ่อของฉันกลับมาแล้ว", "ป้าจางไม่อยู่", ["ป้าจาง"], "th")


def test_what_is_tacked_on() -> None:
    assert is_tacked_on("¿Por qué no estás bien?", "¿Por qué no estás bien? papá", "es")
    assert not is_tacked_on("¿Por qué no estás bien?", "Papá, ¿por qué no estás bien?", "es")
    assert not is_tacked_on("Bien.", "Bien", "es")
    assert not is_tacked_on("", "papá", "es")


def test_a_word_that_is_broken_off() -> None:
    thin = "¿Por qué estás tan delgada?"
    assert is_broken_off(thin, "¿Por qué estás tan delg Yaomei?", ["Yaomei"], "es")
    assert is_broken_off(thin, "¿Por qué estás tan delgá Yaomei?", ["Yaomei"], "es")
    assert not is_broken_off(thin, "Yaomei, ¿por qué estás tan delgada?", ["Yaomei"], "es")
    assert not is_broken_off("Her fathers left.", "Her father left dad.", ["dad"], "en")


def test_where_words_are_not_spaced_the_last_may_have_given_way() -> None:
    thin = "ย่าเม่ย คุณอยู่นี่อย่างไรแล้ว?"
    assert is_tacked_on(thin, "ย่าเม่ย คุณอยู่นี่อย่างไรแล้เยาเม่ย", "th")
    assert not is_tacked_on(thin, "เยาเม่ย คุณอยู่นี่อย่างไรแล้ว?", "th")


def test_a_text_that_lost_its_end() -> None:
    assert is_cut_off("Bibi Zhang, 你别笑我嘛.", "Bibi Zhang, kamu tidak boleh menyer")
    assert not is_cut_off("Yes.", "Yes!”")
    assert not is_cut_off("Well, yes", "Well")
