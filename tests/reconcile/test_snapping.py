"""When a seen line is spoken: the sound's times where they can be trusted, else the picture's."""

from __future__ import annotations

import pytest

from localize.domain.seen import SeenLine
from localize.domain.times import Span
from localize.domain.transcript import Line
from localize.reconcile.agree import reconcile
from localize.reconcile.snapping import AGREE_MS, LONGEST_TAIL_MS, OFFSET_LINES, TAIL_MS, apart
from tests.reconcile.scenes import heard, said, seen, shown

TEXT = "明天喊他来"  # a second, from 5000 on


def times(burned: SeenLine, spoken: str = TEXT) -> tuple[int, int]:
    (line,) = reconcile(heard(said(spoken, 5000)), [seen(burned)]).lines
    return line.start_ms, line.end_ms


@pytest.mark.parametrize("off_ms", [-AGREE_MS, -40, 0, 40, AGREE_MS])
def test_a_line_starts_with_its_first_word(off_ms: int) -> None:
    assert times(shown(TEXT, 5000 + off_ms, 6100))[0] == 5000


def test_too_far_apart_the_picture_is_right() -> None:
    early = 5000 - AGREE_MS - 1
    assert times(shown(TEXT, early, 6100))[0] == early


@pytest.mark.parametrize(
    ("shown_ms", "expected"),
    [
        (6000, 6000),  # as heard
        (6000 + LONGEST_TAIL_MS, 6000 + LONGEST_TAIL_MS),  # while the last sound dies away
        (6000 + LONGEST_TAIL_MS + 1, 6000 + TAIL_MS),  # held
        (9000, 6000 + TAIL_MS),  # held until something else comes
        (5700, 6000),  # taken off while the last word is spoken
        (5400, 5400),  # no longer the same moment
    ],
)
def test_a_line_ends_with_its_last_word(shown_ms: int, expected: int) -> None:
    assert times(shown(TEXT, 5000, shown_ms))[1] == expected


def test_what_was_not_heard_to_its_end_ends_as_it_is_shown() -> None:
    assert times(shown("明天喊他来坐一哈", 5000, 6600)) == (5000, 6600)
    assert times(shown("要得明天喊他来", 4600, 6050)) == (4600, 6050)


def test_what_snapping_would_make_overlap_goes_back_to_the_picture() -> None:
    shown_spans = [Span(0, 1000), Span(1000, 2000), Span(2000, 3000)]
    assert apart([Span(0, 1100), Span(900, 2000), Span(2000, 3100)], shown_spans, [400] * 3) == [
        Span(0, 1000), Span(1000, 2000), Span(2000, 3100)
    ]  # fmt: skip
    assert apart([Span(0, 1000), Span(1400, 1400), Span(1300, 3000)], shown_spans, [400] * 3) == shown_spans


def test_nobody_says_a_line_in_no_time() -> None:
    shown_spans = [Span(0, 1000), Span(1000, 2000)]
    assert apart([Span(0, 700), Span(1300, 1400)], shown_spans, [400, 400]) == [
        Span(0, 700),
        Span(1000, 2000),
    ]
    # What takes the place of a line that nobody heard begins where it is shown, and then has no time left.
    assert apart([Span(0, 1000), Span(700, 1100)], shown_spans, [400, 400]) == shown_spans


def test_lines_that_overlap_in_the_picture_may_overlap_in_sound() -> None:
    both = [Span(0, 2000), Span(1000, 3000)]
    assert apart([Span(0, 1900), Span(1100, 3000)], both, [1, 1]) == [Span(0, 1900), Span(1100, 3000)]


def shifted(count: int, by_ms: int) -> list[Line]:
    sound = heard(*(said(TEXT, 3000 * at + 1000) for at in range(count)))
    lines = [shown(TEXT, 3000 * at + 1000 + by_ms, 3000 * at + 2100 + by_ms) for at in range(count)]
    silent = shown("要得", 50_000, 51_000)
    return list(reconcile(sound, [seen(*lines, silent)]).lines)


@pytest.mark.parametrize("by_ms", [-900, 900])
def test_a_file_for_another_cut_is_moved_as_a_whole(by_ms: int) -> None:
    *lines, silent = shifted(OFFSET_LINES, by_ms)
    assert [line.start_ms for line in lines] == [3000 * at + 1000 for at in range(OFFSET_LINES)]
    assert (silent.start_ms, silent.end_ms) == (50_000 - by_ms, 51_000 - by_ms)


def test_a_few_lines_do_not_tell_an_offset() -> None:
    assert shifted(OFFSET_LINES - 1, 900)[0].start_ms == 1900
