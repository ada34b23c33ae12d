"""What holds whatever was heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from hypothesis import example, given, settings
from hypothesis import strategies as st

from localize.domain.heard import Heard, Window, Word, told
from localize.domain.times import Span
from localize.listen.merging import Hearing, merged
from tests.listen.merging.hearings import LIKE, NAMES, heard, line_of

WINDOWS = [
    Window(0, 8000, (Span(300, 7700),), ""), Window(7700, 15_000, (Span(8000, 14_000),), ""),
    Window(20_000, 40_000, (Span(20_300, 39_700),), ""),
]  # fmt: skip
ALL_SPEECH = [Window(0, 40_000, (Span(0, 40_000),), "")]
texts = st.tuples(
    st.sampled_from(["莫", "没", "得", "事", "是", "3", "30", "ok", "什么", "♪"]),
    st.sampled_from(["", "", "，", "。", " "]),
)
Said: TypeAlias = list[list[tuple[tuple[str, str], int, int, int | None]]]


def hearing(sure: st.SearchStrategy[int | None], shortest: int = 0) -> st.SearchStrategy[Said]:
    """Lines of words: text and mark, the gap before it, its length, how sure it is in hundredths."""
    word = st.tuples(texts, st.integers(0, 700), st.integers(shortest, 400), sure)
    return st.lists(st.lists(word, min_size=1, max_size=6), max_size=4)


percent: st.SearchStrategy[int | None] = st.integers(0, 100)
patient = settings(deadline=None, max_examples=60)  # a test may wait for a busy machine


def heard_of(lines: Said) -> Heard:
    made, at = [], 0
    for said in lines:
        words = []
        for (text, mark), gap, length, sure in said:
            told = None if sure is None else sure / 100
            words.append(Word(text + mark, at + gap, at + gap + length, told))
            at = words[-1].end_ms
        made.append(line_of(words))
    return heard(*made)


any_heard = st.sampled_from([percent, st.none()]).flatmap(hearing).map(heard_of)
hearings = st.lists(any_heard, min_size=2, max_size=4)


def merge(said: list[Heard], windows: Sequence[Window] = WINDOWS) -> Heard:
    return merged([Hearing(*both) for both in zip(NAMES, said, strict=False)], windows, LIKE)


@patient
@given(any_heard, st.integers(2, 4))
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
        assert all(0 <= sure <= 1 for sure in told(word.probability for word in line.words))


# A line of the second that is parted among lines of the first.
PARTED = [
    heard(line_of([Word("莫", 0, 53), Word("莫", 54, 400)]), line_of([Word("得", 400, 401)])),
    heard(line_of([Word("莫", 0, 0)] * 5)),
]


@patient
@given(hearings)
@example(PARTED)
def test_every_character_was_heard_by_somebody(said: list[Heard]) -> None:
    heard_signs = sum((signs(one) for one in said), Counter())
    assert signs(merge(said)) <= heard_signs


@patient
@given(hearing(st.integers(50, 100), 100).map(heard_of), st.integers(0, 2))
def test_two_that_are_not_unsure_outvote_one_that_heard_nothing(said: Heard, at: int) -> None:
    alike = [said, said]
    alike.insert(at, heard())
    assert [line.text for line in merge(alike, ALL_SPEECH).lines] == [line.text for line in said.lines]


@patient
@given(st.lists(hearing(st.none()).map(heard_of), min_size=2, max_size=2))
def test_of_two_that_tell_nothing_the_first_keeps_all_that_it_heard(said: list[Heard]) -> None:
    for first, second in (said, said[::-1]):
        made = merge([first, second])
        assert signs(first) <= signs(made) + Counter("".join(dropped.text for dropped in made.dropped))


def signs(made: Heard) -> Counter[str]:
    return Counter(sign for line in made.lines for sign in line.text if sign.isalnum())
