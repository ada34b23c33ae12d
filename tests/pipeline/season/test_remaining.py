"""How long it will take yet."""

from __future__ import annotations

from typing import Any

import pytest

from localize.pipeline.season.remaining import remaining
from localize.pipeline.season.state import EpisodeState, Status
from tests.pipeline.season.states import stage, state_of


def episode(name: str, status: Status, duration_ms: int = 60_000, **fields: Any) -> EpisodeState:
    return EpisodeState(name, name, status, duration_ms=duration_ms, **fields)


DONE = (episode("1", "done"), episode("2", "done"))


def test_nothing_is_said_before_two_are_done_or_once_all_are() -> None:
    assert remaining(state_of(DONE[0], episode("3", "waiting"), seconds=100)) is None
    assert remaining(state_of(*DONE, seconds=100)) is None
    assert remaining(state_of(*DONE, episode("3", "waiting"))) is None


def test_it_goes_by_the_length_of_episodes() -> None:
    told = remaining(state_of(*DONE, episode("3", "waiting", 30_000), seconds=100))
    assert told == (pytest.approx(72), pytest.approx(25))


def test_where_one_has_no_length_all_count_the_same() -> None:
    told = remaining(state_of(*DONE, episode("3", "waiting", 0), episode("4", "waiting"), seconds=100))
    assert told is not None
    assert told.seconds == pytest.approx(100)


@pytest.mark.parametrize("status", ["failed", "current", "aside", "stopped"])
def test_what_took_no_time_says_nothing_of_the_rest(status: Status) -> None:
    others = [episode(f"{status}{number}", status) for number in range(10)]
    with_them = remaining(state_of(*DONE, *others, episode("3", "waiting"), seconds=100))
    assert with_them == remaining(state_of(*DONE, episode("3", "waiting"), seconds=100))


def test_what_another_run_did_or_nobody_asked_for_does_not_count() -> None:
    others = (episode("8", "done", asked=False), episode("9", "waiting", asked=False))
    with_them = remaining(state_of(*DONE, *others, episode("3", "waiting"), seconds=100))
    assert with_them == remaining(state_of(*DONE, episode("3", "waiting"), seconds=100))


def test_what_is_worked_on_counts_by_the_stages_behind_it() -> None:
    stages = {"read": stage(30.0), "translate en": stage(70.0)}
    done = (episode("1", "done", stages=stages), episode("2", "done", stages=stages))
    half = episode("3", "running", stages={"read": stage(), "translate en": stage(done=2, parts=7)})
    told = remaining(state_of(*done, half, seconds=125))
    assert told is not None
    assert told.seconds == pytest.approx(25)
