from __future__ import annotations

import pytest

from localize.translate.terms import Rendered
from localize.translate.terms.swapping import is_interchangeable, is_name, swapped

SHARED = Rendered("爹", "Dad")


def swap(was: str, now: str, text: str, target: str = "en", times: int = 1, *others: Rendered) -> str | None:
    return swapped(Rendered("臣刚", was), Rendered("臣刚", now), text, target, times, others)


@pytest.mark.parametrize(
    ("was", "now", "text", "after"),
    [
        ("Chen Just", "Chen Gang", "Chen Just, come here!", "Chen Gang, come here!"),
        ("Chen Just", "Chen Gang", "That is Chen Just’s car.", "That is Chen Gang’s car."),
        ("Chen Just", "Chen Gang", "RUN, CHEN JUST!", "RUN, CHEN GANG!"),
        ("Chen", "Chen Gang", "Chen is here.", "Chen Gang is here."),
        ("Chen", "Chen Gang", "Chen Gang is here.", "Chen Gang is here."),
        ("Chen Just", "Chen Gang", "Is Chen Just here?", "Is Chen Gang here?"),
        ("Chen Just", "Chen Gang", "Chen Just's Mom.", "Chen Gang's Mom."),
        ("boss", "elder", "Boss, a boss!", None),
        ("boss", "elder", "I need a boss.", "I need an elder."),
        ("boss", "elder", "Boss!", "Elder!"),
        ("boss", "elder", "Nobody is here.", "Nobody is here."),
    ],
)
def test_a_rendering_takes_the_place_of_another(was: str, now: str, text: str, after: str | None) -> None:
    assert swap(was, now, text) == after


@pytest.mark.parametrize(
    ("was", "now", "text", "target"),
    [
        ("Chen Just", "Chen Gang", "The Chen Justs.", "en"),  # inflected
        ("mother", "granny", "My mother-in-law.", "en"),  # within a longer word
        ("dumpling", "noodles", "The dumpling is good.", "en"),  # the verb would have to change
        ("Dad", "Papa", "Dad, Dad!", "en"),  # said once
        ("Xiaoman", "Yaomei", "Su Xiaoman, come here!", "en"),  # of a longer name
        ("Xiaoman", "Yaomei", "I saw Xiaoman Su.", "en"),
        ("jefe", "patrona", "Mi jefe malo.", "es"),  # the adjective would have to change
        ("Annie", "Chen Gang", "Le chat d'Annie.", "fr"),
        ("Чэнь", "Чжан", "Это Чэнь.", "ru"),  # names have cases
        ("샤오만", "진강", "샤오만이 왔어.", "ko"),  # with a particle
    ],
)
def test_what_is_not_sure_is_left_to_a_model(was: str, now: str, text: str, target: str) -> None:
    assert swap(was, now, text, target) is None


def test_a_text_that_may_be_meant_for_another_term_is_not_sure() -> None:
    assert swap("Dad", "Papa", "Dad is here.", "en", 1, SHARED) is None


@pytest.mark.parametrize(
    ("was", "now", "text", "target", "after"),
    [
        ("Chen Just", "Chen Gang", "¡Chen Just, ven!", "es-419", "¡Chen Gang, ven!"),
        ("เฉินจัสต์", "เฉินกัง", "เฉินจัสต์มาแล้ว", "th", "เฉินกังมาแล้ว"),
        ("张三", "张四", "张三来了。", "zh-Hant", "张四来了。"),
    ],
)
def test_names_and_words_without_endings_in_other_languages(
    was: str, now: str, text: str, target: str, after: str
) -> None:
    assert swap(was, now, text, target) == after


def test_what_is_surely_a_name() -> None:
    assert is_name("Chen Gang", "en")
    assert not is_name("the boss", "en")
    assert not is_name("Chef", "de")
    assert is_name("Chen Gang", "de")
    assert is_interchangeable("boss", "chief", "en")
    assert not is_interchangeable("Annie", "Chen", "fr")
