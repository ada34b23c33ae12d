"""When it is the server, and not the episodes."""

from __future__ import annotations

from localize.errors import EndpointError, InputError
from localize.pipeline.season.outage import Outage

DOWN = EndpointError("http://here cannot be reached")


def test_three_in_a_row_are_an_outage() -> None:
    outage = Outage()
    assert [outage.is_met_by(DOWN) for _ in range(3)] == [False, False, True]


def test_an_episode_that_is_done_shows_that_the_server_is_there() -> None:
    outage = Outage()
    assert not outage.is_met_by(DOWN)
    assert not outage.is_met_by(DOWN)
    outage.heal()
    assert not outage.is_met_by(DOWN)


def test_what_is_wrong_with_the_episodes_is_none() -> None:
    outage = Outage()
    assert not any(outage.is_met_by(InputError("no file")) for _ in range(9))
    assert not any(outage.is_met_by(EndpointError(f"refused {number}")) for number in range(9))


def test_broken_episodes_in_between_heal_nothing() -> None:
    outage = Outage()
    errors = [DOWN, InputError("no file"), DOWN, InputError("no file"), DOWN]
    assert [outage.is_met_by(error) for error in errors][-1]
