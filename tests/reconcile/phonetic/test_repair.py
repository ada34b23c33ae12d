"""Dialect speech in the wrong characters is repaired; what is right, or sure, stays."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.dialects.sounds import Sounds
from localize.domain.syllables import pinyin
from localize.reconcile.phonetic import Repairer
from localize.reconcile.phonetic.channel import Channel
from localize.reconcile.phonetic.general import general_words
from tests.reconcile.phonetic.sichuan import NAMES, line, repaired, repairer, sounds


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("你小的不？", "你晓得不？"),
        ("妖媒回来了。", "幺妹回来了。"),
        ("我给你解扫一个，焦历简果。", "我给你介绍一个，叫李建国。"),
        ("逆郎哥不问我。", "你啷个不问我。"),
        ("80得很。", "巴适得很。"),
    ],
)
def test_what_was_said_is_found(heard: str, said: str) -> None:
    assert repaired(heard, 0.4) == said


@pytest.mark.parametrize(
    "text",
    [
        "他沉默了很久。",
        "一共八十块。",
        "一共80块。",
        "2015年6月7日",
        "那个小的不太好看。",
        "沙子都吹进眼睛里了。",
    ],
)
def test_real_words_stay_when_the_recogniser_is_sure(text: str) -> None:
    assert repaired(text, 0.9) == text


@pytest.mark.parametrize(
    "text", ["莫德是。", "妖媒回来了。", "80得很。", "一共八十块。", "那个小的不太好看。"]
)
def test_a_recogniser_that_tells_no_probabilities_is_repaired_as_one_of_average_doubt(text: str) -> None:
    assert repaired(text, None) == repaired(text, 0.73)


def test_to_tell_nothing_is_not_to_be_sure() -> None:
    assert repaired("莫德是。", None) == "莫得事。"
    assert repaired("莫德是。", 1.0) == "莫得是。"


@pytest.mark.parametrize("text", ["妖媒回来了。", "你小的不？", "逆郎哥不问我。"])
def test_the_surer_the_recogniser_the_less_is_changed(text: str) -> None:
    probabilities = (0.2, 0.5, 0.8, 0.95, 1.0)
    changed = [
        sum(ours != theirs for ours, theirs in zip(text, repaired(text, one), strict=True))
        for one in probabilities
    ]
    assert changed == sorted(changed, reverse=True)


def test_a_word_of_the_dialect_and_any_form_of_a_name_stay_as_they_are_heard() -> None:
    for text in ("哪个晓得嘛。", "妹娃儿来了。"):
        assert repaired(text, 0.0)[:2] == text[:2]


def test_a_repair_says_what_it_did_and_why() -> None:
    (repair,) = repairer().repaired(line("哎呀，妖媒，", 0.4)).repairs
    assert (repair.start, repair.was, repair.now) == (3, "妖媒", "幺妹")
    assert repair.rule == "name of the series"
    assert repair.sound == 0.0
    assert repair.price > 0
    assert "妖媒 → 幺妹" in repair.note


def test_a_number_may_be_a_word_of_the_dialect_as_a_whole_only() -> None:
    heard = line("80得很。", 0.4)
    now = repairer().repaired(heard).line
    assert [word.text for word in now.words] == ["巴", "适", "得", "很", "。"]
    assert repaired("180得很。", 0.4).startswith("180")


def test_a_line_of_nothing_to_say_stays() -> None:
    for text in ("OK…", "？"):
        assert repairer().repaired(line(text)) == (line(text), ())


def test_a_line_whose_words_are_not_known_is_left_alone_by_its_doubt() -> None:
    heard = msgspec.structs.replace(line("他沉默了很久。"), words=())
    assert repairer().repaired(heard).line == heard


def test_a_pack_without_sounds_still_knows_names() -> None:
    assert Repairer(Sounds(), NAMES).repaired(line("妖媒来了。", 0.3)).line.text == "幺妹来了。"


def test_dialect_costs_more_without_its_words_and_sounds_and_mandarin_does_not() -> None:
    mandarin = Repairer(Sounds(), NAMES)
    for text in ("你小的不。", "今天八十得恨。"):
        assert repairer().cost(line(text)) < mandarin.cost(line(text)) - 2
    for text in ("他沉默了很久。", "一共八十块。", "OK…"):
        assert repairer().cost(line(text, 0.9)) == pytest.approx(mandarin.cost(line(text, 0.9)), abs=0.5)


HEARD = st.text("我你妖媒小的晓得莫事是说死老师时候这个回家，。", min_size=1, max_size=10)


@settings(max_examples=60, deadline=None)
@given(HEARD, st.floats(0, 1))
def test_no_character_is_added_and_no_sound_goes_further_than_the_dialect(text: str, sure: float) -> None:
    now = repaired(text, sure)
    assert len(now) == len(text)
    channel = Channel(sounds(), general_words().syllables)
    for heard, said in zip(text, now, strict=True):
        if heard != said:
            allowed = {syllable for one in _readings(heard) for syllable in channel.said(one)}
            assert allowed & set(_readings(said))


def _readings(character: str) -> list[str]:
    from localize.domain.syllables import all_sounds

    return [*all_sounds(character), *pinyin(character)]
