"""What a person changed and what was fitted anew: both stand, or it is told which cannot."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from localize.domain.track import TOP, Cue, Track
from localize.subtitle.merging import Edit, Merged, Room, merged, seen

GAP_MS = 80
ROOM = Room(GAP_MS, least_ms=500)


def cue(start_ms: int, end_ms: int, *rows: str, line: str = "", **fields: object) -> Cue:
    cues = Cue(line or rows[0], start_ms, end_ms, rows, (line,) if line else ())
    return msgspec.structs.replace(cues, **fields)


def of(written: Sequence[Cue], left: Sequence[Cue], fitted: Sequence[Cue], language: str = "en") -> Merged:
    return merged(Edit(written, left), Track(language, tuple(fitted)), fitted, ROOM)


def shown(found: Merged) -> list[tuple[int, int, str]]:
    return [(one.start_ms, one.end_ms, "/".join(one.rows)) for one in found.track.cues]


HELLO, BYE = cue(0, 1000, "Hello", line="L1"), cue(2000, 3000, "Good bye", line="L2")
WRITTEN = [HELLO, BYE]


def moved(one: Cue, start_ms: int, end_ms: int) -> Cue:
    return msgspec.structs.replace(one, start_ms=start_ms, end_ms=end_ms)


def test_what_nobody_changed_is_as_it_is_fitted_now() -> None:
    fitted = [cue(0, 1200, "Hello there", line="L1"), BYE, cue(4000, 5000, "More", line="L3")]
    assert of(WRITTEN, WRITTEN, fitted) == Merged(Track("en", tuple(fitted)), ())


def test_what_is_fitted_as_before_is_as_the_person_left_it() -> None:
    added = cue(3500, 3900, "(a card)", place=TOP)
    left = [cue(100, 900, "Hi", line="L1"), cue(2000, 3000, "Good", "bye", line="L2"), added]
    found = of(WRITTEN, left, WRITTEN)
    assert shown(found) == [(100, 900, "Hi"), (2000, 3000, "Good/bye"), (3500, 3900, "(a card)")]
    assert [one.line_ids for one in found.track.cues] == [("L1",), ("L2",), ()]
    assert (found.track.cues[2].place, found.track.cues[2].id) == (TOP, "added")
    assert not found.refused


def test_a_line_that_was_translated_anew_keeps_the_times_that_somebody_gave_its_cue() -> None:
    found = of(WRITTEN, [moved(HELLO, 150, 1000), BYE], [cue(0, 1400, "Good morning", line="L1"), BYE])
    assert shown(found)[0] == (150, 1400, "Good morning")
    assert not found.refused


def test_words_that_were_remembered_keep_their_rows_and_get_the_new_times() -> None:
    left = [HELLO, cue(2000, 3000, "So long,", "my friend", line="L2")]
    found = of(WRITTEN, left, [HELLO, cue(2000, 3600, "So long, my friend", line="L2")])
    assert shown(found)[1] == (2000, 3600, "So long,/my friend")
    assert not found.refused


def test_rows_broken_by_hand_go_with_the_words_that_were_in_them() -> None:
    left = [HELLO, cue(2000, 3000, "Good", "bye", line="L2")]
    found = of(WRITTEN, left, [HELLO, cue(2000, 3000, "Farewell", line="L2")])
    assert shown(found)[1] == (2000, 3000, "Farewell")
    assert not found.refused


def test_two_words_on_one_line_are_refused_and_the_track_is_as_fitted_there() -> None:
    mine = cue(2000, 3000, "So long", line="L2")
    farewell = cue(2000, 3000, "Farewell", line="L2")
    found = of(WRITTEN, [moved(HELLO, 0, 900), mine], [HELLO, farewell])
    assert shown(found) == [(0, 900, "Hello"), (2000, 3000, "Farewell")]
    assert found.refused == (mine,)


def test_a_cue_that_was_taken_out_stays_out() -> None:
    assert shown(of(WRITTEN, [HELLO], [cue(0, 1200, "Hello!", line="L1"), BYE])) == [(0, 1200, "Hello!")]


def test_one_that_was_taken_out_and_says_something_else_now_is_refused() -> None:
    found = of(WRITTEN, [HELLO], [HELLO, cue(2000, 3000, "Farewell", line="L2")])
    assert shown(found) == [(0, 1000, "Hello"), (2000, 3000, "Farewell")]
    assert found.refused == (BYE,)


def test_a_cue_that_was_parted_stays_parted_with_its_line_in_both() -> None:
    left = [HELLO, cue(2000, 2400, "Good", line="L2"), cue(2450, 3000, "bye", line="L2")]
    found = of(WRITTEN, left, [cue(0, 1200, "Hello!", line="L1"), BYE])
    assert shown(found) == [(0, 1200, "Hello!"), (2000, 2400, "Good"), (2450, 3000, "bye")]
    assert [one.line_ids for one in found.track.cues] == [("L1",), ("L2",), ("L2",)]
    assert len({one.id for one in found.track.cues}) == 3


def test_a_cue_of_two_lines_that_nobody_can_tell_apart_shows_none_of_them() -> None:
    found = of(WRITTEN, [cue(0, 3000, "Hello. Good bye")], WRITTEN)
    assert shown(found) == [(0, 3000, "Hello. Good bye")]
    assert found.track.cues[0].line_ids == ()


def test_words_that_fitting_parts_by_now_stand_as_it_parts_them() -> None:
    """The person changed the words alone."""
    left = [HELLO, cue(2000, 3000, "Good bye and good luck", line="L2")]
    parted = [cue(2000, 2900, "Good bye", line="L2"), cue(2980, 3800, "and good luck", line="L2")]
    assert shown(of(WRITTEN, left, [HELLO, *parted]))[1:] == [
        (2000, 2900, "Good bye"),
        (2980, 3800, "and good luck"),
    ]


def test_what_was_fitted_anew_yields_to_what_a_person_timed() -> None:
    found = of(WRITTEN, [HELLO, moved(BYE, 1300, 3000)], [cue(0, 1500, "Hello there, you", line="L1"), BYE])
    assert shown(found) == [(0, 1300 - GAP_MS, "Hello there, you"), (1300, 3000, "Good bye")]
    assert not found.refused


def test_where_too_little_would_be_left_of_it_the_person_is_told() -> None:
    mine = moved(BYE, 400, 3000)
    found = of(WRITTEN, [HELLO, mine], [cue(0, 1500, "Hello there, you", line="L1"), BYE])
    assert shown(found) == [(0, 1500, "Hello there, you"), (2000, 3000, "Good bye")]
    assert found.refused == (mine,)


def test_what_was_fitted_as_before_yields_to_nobody() -> None:
    """They put it over the other cue themselves."""
    added = cue(500, 1500, "Wait!")
    assert shown(of(WRITTEN, [HELLO, added, BYE], WRITTEN))[:2] == [(0, 1000, "Hello"), (500, 1500, "Wait!")]


def test_a_line_that_is_said_elsewhere_by_now_does_not_get_the_old_times() -> None:
    left = [HELLO, moved(BYE, 2000, 2600)]
    found = of(WRITTEN, left, [moved(HELLO, 3000, 4000), moved(BYE, 5000, 6000)])
    assert shown(found) == [(3000, 4000, "Hello"), (5000, 6000, "Good bye")]
    assert found.refused == (left[1],)


def test_times_that_would_end_before_they_begin_are_refused() -> None:
    left = [HELLO, moved(BYE, 2900, 3000)]
    found = of(WRITTEN, left, [HELLO, cue(2000, 2800, "Bye", line="L2")])
    assert shown(found)[1] == (2000, 2800, "Bye")
    assert found.refused == (left[1],)


def test_a_card_at_the_top_is_not_the_line_below_it() -> None:
    card = cue(0, 1000, "A YEAR LATER", line="C1", place=TOP)
    left = [msgspec.structs.replace(card, rows=("ONE YEAR LATER",)), HELLO]
    found = of([card, HELLO], left, [card, cue(0, 1000, "Hi there", line="L1")])
    assert shown(found) == [(0, 1000, "ONE YEAR LATER"), (0, 1000, "Hi there")]


@pytest.mark.parametrize("language", ["zh", "ja"])
def test_marks_that_rows_lose_at_their_ends_are_no_other_words(language: str) -> None:
    was, left = cue(0, 1000, "你好", line="L1"), cue(0, 1000, "好久不见", "最近怎么样", line="L1")
    found = of([was], [left], [cue(0, 1500, "好久不见，最近怎么样", line="L1")], language)
    assert shown(found) == [(0, 1500, "好久不见/最近怎么样")]


# ── whatever anybody does ──

TEXTS = st.sampled_from(["Hello", "Good bye", "What?", "Never", "Come in", "Who is it"])


@st.composite
def tracks(draw: st.DrawFn) -> list[Cue]:
    at, cues = 0, []
    for number in range(draw(st.integers(1, 6))):
        start = at + draw(st.integers(0, 900))
        at = start + draw(st.integers(500, 2500))
        cues.append(
            Cue(
                f"L{number}", start, at, tuple(draw(st.lists(TEXTS, min_size=1, max_size=2))), (f"L{number}",)
            )
        )
    return cues


@st.composite
def edits(draw: st.DrawFn, cues: Sequence[Cue], *, by_a_person: bool) -> list[Cue]:
    """What a person, or another fitting, makes of it."""
    found: list[Cue] = []
    for one in cues:
        kinds = [
            "same",
            "same",
            "words",
            "start",
            "end",
            *(["out", "parted", "added"] if by_a_person else []),
        ]
        match draw(st.sampled_from(kinds)):
            case "words":
                one = msgspec.structs.replace(one, rows=(draw(TEXTS),))
            case "start":
                one = msgspec.structs.replace(
                    one, start_ms=draw(st.integers(max(0, one.start_ms - 400), one.end_ms - 50))
                )
            case "end":
                one = msgspec.structs.replace(
                    one, end_ms=draw(st.integers(one.start_ms + 50, one.end_ms + 400))
                )
            case "out":
                continue
            case "parted":
                middle = (one.start_ms + one.end_ms) // 2
                found.append(moved(one, one.start_ms, middle))
                one = moved(one, middle, one.end_ms)
            case "added":
                found.append(Cue(f"left {len(found)}", one.end_ms, one.end_ms + 300, (draw(TEXTS),)))
        found.append(one)
    return sorted(found, key=lambda one: (one.start_ms, one.end_ms))


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Cue], list[Cue], list[Cue]]:
    """As it was written, as a person left it, as it is fitted now."""
    written = draw(tracks())
    return written, draw(edits(written, by_a_person=True)), draw(edits(written, by_a_person=False))


@given(histories())
def test_without_changes_of_a_person_it_is_what_was_fitted(history: tuple[list[Cue], ...]) -> None:
    written, _, fitted = history
    assert of(written, written, fitted) == Merged(Track("en", tuple(fitted)), ())


@given(histories())
def test_without_other_fitting_it_is_what_the_person_left(history: tuple[list[Cue], ...]) -> None:
    written, left, _ = history
    found = of(written, left, written)
    assert [seen(one) for one in found.track.cues] == [seen(one) for one in left]
    assert not found.refused


@given(histories())
def test_no_words_of_a_person_go_without_being_told(history: tuple[list[Cue], ...]) -> None:
    written, left, fitted = history
    found = of(written, left, fitted)
    there = [one.rows for one in (*found.track.cues, *found.refused)]
    assert all(one.rows in there for one in left if one.rows not in {was.rows for was in written})
    assert len({one.id for one in found.track.cues}) == len(found.track.cues)
    assert [one.start_ms for one in found.track.cues] == sorted(one.start_ms for one in found.track.cues)
    assert all(one.start_ms < one.end_ms for one in found.track.cues)


@given(histories())
def test_what_was_merged_is_not_merged_otherwise_the_next_time(history: tuple[list[Cue], ...]) -> None:
    """Neither as the file that lies there nor once more into itself."""
    written, left, fitted = history
    once = of(written, left, fitted)
    assume(not once.refused)
    again = of(fitted, once.track.cues, fitted)
    assert [seen(one) for one in again.track.cues] == [seen(one) for one in once.track.cues]


def test_cues_that_were_joined_are_refused_as_one() -> None:
    """What is fitted stands there alone, not with the joined cue over it."""
    mine = cue(0, 3000, "Hello. Good bye")
    fitted = [HELLO, cue(2000, 3000, "Farewell", line="L2")]
    found = of(WRITTEN, [mine], fitted)
    assert (list(found.track.cues), found.refused) == (fitted, (mine,))
