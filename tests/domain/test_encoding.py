from __future__ import annotations

import pytest

from localize.domain.encoding import decode_text

TEXT = "陈默，你回来了。\n瓜娃子 ñ\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_whatever_it_was_saved_as(encoding: str) -> None:
    assert decode_text(TEXT.encode(encoding)) == TEXT


def test_broken_utf8_is_not_taken_for_gb18030() -> None:
    with pytest.raises(UnicodeDecodeError):
        decode_text(TEXT.encode()[:-8] + b"\xff\n")


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UnicodeDecodeError):
        decode_text(b"\x89PNG\xff\xff\xff\x00")
