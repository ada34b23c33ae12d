"""What stood where a row ends."""

from __future__ import annotations

import pytest

from localize.subtitle.seams import as_written, is_told, joined, tears


@pytest.mark.parametrize(
    ("rows", "language", "text"),
    [
        (("I know", "you."), "en", "I know you."),
        (("ไม่ใช่", "ครับ"), "th", "ไม่ใช่ครับ"),
        (("ไม่ใช่,", "ครับ"), "th", "ไม่ใช่, ครับ"),
        (("อายุ", "30 ปี"), "th", "อายุ 30 ปี"),
        (("ไปที่", "Starbucks"), "th", "ไปที่ Starbucks"),
        (("- ใช่", "- ไม่"), "th", "- ใช่ - ไม่"),
        (("ខ្ញុំ", "ស្រឡាញ់"), "km", "ខ្ញុំស្រឡាញ់"),
        (("ខ្ញុំ។", "អ្នក"), "km", "ខ្ញុំ។ អ្នក"),
        (("ຂ້ອຍ", "ຮັກ"), "lo", "ຂ້ອຍຮັກ"),
        (("ကျွန်တော်", "မသိဘူး။", "သွား"), "my", "ကျွန်တော်မသိဘူး။ သွား"),
        (("我用", "iPhone"), "zh", "我用iPhone"),
        (("好 OK", "iPhone"), "zh", "好 OK iPhone"),
        (("café", "au lait"), "zh", "café au lait"),
        (("您好，", "", "走"), "zh", "您好，走"),
        (("나는", "집에"), "ko", "나는 집에"),
        (("ไม่ใช่", "ครับ", "OK"), "und", "ไม่ใช่ครับ OK"),
    ],
)
def test_rows_become_one_text(rows: tuple[str, ...], language: str, text: str) -> None:
    assert joined(rows, language) == text


@pytest.mark.parametrize(
    ("above", "below", "language", "torn"),
    [
        ("สวัส", "ดีครับ", "th", True),
        ("สวัสดี", "ครับ", "th", False),
        ("น", "้ำ", "th", True),
        ("ខ្ញុំស្រ", "ឡាញ់អ្នក", "km", True),
        ("ខ្ញុំ", "ស្រឡាញ់អ្នក", "km", False),
        ("OK", "ครับ", "th", False),
        ("成", "都", "zh", False),
        ("unbe", "lievable", "en", False),
    ],
)
def test_a_word_is_torn_where_its_dictionary_says_so(
    above: str, below: str, language: str, torn: bool
) -> None:
    assert tears(above, below, language) is torn


@pytest.mark.parametrize(
    ("above", "below", "language", "told"),
    [
        ("I know", "you.", "en", True),
        ("ไม่ใช่", "ครับ", "th", False),
        ("สวัส", "ดีครับ", "th", True),
        ("ไม่ใช่,", "ครับ", "th", True),
        ("我走了", "你保重", "zh", False),
        ("我走了，", "你保重", "zh", True),
        ("成", "都", "zh", True),
    ],
)
def test_between_two_words_nobody_can_tell(above: str, below: str, language: str, told: bool) -> None:
    assert is_told(above, below, language) is told


@pytest.mark.parametrize(
    ("rows", "text", "back"),
    [
        (("ไม่ใช่", "ครับ"), "ไม่ใช่ ครับ", ("ไม่ใช่ ครับ",)),
        (("ไม่ใช่", "ครับ"), "ไม่ใช่ครับ", ("ไม่ใช่ครับ",)),
        (("ไม่ใช่", "ครับ"), "ไม่ใช่ครับ\nไม่ใช่ ครับ", ("ไม่ใช่", "ครับ")),  # both are there: nothing is told
        (("我走了", "你保重"), "我走了，你保重。", ("我走了，你保重",)),
        (("大家看我走了", "你保重"), "大哥看我走了， 你保重", ("大家看我走了", "你保重")),
        (("哥，大家看我走了", "你保重"), "大家看我走了，你保重", ("哥，大家看我走了，你保重",)),
        (("a", "b"), "cab", ("a", "b")),
    ],
)
def test_what_was_lost_comes_back(rows: tuple[str, ...], text: str, back: tuple[str, ...]) -> None:
    assert as_written(rows, text) == back
