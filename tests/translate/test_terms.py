from __future__ import annotations

import pytest

from localize.domain.glossary import Term
from localize.translate import terms

AUNT = Term(
    "张嬢嬢",
    {"en": "Auntie Zhang", "es": "tía Zhang"},
    forbidden={"en": ("Zhang", "Aunt Zhang"), "*": ("嬢嬢",)},
)


@pytest.mark.parametrize(
    "text",
    ["auntie zhang is here", "Auntie Zhang's soup", "Auntie Zhang’s!", "the Auntie Zhangs", "AUNTIE-ZHANG"],
)
def test_a_rendering_is_met_in_any_case_and_with_simple_endings(text: str) -> None:
    assert terms.present("Auntie Zhang", text, "en")


@pytest.mark.parametrize("text", ["Auntie Zhangfei", "MyAuntie Zhang", "Auntie Wang", "Zhang Auntie", ""])
def test_a_rendering_is_not_met_by_another_word(text: str) -> None:
    assert not terms.present("Auntie Zhang", text, "en")


@pytest.mark.parametrize(
    ("form", "text", "target"),
    [
        ("張おばさん", "あの張おばさんが来た", "ja"),
        ("ป้าจาง", "สวัสดีป้าจางค่ะ", "th"),
        ("장 아주머니", "장아주머니가 왔어요", "ko"),
        ("Ms. Su", "Yes, Ms. Su!", "en"),
        ("señora Su", "¡Señora Su!", "es-419"),
    ],
)
def test_a_rendering_is_met_in_its_script(form: str, text: str, target: str) -> None:
    assert terms.present(form, text, target)


def test_a_language_without_its_own_column_takes_that_of_its_parent() -> None:
    assert terms.rendering(AUNT, "es-419") == "tía Zhang"
    assert terms.rendering(AUNT, "fr") == ""


def test_bans_hold_for_their_language_and_for_all() -> None:
    assert terms.banned(AUNT, "en") == ("Zhang", "Aunt Zhang", "嬢嬢")
    assert terms.banned(AUNT, "fr") == ("嬢嬢",)


def test_what_is_banned_inside_what_is_required_is_allowed() -> None:
    (check,) = terms.check([AUNT], "Auntie Zhang is back", "en")
    assert (check.met, check.forbidden) == (True, "")


def test_what_is_missed_and_what_is_banned_are_both_flagged() -> None:
    (check,) = terms.check([AUNT], "Zhang is back", "en")
    assert (check.met, check.forbidden) == (False, "Zhang")
    assert [flag.kind for flag in terms.flags([check])] == ["term-missed", "term-forbidden"]


def test_a_term_that_stands_twice_is_checked_once() -> None:
    assert len(terms.check([AUNT, AUNT], "Auntie Zhang", "en")) == 1


def test_a_term_that_asks_nothing_of_a_language_is_not_checked() -> None:
    assert terms.check([Term("茶", {"en": "tea"})], "té", "es") == ()
