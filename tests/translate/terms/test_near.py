"""What is surely meant for a rendering, and what is not."""

from __future__ import annotations

import pytest

from localize.translate.terms import Rendered
from localize.translate.terms.near import mended

XIAOMAN = Rendered("小满", "Xiaoman")
AUNTIE = Rendered("张嬢嬢", "Auntie Zhang", ("Aunt Mother",))
SU = Rendered("苏总", "Ms. Su")
DAD = Rendered("老汉儿", "dad", ("old man",))
HALL = Rendered("满堂红", "the Red Hall")
PORK = Rendered("回锅肉", "twice-cooked pork")


@pytest.mark.parametrize(
    ("term", "text", "becomes"),
    [
        (XIAOMAN, "Come here, Xiao Man's mom!", "Come here, Xiaoman's mom!"),
        (XIAOMAN, "XIAO MAN!", "XIAOMAN!"),
        (XIAOMAN, "xiǎo mǎn, come", "Xiaoman, come"),
        (XIAOMAN, "I saw Xiaomann.", "I saw Xiaoman."),
        (AUNTIE, "I saw a Zhang Niangniang.", "I saw an Auntie Zhang."),
        (AUNTIE, "Aunt Zhang’s soup", "Auntie Zhang’s soup"),
        (AUNTIE, "Aunty Zhang, hello", "Auntie Zhang, hello"),
        (AUNTIE, "That is Aunt Mother.", "That is Auntie Zhang."),
        (SU, "Miss Su, hi", "Ms. Su, hi"),
        (SU, "Su Zong, hi", "Ms. Su, hi"),
        (SU, "Is that an Su Zong?", "Is that a Ms. Su?"),
        (DAD, "He is an old man.", "He is a dad."),
        (DAD, "Old man, come", "Dad, come"),
        (HALL, "I love a Mantanghong!", "I love the Red Hall!"),
        (PORK, "We have Hui Guo Rou.", "We have twice-cooked pork."),
        (PORK, "Hui guo rou again", "Twice-cooked pork again"),
    ],
)
def test_it_is_put_in_its_place(term: Rendered, text: str, becomes: str) -> None:
    assert mended(term, text, "en") == becomes


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (XIAOMAN, "Hello there"),
        (XIAOMAN, "A small man"),
        (XIAOMAN, "Xiaoman is here"),
        (DAD, "My father is here"),
        (AUNTIE, "Zhang is here"),
        (AUNTIE, "Auntie Wang is here"),
        (SU, "Sue is here"),
        (XIAOMAN, "Xiaomen is here"),
        (XIAOMAN, "Xiaolan told me everything."),
        (AUNTIE, "Mr. Zhang phoned."),
        (AUNTIE, "Mrs. Zhang, hello"),
        (AUNTIE, "Aunt Zhang, this is Aunt Zhang."),
        (SU, "President Su, hi"),
        (Rendered("阿哥", "Big Brother"), "Bro, at your age you should rest."),
        (Rendered("妈的", "damn"), "You made me do this!"),
        (Rendered("妈的", "damn"), "Go. Made it?"),
        (Rendered("妈的", "damn"), "YOU MADE ME DO THIS!"),
        (Rendered("何灿", "Hector"), "He can go."),
        (Rendered("师姐", "Sister"), "Shijie!"),
        (Rendered("妈", "Mom", ("mother",)), "My mother-in-law is here."),
        (Rendered("陈", "Chen"), "Chan is here"),
        (Rendered("张", "Zhang"), "Zheng is here"),
        (Rendered("门", "Gateway"), "the gatewax"),
        (Rendered("嬢", "", ("aunt",)), "aunt"),
    ],
)
def test_what_is_not_sure_is_left(term: Rendered, text: str) -> None:
    assert mended(term, text, "en") is None


def test_what_stands_for_another_term_is_not_touched() -> None:
    other = Rendered("张姨", "Aunt Zhang")
    assert mended(AUNTIE, "Aunt Zhang!", "en") == "Auntie Zhang!"
    assert mended(AUNTIE, "Aunt Zhang!", "en", [other]) is None


def test_a_banned_word_goes_where_the_rendering_stands_already() -> None:
    assert mended(DAD, "Dad, old man!", "en") == "Dad, dad!"


def test_words_in_another_order_are_put_right_in_other_languages() -> None:
    assert mended(Rendered("张嬢嬢", "tía Zhang"), "Zhang tía, no te ríe", "es") == "Tía Zhang, no te ríe"


def test_without_spaces_only_what_is_banned_is_sure() -> None:
    assert mended(Rendered("张三", "จางซาน", ("จางสาม",)), "พบจางสาม", "th") == "พบจางซาน"
    assert mended(Rendered("张三", "จางซาน"), "พบ Zhang San", "th") is None
