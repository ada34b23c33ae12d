"""Times for another version of the video."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.domain.screen import Frames
from localize.domain.track import Cue, Track
from localize.errors import ConfigurationError
from localize.subtitle.retiming import frames_at, retimed, stretch_of
from tests.subtitle.tracks import tracks

FILM, PAL = Frames(24000, 1001), Frames(25)


@pytest.mark.parametrize(
    ("told", "frames"),
    [
        ("25", PAL),
        ("23.976", FILM),
        ("23.98", FILM),
        ("24000/1001", FILM),
        ("24", Frames(24)),
        ("29.97", Frames(30000, 1001)),
        ("59.94", Frames(60000, 1001)),
        ("12.5", Frames(25, 2)),
    ],
)
def test_rates_as_people_tell_them(told: str, frames: Frames) -> None:
    assert frames_at(told) == frames


@pytest.mark.parametrize(
    "told", ["", "fast", "0", "-25", "1/0", "nan", "inf", "100000", "1e999999999", "2_5"]
)
def test_what_is_no_rate(told: str) -> None:
    with pytest.raises(ConfigurationError, match=r"rate|pictures") as caught:
        frames_at(told)
    assert "23.976" in caught.value.hint


def test_pal_speed_up_is_undone() -> None:
    track = Track("en", (Cue("1", 0, 1000, ("a",)), Cue("2", 3_600_000, 3_601_000, ("b",))))
    cues = retimed(track, stretch_of(PAL, FILM), 500).cues
    assert [(cue.start_ms, cue.end_ms) for cue in cues] == [(500, 1543), (3_754_250, 3_755_293)]


def test_nothing_begins_before_the_video() -> None:
    track = Track("en", (Cue("1", 2000, 3000, ("a",)), Cue("2", 5000, 6000, ("b",))))
    with pytest.raises(ConfigurationError, match=r"first cue 0:00\.500 before the video") as caught:
        retimed(track, Fraction(1), -2500)
    assert caught.value.hint == "shift by -2000 or more"
    assert retimed(track, Fraction(1), -2000).cues[0].start_ms == 0


@given(tracks(), st.sampled_from([(PAL, FILM), (FILM, PAL), (PAL, Frames(24))]))
def test_there_and_back_is_within_a_millisecond(track: Track, rates: tuple[Frames, Frames]) -> None:
    before, after = rates
    there = retimed(track, stretch_of(before, after), 1000)
    back = retimed(retimed(there, Fraction(1), -1000), stretch_of(after, before), 0)
    for cue, was in zip(back.cues, track.cues, strict=True):
        assert abs(cue.start_ms - was.start_ms) <= 1
        assert abs(cue.end_ms - was.end_ms) <= 1
