"""What a memory says of a line, and that it says the same in whatever order it was learned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.domain.memory import Entry, Example, Recall, matching
from localize.memory.recalling import own, recall
from tests.memory.entries import entry, memory, place

SOURCE = "我哪里对不起你？"
SURE, DOUBT = "How have I wronged you?", "What did I do to you?"


@pytest.mark.parametrize(
    "other", ["我哪里对不起你?", "我 哪里，对不起你？！", "　我哪里对不起你……？", "我哪里——对不起你？"]
)
def test_marks_spaces_and_width_are_no_part_of_a_source(other: str) -> None:
    assert matching(other) == matching(SOURCE)


def test_a_question_is_another_line_than_a_statement() -> None:
    assert matching("你来了？") != matching("你来了。")


@pytest.mark.parametrize("source", ["", "……", "？！", "—— ——"])
def test_what_holds_no_words_is_never_remembered(source: str) -> None:
    assert matching(source) == ""
    assert recall(memory(entry(source, "Well?")), place(source), examples=2) is None


def test_the_same_line_elsewhere_has_its_text() -> None:
    known = memory(entry(SOURCE, SURE, episode="E01", line_id="L0003"), entry("你说什么？", "Pardon?"))
    assert recall(known, place(SOURCE, episode="E02"), examples=2) == Recall(SURE)


def test_a_line_like_it_is_an_example_and_one_unlike_it_is_nothing() -> None:
    known = memory(entry("我哪里对不起他？", SURE), entry("今天天气不错。", "Nice day."))
    found = recall(known, place(SOURCE), examples=2)
    assert found == Recall(examples=(Example("我哪里对不起他？", SURE),))
    assert recall(known, place("滚出去，马上。"), examples=2) is None


def test_examples_are_the_likest_and_at_most_as_many_as_are_asked_for() -> None:
    known = memory(
        entry("我哪里对不起他们？", "c"), entry("我哪里对不起他？", "a"), entry("我哪里对不住你？", "b")
    )
    found = recall(known, place(SOURCE), examples=2)
    assert found is not None
    assert [one.text for one in found.examples] == ["b", "a"]
    assert recall(known, place(SOURCE), examples=0) is None


def test_two_texts_that_nothing_tells_apart_are_examples() -> None:
    known = memory(entry(SOURCE, SURE), entry(SOURCE, DOUBT))
    found = recall(known, place(SOURCE), examples=2)
    assert found == Recall(examples=(Example(SOURCE, SURE), Example(SOURCE, DOUBT)))


def test_two_entries_with_one_text_do_not_contradict_each_other() -> None:
    known = memory(entry(SOURCE, SURE, speaker="小满"), entry(SOURCE, SURE, speaker="周浩"))
    assert recall(known, place(SOURCE), examples=2) == Recall(SURE)


def test_the_same_speaker_wins_and_another_one_is_only_an_example() -> None:
    known = memory(entry(SOURCE, SURE, speaker="小满"), entry(SOURCE, DOUBT))
    assert recall(known, place(SOURCE, speaker="小满"), examples=1) == Recall(SURE)
    assert recall(known, place(SOURCE, speaker="周浩"), examples=1) == Recall(DOUBT)
    only = memory(entry(SOURCE, SURE, speaker="小满"))
    assert recall(only, place(SOURCE, speaker="周浩"), examples=1) == Recall(
        examples=(Example(SOURCE, SURE),)
    )


def test_the_most_alike_surroundings_win() -> None:
    quarrel = entry(SOURCE, SURE, before=("莫喊我妈！",), after=("你自己清楚。",))
    joke = entry(SOURCE, DOUBT, before=("又忘了带钥匙。",))
    here = place(SOURCE, before=("快走。", "莫喊我妈。"), after=("你自己心里清楚。",))
    assert recall(memory(quarrel, joke), here, examples=2) == Recall(SURE)


def test_a_short_line_is_reused_only_beside_a_line_that_stood_beside_it() -> None:
    known = memory(entry("走。", "Leave.", before=("这里不欢迎你。",)))
    assert recall(known, place("走。", before=("这里不欢迎你！",)), examples=1) == Recall("Leave.")
    elsewhere = recall(known, place("走。", before=("车来了。",)), examples=1)
    assert elsewhere == Recall(examples=(Example("走。", "Leave."),))


def test_a_line_has_its_own_text_as_long_as_it_says_the_same() -> None:
    known = memory(entry("走。", "Leave.", episode="E01", line_id="L0001"))
    assert own(known, place("走！", episode="E01", line_id="L0001")) == known.entries[0]
    for other in (
        ("E01", "L0002", "走。"),
        ("E02", "L0001", "走。"),
        ("E01", "L0001", "走？"),
        ("", "", "走。"),
    ):
        assert own(known, place(other[2], episode=other[0], line_id=other[1])) is None


def test_of_lines_that_say_the_same_each_keeps_its_own_text_when_ids_shift() -> None:
    leave = entry("走。", "Go.", before=("你先走",), after=("好的",), episode="E01", line_id="L0003")
    home = entry("走。", "Home.", before=("吃完了",), after=("回家吧",), episode="E01", line_id="L0005")
    here = place("走。", before=("你先走",), after=("好的",), episode="E01", line_id="L0005")
    assert own(memory(leave, home), here) == leave
    assert own(memory(leave, home), place("走。", episode="E01", line_id="L0005")) == home


def test_question_marks_make_a_line_no_longer() -> None:
    assert matching("什么？？？") == matching("什么?!？") == matching("什么？")
    known = memory(entry("怎么了？", "What did you do?", before=("这是谁弄坏的",)))
    found = recall(known, place("怎么了？", before=("他晕倒了",)), examples=0)
    assert found is None


TEXTS = st.sampled_from(["走。", SOURCE, "我哪里对不起他？", "我哪里对不住你？", "……"])
ENTRIES = st.builds(
    entry,
    TEXTS,
    st.sampled_from(["A", "B"]),
    speaker=st.sampled_from(["", "小满", "周浩"]),
    before=st.lists(TEXTS, max_size=2).map(tuple),
    episode=st.sampled_from(["", "E01"]),
)


@given(st.lists(ENTRIES, max_size=8), TEXTS, st.sampled_from(["", "小满"]), st.randoms())
def test_the_order_in_which_it_learned_changes_nothing(
    entries: list[Entry], source: str, speaker: str, random: object
) -> None:
    asked = place(source, speaker=speaker, before=(SOURCE,))
    mixed = sorted(entries, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert recall(memory(*entries), asked, 2) == recall(memory(*mixed), asked, 2)
