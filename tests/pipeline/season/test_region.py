"""Where the dialogue of a series stands, and who has it elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from localize.domain.screen import Burned, Screen
from localize.domain.seen import CARD, Box, Kind
from localize.domain.times import Span
from localize.events import Event, Warned
from localize.pipeline.season import running
from localize.pipeline.season.region import Region, region_of
from tests.pipeline.season.lab import Lab


def screen(top: float = 0.80, *, lines: int = 3, height: float = 0.04, kind: Kind = "dialogue") -> Screen:
    box = Box(0.2, top, 0.8, top + height)
    burned = (Burned(Span(1000 * at, 1000 * at + 800), box, kind) for at in range(lines))
    return Screen(360, 640, burned=tuple(burned))


def season(*screens: Screen) -> dict[str, Screen]:
    return {f"E{number:02}": one for number, one in enumerate(screens, 1)}


def test_it_is_where_most_episodes_have_it_with_half_a_row_around() -> None:
    found = region_of(season(screen(0.80), screen(0.81), screen(0.79)))
    assert found == Region(0.77, 0.87, 3, {})
    assert list(found.remarks()) == []


def test_an_episode_that_has_it_elsewhere_is_told() -> None:
    found = region_of(season(screen(), screen(), screen(), screen(0.2)))
    assert found is not None
    (told,) = found.remarks()
    assert told == (
        "E04",
        "dialogue was read at 20% to 24% of the height, in 3 others at 78% to 86%: "
        "`region = [0.78, 0.86]` under [watch] in series.toml keeps all to that",
    )


@pytest.mark.parametrize(
    "screens",
    [
        (screen(), screen()),
        (screen(), screen(), screen(lines=2)),
        (screen(), screen(), screen(kind=CARD)),
        (screen(), screen(), screen(), screen(0.2), screen(0.3)),
        (Screen(),) * 5,
    ],
    ids=["two", "few lines", "a card", "no place is the usual one", "nothing burned in"],
)
def test_nothing_is_told_of_what_may_be_chance(screens: tuple[Screen, ...]) -> None:
    assert region_of(season(*screens)) is None


def test_a_season_tells_of_it_once_something_was_made(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(screens: Mapping[str, Screen]) -> Region:
        assert list(screens) == ["E01", "E02", "E03"]
        return Region(0.78, 0.86, 2, {"E02": (0.2, 0.24)})

    monkeypatch.setattr(running, "region_of", found)
    told: list[str] = []

    def listen(episode: str, event: Event) -> None:
        if isinstance(event, Warned) and "of the height" in event.message:
            told.append(episode)

    running.season(lab.job(), listen)
    assert told == []
    running.season(lab.job(force=True), listen)
    assert told == ["E02"]
