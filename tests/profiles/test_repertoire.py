"""Lists of characters that may stand."""

from __future__ import annotations

import pytest

from localize.errors import UnknownName
from localize.profiles import load_profile, outside
from localize.profiles.repertoire import load_glyphs


@pytest.mark.parametrize(
    "text",
    [
        "Café – “no”… ♪",
        "你二天莫后悔哈",
        "ไม่เป็นไร",
        "مرحبا، كيف الحال؟",
        "याओमेई",
        "もう、いいよ",
        "괜찮아요",
        "two\nrows",
    ],
)
def test_what_netflix_writes_may_stand(text: str) -> None:
    assert outside(text, "netflix") == []


@pytest.mark.parametrize(
    "character",
    ["\u200f", "\u202b", "\u200d", "\u200c", "😀", "ក", "မ", "ລ", "\u2060", "\ufeff", "\t"],
)
def test_what_its_list_lacks_is_told_once(character: str) -> None:
    assert outside(f"a{character}b{character}", "netflix") == [character]


def test_without_a_list_everything_may_stand() -> None:
    assert outside("😀", load_profile("vertical").limits("en").glyphs) == []


def test_an_unknown_list_is_answered() -> None:
    with pytest.raises(UnknownName, match="did you mean 'netflix'"):
        load_glyphs("netflx")
