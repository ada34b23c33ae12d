from __future__ import annotations

import pytest

from localize.domain.encoding import decode_text

TEXT = "陈默，你回来了。\n瓜娃子 ñ\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_whatever_it_was_saved_as(encoding: str) -> None:
    assert decode_text(TEXT.encode(encoding)) == TEXT


SAVED = {
    "gb18030": "苏小满，你一个洗碗的，配进周家的门吗？\n妈，我哪点儿对不起你？\n莫喊我妈，周浩，签字离婚！",
    "big5": "蘇小滿，你一個洗碗的，配進周家的門嗎？\n媽，我哪點對不起妳？\n別喊我媽，周浩，簽字離婚！",
    "shift_jis": "お前、何をやっているんだ？\n母さん、ごめんなさい。\n離婚届に署名しろ！",
}


@pytest.mark.parametrize(("encoding", "text"), [*SAVED.items(), ("gb18030", SAVED["big5"])])
def test_the_old_encodings_are_told_apart(encoding: str, text: str) -> None:
    assert decode_text(text.encode(encoding)) == text


def test_broken_utf8_is_not_taken_for_gb18030() -> None:
    with pytest.raises(UnicodeDecodeError):
        decode_text(TEXT.encode()[:-8] + b"\xff\n")


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UnicodeDecodeError):
        decode_text(b"\x89PNG\xff\xff\xff\x00")
