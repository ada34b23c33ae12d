"""What may have been said where a syllable was heard."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from localize.dialects.sounds import Sounds
from localize.reconcile.phonetic.channel import Channel
from localize.reconcile.phonetic.general import general_words
from tests.reconcile.phonetic.sichuan import sounds

SYLLABLES = sorted(general_words().syllables)


def channel() -> Channel:
    return Channel(sounds(), SYLLABLES)


def test_what_nearly_every_character_does_is_cheap_and_what_few_do_is_dear() -> None:
    said = channel().said("zang")
    assert said["zang"] == 0.0
    assert 0 < said["zhang"] < 1
    assert channel().said("hu")["fu"] > 4


def test_another_syllable_was_not_said() -> None:
    assert "ma" not in channel().said("zhang")
    assert "zhong" not in channel().said("zhang")


def test_without_sounds_only_what_was_heard() -> None:
    assert Channel(Sounds(), SYLLABLES).said("zang") == {"zang": 0.0}


def test_what_is_no_syllable_is_itself() -> None:
    assert channel().said("ok!") == {"ok!": 0.0}


@given(st.sampled_from(SYLLABLES), st.sampled_from(SYLLABLES))
def test_either_way_round(one: str, other: str) -> None:
    both = channel()
    assert both.said(one).get(other) == both.said(other).get(one)
