"""Eighty equal warnings are one."""

from __future__ import annotations

from localize.pipeline.season.warned import grouped, likeness


def test_equal_warnings_are_one() -> None:
    told = [(f"E{number:02}", f"no speech in /a/E{number:02}.mp4") for number in range(80)]
    common, rare = grouped([("E01", "dark"), *told])
    assert common.message == "no speech in /a/….mp4"
    assert common.where == "80 episodes: E00, E01, E02, E03, E04, E05, E06, E07 …"
    assert (rare.message, rare.where) == ("dark", "E01")


def test_what_one_episode_says_twice_is_one_episode() -> None:
    (one,) = grouped([("E01", "E01.en.srt was edited"), ("E01", "E01.en.srt was edited")])
    assert (one.message, one.where) == ("E01.en.srt was edited", "E01")


def test_a_name_within_a_word_stays() -> None:
    assert likeness("1", "1 of 10 lines") == "… of 10 lines"
    assert likeness("", "no episode 5") == "no episode 5"
