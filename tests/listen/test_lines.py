"""Words → lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from localize.domain.heard import Word
from localize.domain.times import Span
from localize.listen.lines import LONGEST_CHINESE, lines_of
from localize.listen.snapping import snapped
from tests.listen.hearing import segment, words

ALL = [Span(0, 60_000)]


def texts(*parts: tuple[Word, ...], speech: list[Span] = ALL, language: str = "zh") -> list[str]:
    return [line.text for line in lines_of(segment(*parts), speech, language)]


def test_lines_end_where_sentences_end() -> None:
    assert texts(words("你回来了嗦!要得。耍朋友没得")) == ["你回来了嗦！", "要得。", "耍朋友没得。"]


def test_lines_break_at_silence_and_the_sentence_may_go_on() -> None:
    speech = [Span(0, 800), Span(1000, 1600), Span(2600, 4000)]
    parts = (words("妹儿你来"), words("坐一哈", 1000), words("好得很", 2600))
    assert texts(*parts, speech=speech) == ["妹儿你来。", "坐一哈。", "好得很。"]
    commas = (words("妹儿你来，"), words("坐一哈，", 1000), words("好得很", 2600))
    assert texts(*commas, speech=speech) == ["妹儿你来，", "坐一哈。", "好得很。"]


def test_a_gap_between_words_within_speech_is_no_silence() -> None:
    assert texts(words("我给你介绍一个，"), words("人老实得很", 2000)) == ["我给你介绍一个，人老实得很。"]


def test_long_lines_are_parted_at_a_comma_near_the_middle() -> None:
    said = words("今天晚上我要到锦江茶铺去，见一个多年不见的老朋友，顺便吃个饭")
    made = texts(said)
    assert made == ["今天晚上我要到锦江茶铺去，", "见一个多年不见的老朋友，顺便吃个饭。"]
    assert all(len(text) <= LONGEST_CHINESE for text in made)


def test_a_long_line_without_any_sign_stays_whole() -> None:
    assert len(texts(words("说" * 30))) == 1


def test_other_languages_keep_their_text() -> None:
    said = (
        Word(" Well,", 0, 300, 0.9), Word("  come", 300, 600, 0.9), Word(" home.", 600, 900, 0.9),
        Word(" Now", 900, 1200, 0.9),
    )  # fmt: skip
    assert texts(said, language="en") == ["Well, come home.", "Now"]


def test_a_word_stretched_over_a_pause_is_put_where_speech_is() -> None:
    speech = [Span(0, 1000), Span(2000, 3000)]
    stretched = [Word("好", 700, 1300, 1.0), Word("来", 1300, 2400, 1.0), Word("。", 3600, 3900, 1.0)]
    times = [(word.start_ms, word.end_ms) for word in snapped(stretched, speech)]
    assert times == [(700, 1000), (2000, 2400), (3600, 3900)]


spoken = st.lists(
    st.tuples(st.sampled_from("好不来，。？吗3a "), st.integers(0, 900), st.integers(0, 900)), max_size=60
)


@given(spoken, st.lists(st.tuples(st.integers(1, 3000), st.integers(100, 3000)), max_size=8))
def test_lines_hold_all_words_in_order(said: list[tuple[str, int, int]], gaps: list[tuple[int, int]]) -> None:
    made, at = [], 0
    for sign, gap, length in said:
        made.append(Word(sign, at + gap, at + gap + length, 0.9))
        at = made[-1].end_ms
    speech, at = [], 0
    for gap, length in gaps:
        speech.append(Span(at + gap, at + gap + length))
        at = speech[-1].end_ms
    lines = lines_of(segment(tuple(made)), speech, "zh")
    characters = "".join(sign for sign, _, _ in said if sign.isalnum())
    assert "".join(sign for line in lines for sign in line.text if sign.isalnum()) == characters
    for line in lines:
        assert "".join(word.text for word in line.words) == line.text
        assert (line.start_ms, line.end_ms) == (line.words[0].start_ms, line.words[-1].end_ms)
    times = [ms for line in lines for word in line.words for ms in (word.start_ms, word.end_ms)]
    assert times == sorted(times)
