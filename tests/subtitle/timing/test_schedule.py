"""What timing keeps to, whatever is said, and what it decides."""

from __future__ import annotations

from itertools import accumulate, pairwise

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localize.domain.screen import UNKNOWN, Frames, Screen
from localize.domain.times import Span
from localize.subtitle.timing import schedule
from localize.subtitle.timing.search import cheapest
from tests.subtitle.timing.episodes import Problem, Speech, frames, limits, screen, speech

FILM = Frames(24, 1)


def frame(number: float) -> int:
    """The moment of a frame at 24 a second."""
    return round(number * 1000 / 24)


def timed(*spoken: tuple[Span, float], seen: Screen = UNKNOWN) -> list[tuple[int, int]]:
    spans = schedule([span for span, _ in spoken], [need for _, need in spoken], limits(), seen)
    return [(span.start_ms, span.end_ms) for span in spans]


def in_frames(
    *sounds: tuple[float, float], need: float = 0, cuts: tuple[int, ...] = ()
) -> list[tuple[int, int]]:
    """Sounds and what becomes of them, in frames at 24 a second."""
    spoken = [(Span(frame(start), frame(end)), need * 1000 / 24) for start, end in sounds]
    spans = timed(*spoken, seen=screen(FILM, [frame(cut) for cut in cuts]))
    return [(FILM.index(start), FILM.index(end)) for start, end in spans]


# ── whatever is said ─────────────────────────────────────────────────────────────────────────────────


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(speech(), frames(), st.lists(st.integers(0, 40_000), max_size=12))
def test_cues_keep_their_order_their_gap_and_the_frames(
    spoken: Speech, seen: Frames, cuts: list[int]
) -> None:
    within = limits()
    shown = timed(*spoken, seen=screen(seen, cuts))
    assert len(shown) == len(spoken)
    for start, end in shown:
        assert seen.at_ms(seen.index(start)) == start
        assert seen.at_ms(seen.index(end)) == end
        assert seen.index(end) > seen.index(start) >= 0
        assert end - start >= within.min_duration_ms // 2
    for (_, end), (start, _) in pairwise(shown):
        assert seen.index(start) - seen.index(end) >= within.gap_frames


@given(speech(most=5))
def test_milliseconds_serve_where_no_video_is_known(spoken: Speech) -> None:
    shown = timed(*spoken)
    assert all(end - start >= limits().min_duration_ms // 2 for start, end in shown)
    assert all(start - end >= 80 for (_, end), (start, _) in pairwise(shown))
    assert all(end - start <= limits().max_duration_ms for start, end in shown)


@given(speech(most=8), st.lists(st.integers(0, 20_000), max_size=8))
def test_the_same_speech_has_the_same_times(spoken: Speech, cuts: list[int]) -> None:
    seen = screen(Frames(25), cuts)
    assert timed(*spoken, seen=seen) == timed(*spoken, seen=seen)


@st.composite
def small_problems(draw: st.DrawFn) -> tuple[Problem, int]:
    """Few and coarse frames, narrow limits: every start and end can be tried."""
    rate = draw(st.sampled_from([10, 12]))
    spoken = draw(speech(most=3, longest_ms=1000, step_ms=100))
    first = spoken[0][0].start_ms
    spoken = [(span.shifted(500 - max(0, first)), need) for span, need in spoken]
    last = spoken[-1][0].start_ms
    within = msgspec.structs.replace(
        limits(),
        min_duration_ms=300,
        max_duration_ms=1500,
        linger_ms=200,
        cut_late_frames=draw(st.sampled_from([0, 4, 12])),
        cut_early_frames=draw(st.sampled_from([0, 4])),
        cut_clear_frames=draw(st.sampled_from([0, 6])),
        cut_hold_frames=draw(st.sampled_from([0, 6])),
        cut_past_frames=draw(st.sampled_from([0, 6])),
    )
    cuts = draw(st.lists(st.integers(0, last + 1000), max_size=2))
    problem = Problem(spoken, within, screen(Frames(rate), cuts))
    return problem, problem.grid.after(0, last + 3000)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None, derandomize=True)
@given(small_problems())
def test_no_other_times_cost_less(given: tuple[Problem, int]) -> None:
    problem, last = given
    times = cheapest(problem.sounds, problem.grid, problem.shots)
    assert problem.costs.of_all(problem.sounds, times) == problem.least_cost(last)


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.integers(0, 500), min_size=20, max_size=60))
def test_speech_that_nobody_could_read_is_shown_one_after_the_other(pauses: list[int]) -> None:
    sounds = [(Span(at, at + 200), 3000.0) for at in accumulate(pauses)]
    shown = timed(*sounds, seen=screen(FILM))
    assert len(shown) == len(sounds)
    assert all(FILM.index(start) - FILM.index(end) >= 2 for (_, end), (start, _) in pairwise(shown))


# ── what it decides ──────────────────────────────────────────────────────────────────────────────────


def test_a_cue_begins_with_the_voice_and_ends_with_it() -> None:
    assert in_frames((100, 150)) == [(100, 150)]


def test_it_stays_to_be_read_but_no_longer_than_it_may_linger() -> None:
    assert in_frames((100, 150), need=60) == [(100, 160)]
    assert in_frames((100, 150), need=90) == [(98, 162)]


def test_the_shortest_duration_is_kept_past_that() -> None:
    assert in_frames((100, 102)) == [(100, 120)]


def test_what_is_said_at_once_is_shown_at_once_past_an_hour() -> None:
    hour = 24 * 3600
    assert in_frames((hour, hour + 30)) == [(hour, hour + 30)]


def test_a_small_gap_is_closed_and_a_pause_is_left() -> None:
    assert in_frames((100, 150), (155, 190))[0] == (100, 153)
    assert in_frames((100, 150), (161, 190))[0] == (100, 159)
    assert in_frames((100, 150), (162, 190))[0] == (100, 150)


def test_a_cue_gives_way_to_the_next_voice() -> None:
    assert in_frames((100, 160), (140, 200)) == [(100, 138), (140, 200)]


def test_what_is_too_fast_borrows_two_frames_on_either_side() -> None:
    assert in_frames((100, 130), (132, 182), need=40) == [(98, 132), (134, 182)]


def test_a_short_cue_delays_the_next_but_by_no_more_than_half_a_second() -> None:
    assert in_frames((100, 104), (110, 160)) == [(98, 118), (120, 160)]
    (_, end), (start, _) = in_frames((100, 101), (101, 160))
    assert (end, start) == (111, 113)


def test_sound_a_little_after_a_cut_begins_on_it() -> None:
    assert in_frames((112, 160), cuts=(100,)) == [(100, 160)]
    assert in_frames((113, 160), cuts=(100,)) == [(113, 160)]


def test_sound_a_little_before_a_cut_waits_for_it_or_keeps_clear_of_it() -> None:
    assert in_frames((92, 160), cuts=(100,)) == [(100, 160)]
    assert in_frames((91, 160), cuts=(100,)) == [(88, 160)]
    assert in_frames((88, 160), cuts=(100,)) == [(88, 160)]


def test_a_cue_that_would_end_a_little_before_a_cut_stays_until_the_gap() -> None:
    assert in_frames((100, 140), cuts=(150,)) == [(100, 148)]
    assert in_frames((100, 137), cuts=(150,)) == [(100, 137)]


def test_a_cue_outlives_a_cut_by_half_a_second_or_not_at_all() -> None:
    assert in_frames((100, 149), cuts=(150,)) == [(100, 148)]
    assert in_frames((100, 160), cuts=(150,)) == [(100, 162)]
    assert in_frames((100, 170), cuts=(150,)) == [(100, 170)]


def test_the_sound_at_a_cut_decides_for_both_cues() -> None:
    assert in_frames((50, 103), (106, 160), cuts=(100,)) == [(50, 98), (100, 160)]


def test_the_first_picture_is_no_cut() -> None:
    assert in_frames((6, 60), cuts=(0,)) == [(6, 60)]


@pytest.mark.parametrize(("rate", "late"), [((25, 1), 12), ((30, 1), 15), ((60000, 1001), 30)])
def test_frames_at_a_cut_are_scaled_as_a_duration(rate: tuple[int, int], late: int) -> None:
    seen = Frames(*rate)
    for after, on_the_cut in ((late, True), (late + 1, False)):
        sound = Span(seen.at_ms(200 + after), seen.at_ms(350))
        ((start, _),) = timed((sound, 0), seen=screen(seen, [seen.at_ms(200)]))
        assert (seen.index(start) == 200) is on_the_cut


def test_a_voice_in_a_still_begins_with_the_nearer_picture() -> None:
    slides = Frames.at_moments((0, 5000, 10_000), 25, 1)
    ((start, _),) = timed((Span(4900, 8000), 0), seen=screen(slides))
    assert start == 5000


def test_nothing_said_is_nothing_shown() -> None:
    assert schedule([], [], limits()) == []
