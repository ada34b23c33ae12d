"""Which line a cue shows after a person worked on the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.domain.memory import Place, ShownCue, ShownLine
from localize.pipeline.rereading import reread


def cue(text: str, start_s: float, end_s: float) -> ShownCue:
    return ShownCue(text, int(start_s * 1000), int(end_s * 1000))


def shown(*cues: ShownCue) -> ShownLine:
    return ShownLine(Place(cues[0].text or "?"), cues)


ONE, TWO, THREE, FOUR = cue("One.", 0, 2), cue("Two.", 3, 5), cue("Three", 6, 8), cue("in two.", 8, 10)
LINES = [shown(ONE), shown(TWO), shown(THREE, FOUR)]


def texts(*read: ShownCue) -> tuple[list[list[str]], int]:
    found = reread(LINES, read)
    return [[cue.text for cue in line.cues] for line in found.lines], found.unclear


def test_what_nobody_touched_is_what_it_was() -> None:
    assert reread(LINES, [ONE, TWO, THREE, FOUR]) == (tuple(LINES), 0)


def test_a_changed_text_belongs_to_the_line_that_stood_there() -> None:
    assert texts(ONE, cue("Zwei.", 3, 5), THREE, FOUR) == ([["One."], ["Zwei."], ["Three", "in two."]], 0)


def test_a_file_that_was_moved_as_a_whole_is_known_by_its_texts() -> None:
    moved = [cue(one.text, one.start_ms / 1000 + 60, one.end_ms / 1000 + 60) for one in (ONE, THREE, FOUR)]
    read = [moved[0], cue("Zwei", 63, 64), cue("und mehr.", 64, 65), *moved[1:]]
    assert texts(*read) == ([["One."], ["Zwei", "und mehr."], ["Three", "in two."]], 0)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ([ONE, cue("Zw", 3, 4), cue("ei.", 4, 5), THREE, FOUR], ["Zw", "ei."]),
        ([cue("Eins.", 0, 2), cue("Zwei.", 3.2, 5.5), THREE, FOUR], ["Zwei."]),
    ],
    ids=["split", "with a neighbour"],
)
def test_a_line_may_be_split_and_moved_a_little(read: list[ShownCue], expected: list[str]) -> None:
    found, unclear = texts(*read)
    assert (found[1], unclear) == (expected, 0)


def test_the_cues_of_one_line_may_be_made_one() -> None:
    assert texts(ONE, TWO, cue("Three in one.", 6, 10)) == ([["One."], ["Two."], ["Three in one."]], 0)


def test_a_cue_with_two_lines_in_it_is_neither() -> None:
    found, unclear = texts(cue("One and two.", 0, 5), THREE, FOUR)
    assert (found[:2], unclear) == ([[""], [""]], 3)


def test_a_line_that_was_taken_out_keeps_its_place_and_may_come_back() -> None:
    first = reread(LINES, [ONE, THREE, FOUR])
    assert (first.lines[1].cues, first.unclear) == ((cue("", 3, 5),), 1)
    again = reread(first.lines, [ONE, cue("Zwei.", 3, 5), THREE, FOUR])
    assert (again.lines[1].cues[0].text, again.unclear) == ("Zwei.", 0)


def test_a_cue_that_somebody_put_in_is_nobodys() -> None:
    read = [ONE, TWO, cue("[door slams]", 5.2, 5.8), THREE, FOUR]
    assert texts(*read) == ([["One."], ["Two."], ["Three", "in two."]], 1)


def test_a_caption_elsewhere_is_not_the_line_that_was_taken_out() -> None:
    lines = [shown(ONE), shown(TWO), shown(cue("Late.", 20, 22))]
    found = reread(lines, [ONE, cue("[phone rings]", 12, 13), cue("Late.", 20, 22)])
    assert (found.lines[1].cues[0].text, found.unclear) == ("", 2)
    found = reread(lines, [ONE, cue("Two!", 12, 13), cue("Late.", 20, 22)])
    assert (found.lines[1].cues[0].text, found.unclear) == ("Two!", 0)


def test_the_first_cue_of_a_file_that_was_moved_as_a_whole_may_be_changed() -> None:
    read = [cue("Eins.", 60, 62), cue("Two.", 63, 65), cue("Three", 66, 68), cue("in two.", 68, 70)]
    assert texts(*read) == ([["Eins."], ["Two."], ["Three", "in two."]], 0)


def test_a_line_that_had_no_text_gets_what_stands_at_its_time() -> None:
    lines = [shown(ONE), shown(cue("", 3, 5)), shown(THREE)]
    found = reread(lines, [ONE, cue("Two at last.", 3.1, 5), THREE])
    assert (found.lines[1].cues[0].text, found.unclear) == ("Two at last.", 0)


CUES = st.builds(
    lambda text, start, length: cue(text, start, start + length),
    st.sampled_from(["One.", "Two.", "Three", "Zwei.", "x"]),
    st.floats(0, 12).map(lambda at: round(at, 1)),
    st.sampled_from([0.5, 2.0, 6.0]),
)


@given(st.lists(CUES, max_size=8).map(lambda read: sorted(read, key=lambda one: one.start_ms)))
def test_no_cue_has_two_owners_and_none_is_made_up(read: list[ShownCue]) -> None:
    found = reread(LINES, read)
    owned = [one for line in found.lines for one in line.cues if one.text]
    assert [line.place for line in found.lines] == [line.place for line in LINES]
    assert all(owned.count(one) <= read.count(one) for one in owned)


def test_texts_that_changed_places_belong_to_the_times_at_which_they_stand() -> None:
    read = [cue("Two.", 0, 2), cue("One.", 3, 5), THREE, FOUR]
    assert texts(*read) == ([["Two."], ["One."], ["Three", "in two."]], 0)


@pytest.mark.parametrize("moved_s", [0, 1, 3])
def test_a_file_that_was_moved_and_changed_throughout_is_known_by_its_times(moved_s: int) -> None:
    read = [cue(text, at + moved_s, at + 2 + moved_s) for text, at in zip("abcd", (0, 3, 6, 8), strict=True)]
    assert texts(*read) == ([["a"], ["b"], ["c", "d"]], 0)


def test_where_nothing_tells_how_far_cues_were_moved_nothing_is_learned() -> None:
    read = [cue("a", 3, 5), cue("b", 6.5, 8), cue("c", 9, 11)]
    assert texts(*read)[0] == [[""], [""], [""]]
