"""What holds whatever was heard."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from localize.domain.heard import Heard, Window, Word
from localize.domain.times import Span
from localize.listen.merging import Hearing, merged
from tests.listen.merging.hearings import LIKE, NAMES, heard, line_of

WINDOWS = [
    Window(0, 8000, (Span(300, 7700),), ""), Window(7700, 15_000, (Span(8000, 14_000),), ""),
    Window(20_000, 40_000, (Span(20_300, 39_700),), ""),
]  # fmt: skip
texts = st.tuples(
    st.sampled_from(["莫", "没", "得", "事", "是", "3", "30", "ok", "什么"]),
    st.sampled_from(["", "", "，", "。", " "]),
)
word = st.tuples(texts, st.integers(0, 700), st.integers(0, 400), st.integers(0, 100))
hearing = st.lists(st.lists(word, min_size=1, max_size=6), max_size=4)
patient = settings(deadline=None, max_examples=60)  # a test may wait for a busy machine


def heard_of(lines: list[list[tuple[tuple[str, str], int, int, int]]]) -> Heard:
    made, at = [], 0
    for said in lines:
        words = []
        for (text, mark), gap, length, sure in said:
            words.append(Word(text + mark, at + gap, at + gap + length, sure / 100))
            at = words[-1].end_ms
        made.append(line_of(words))
    return heard(*made)


hearings = st.lists(hearing.map(heard_of), min_size=2, max_size=4)


def merge(said: list[Heard]) -> Heard:
    return merged([Hearing(*both) for both in zip(NAMES, said, strict=False)], WINDOWS, LIKE)


@patient
@given(hearing.map(heard_of), st.integers(2, 4))
def test_merging_what_is_the_same_changes_nothing(said: Heard, times: int) -> None:
    assert merge([said] * times) == said


@patient
@given(hearings)
def test_words_are_in_order_and_make_up_their_lines(said: list[Heard]) -> None:
    made = merge(said)
    times = [ms for line in made.lines for word in line.words for ms in (word.start_ms, word.end_ms)]
    assert times == sorted(times)
    for line in made.lines:
        assert "".join(word.text for word in line.words) == line.text
        assert (line.start_ms, line.end_ms) == (line.words[0].start_ms, line.words[-1].end_ms)
        assert all(0 <= word.probability <= 1 for word in line.words)


@patient
@given(hearings)
def test_every_character_was_heard_by_somebody(said: list[Heard]) -> None:
    heard_signs = sum((signs(one) for one in said), Counter())
    assert signs(merge(said)) <= heard_signs


@patient
@given(hearings)
def test_what_all_agree_on_stays(said: list[Heard]) -> None:
    alike = [said[0], said[0], *said[1:2]]
    kept, dropped = merge(alike), signs(said[0])
    assert not dropped - signs(kept) or kept.dropped or kept.lines != said[0].lines


@patient
@given(hearings)
def test_the_same_hearings_give_the_same(said: list[Heard]) -> None:
    assert merge(said) == merge(said)


def signs(made: Heard) -> Counter[str]:
    return Counter(sign for line in made.lines for sign in line.text if sign.isalnum())
