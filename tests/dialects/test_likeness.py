"""How alike syllables sound, in Mandarin and with the sounds of a dialect."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.dialects import load_dialect
from localize.dialects.likeness import Likeness
from localize.domain.syllables import pinyin

SICHUAN = load_dialect("sichuan")
assert SICHUAN is not None
MANDARIN, DIALECT = Likeness(), Likeness(SICHUAN.sounds)
SYLLABLES = st.sampled_from(pinyin("你好我叫李建国今年三十岁晓得张嬢天摆龙门阵安逸得很")) | st.sampled_from(
    ["ok", "e", "n"]
)


@pytest.mark.parametrize(
    ("one", "other"), [("zhe", "ze"), ("shi", "si"), ("cheng", "cen"), ("ming", "min"), ("duo", "do")]
)
def test_what_the_dialect_merges_costs_little(one: str, other: str) -> None:
    assert DIALECT(one, other) > MANDARIN(one, other)
    assert DIALECT(one, other) >= 0.85


def test_near_sounds_are_nearer_than_far_ones() -> None:
    assert MANDARIN("ban", "pan") > MANDARIN("ban", "gan") > MANDARIN("ban", "go")
    assert MANDARIN("ji", "yi") < 0.7


@given(SYLLABLES, SYLLABLES)
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    for like in (MANDARIN, DIALECT):
        assert like(one, one) == 1.0
        assert 0.0 <= like(one, other) == like(other, one) <= 1.0
