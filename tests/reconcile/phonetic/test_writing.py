"""Words follow the characters that were changed; their times stay."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from localize.domain.heard import Word
from localize.reconcile.phonetic.writing import Change, rewritten, rewritten_words

WORDS = (Word("我", 0, 100, 0.9), Word("小的", 100, 300, 0.4), Word("不？", 300, 400, 0.8))


def test_character_by_character_across_words() -> None:
    words = rewritten_words(WORDS, [Change(1, 4, "晓得吧")])
    assert words == (Word("我", 0, 100, 0.9), Word("晓得", 100, 300, 0.4), Word("吧？", 300, 400, 0.8))


def test_what_has_another_length_becomes_one_word() -> None:
    words = rewritten_words(WORDS, [Change(2, 4, "呀")])
    assert words == (Word("我", 0, 100, 0.9), Word("小呀？", 100, 400, 0.4))


def test_a_word_of_two_is_as_sure_as_the_least_sure_of_them_that_tells() -> None:
    untold = [Word(word.text, word.start_ms, word.end_ms) for word in WORDS]
    assert rewritten_words(untold, [Change(2, 4, "呀")])[1] == Word("小呀？", 100, 400)
    assert rewritten_words((*untold[:2], WORDS[2]), [Change(2, 4, "呀")])[1] == Word("小呀？", 100, 400, 0.8)


def test_several_changes_each_in_its_place() -> None:
    assert rewritten("100块八十", [Change(0, 3, "一百"), Change(4, 6, "巴适")]) == "一百块巴适"


@st.composite
def cases(draw: st.DrawFn) -> tuple[tuple[Word, ...], list[Change]]:
    texts = draw(st.lists(st.text("甲乙丙丁1", min_size=1, max_size=3), min_size=1, max_size=6))
    words = tuple(Word(text, at * 100, at * 100 + 90, 0.5) for at, text in enumerate(texts))
    length = len("".join(texts))
    cuts = sorted(draw(st.sets(st.integers(0, length), max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    return words, [
        Change(start, end, draw(st.text("子丑寅", min_size=1, max_size=4))) for start, end in spans
    ]


@given(cases())
def test_the_words_say_what_the_line_says_and_stay_within_its_time(
    case: tuple[tuple[Word, ...], list[Change]],
) -> None:
    words, changes = case
    now = rewritten_words(words, changes)
    assert "".join(word.text for word in now) == rewritten("".join(word.text for word in words), changes)
    assert (now[0].start_ms, now[-1].end_ms) == (words[0].start_ms, words[-1].end_ms)
    assert {word.start_ms for word in now} <= {word.start_ms for word in words}
