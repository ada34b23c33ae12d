from __future__ import annotations

from collections.abc import Sequence

from localize.domain.glossary import Term
from localize.domain.translation import TermCheck
from localize.translate import terms

AUNT = Term(
    "张嬢嬢",
    {"en": "Auntie Zhang", "es": "tía Zhang"},
    forbidden={"en": ("Zhang", "Aunt Zhang"), "*": ("嬢嬢",)},
)


def check(asked: Sequence[Term], text: str, target: str = "en") -> tuple[TermCheck, ...]:
    return terms.check([terms.rendered(term, target, known=asked) for term in asked], text, target)


def test_a_language_without_its_own_column_takes_that_of_its_parent() -> None:
    assert AUNT.rendering("es-419") == "tía Zhang"
    assert AUNT.rendering("fr") == ""


def test_bans_hold_for_their_language_and_for_all() -> None:
    assert AUNT.banned("en") == ("Zhang", "Aunt Zhang", "嬢嬢")
    assert AUNT.banned("fr") == ("嬢嬢",)


def test_what_is_banned_inside_what_is_required_is_allowed() -> None:
    (found,) = check([AUNT], "Auntie Zhang is back")
    assert (found.met, found.forbidden) == (True, "")


def test_what_is_missed_and_what_is_banned_are_both_flagged() -> None:
    (found,) = check([AUNT], "Zhang is back")
    assert (found.met, found.forbidden) == (False, "Zhang")
    assert [flag.kind for flag in terms.flags([found])] == ["term-missed", "term-forbidden"]


def test_a_term_that_stands_twice_is_checked_once() -> None:
    assert len(check([AUNT, AUNT], "Auntie Zhang")) == 1


def test_a_term_that_asks_nothing_of_a_language_is_not_checked() -> None:
    assert check([Term("茶", {"en": "tea"})], "té", "es") == ()


ZHANG = Term("张", {"en": "Zhang", "th": "จาง"})


def test_a_rendering_inside_another_that_is_required_does_not_count_twice() -> None:
    assert [one.met for one in check([AUNT, ZHANG], "Auntie Zhang is back")] == [True, False]
    assert [one.met for one in check([ZHANG, AUNT], "Zhang, that is Auntie Zhang")] == [True, True]


def test_two_terms_with_one_rendering_want_it_twice() -> None:
    mom, mother = Term("妈", {"en": "Mom"}), Term("娘", {"en": "Mom"})
    first, second = check([mom, mother], "Mom is here")
    assert (first.met, second.met, second.shared) == (True, False, "妈")
    assert [flag.kind for flag in terms.flags([first, second])] == ["term-shared"]
    assert [one.met for one in check([mom, mother], "Mom, this is Mom")] == [True, True]


def test_a_variant_counts_and_is_told() -> None:
    boss = Term("苏总", {"en": "Ms. Su"}, variants={"en": ("President Su",), "*": ("Su Zong",)})
    assert [one.written for one in check([boss], "Ms Su!")] == ["Ms. Su"]
    assert [(one.met, one.written) for one in check([boss], "President Su!")] == [(True, "President Su")]
    assert [(one.met, one.written) for one in check([boss], "Su Zong!")] == [(True, "Su Zong")]


def test_a_required_rendering_comes_before_another_terms_variant() -> None:
    girl = Term("小满", {"en": "Xiaoman"}, variants={"en": ("Ms. Su",)})
    boss = Term("苏总", {"en": "Ms. Su"})
    assert [one.written for one in check([girl, boss], "Ms. Su is Xiaoman")] == ["Xiaoman", "Ms. Su"]
    assert [one.written for one in check([girl, boss], "Ms. Su")] == ["", "Ms. Su"]


def test_without_spaces_a_rendering_does_not_stand_inside_a_longer_one_of_another_term() -> None:
    other = Term("张三", {"th": "จางซาน"})
    asked = terms.rendered(ZHANG, "th", known=[ZHANG, other])
    assert [one.met for one in terms.check([asked], "จางซานมาแล้ว", "th")] == [False]
    assert [one.met for one in terms.check([asked], "จางซานกับจาง", "th")] == [True]


def test_the_case_counts_where_the_glossary_says_so() -> None:
    one = Term("那人", {"en": "the One", "es": "el Uno"}, exact=("en",))
    assert [found.met for found in check([one], "the one")] == [False]
    assert [found.met for found in check([one], "el uno", "es")] == [True]
