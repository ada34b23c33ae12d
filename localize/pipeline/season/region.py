"""Where the burned-in dialogue of a series stands, learned from its episodes: what one of them alone may get
wrong, all of them together tell."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from localize.domain.screen import Screen
from localize.domain.seen import DIALOGUE

# Fewer episodes, or fewer lines in one, may stand somewhere by chance.
_EPISODES, _LINES = 3, 3
# Of the episodes, so many must have it in one place.
_MOST = 0.75


class Region(NamedTuple):
    """From `top` to `bottom`, as shares of the picture's height from its top, in so many `episodes`; by name
    those that have it `elsewhere`, and where."""

    top: float
    bottom: float
    episodes: int
    elsewhere: Mapping[str, tuple[float, float]]

    def remarks(self) -> Iterator[tuple[str, str]]:
        """Of each episode that has it elsewhere, what to look at."""
        usual = f"in {self.episodes} others at {_shown(self.top, self.bottom)}"
        remedy = (
            f"`region = [{self.top:.2f}, {self.bottom:.2f}]` under [watch] in series.toml keeps all to that"
        )
        for name, place in self.elsewhere.items():
            yield name, f"dialogue was read at {_shown(*place)} of the height, {usual}: {remedy}"


class _Standing(NamedTuple):
    """The edges of the rows of one episode, and how high a row is."""

    tops: Sequence[float]
    bottoms: Sequence[float]

    @property
    def height(self) -> float:
        return median(bottom - top for top, bottom in zip(self.tops, self.bottoms, strict=True))

    @property
    def center(self) -> float:
        return (median(self.tops) + median(self.bottoms)) / 2


def region_of(screens: Mapping[str, Screen]) -> Region | None:
    """`screens` by episode. None where too few have dialogue burned in, or no place is the usual one."""
    standing = {name: found for name, screen in screens.items() if (found := _standing(screen))}
    if len(standing) < _EPISODES:
        return None
    center = median(one.center for one in standing.values())
    height = median(one.height for one in standing.values())
    usual = {name: one for name, one in standing.items() if abs(one.center - center) <= height}
    if len(usual) < max(_EPISODES, _MOST * len(standing)):
        return None
    top = round(100 * (min(min(one.tops) for one in usual.values()) - height / 2), 2)
    bottom = round(100 * (max(max(one.bottoms) for one in usual.values()) + height / 2), 2)
    elsewhere = {
        name: (min(one.tops), max(one.bottoms)) for name, one in standing.items() if name not in usual
    }
    return Region(max(0, math.floor(top)) / 100, min(100, math.ceil(bottom)) / 100, len(usual), elsewhere)


def _standing(screen: Screen) -> _Standing | None:
    boxes = [burned.box for burned in screen.burned if burned.kind == DIALOGUE]
    if len(boxes) < _LINES:
        return None
    return _Standing([box.top for box in boxes], [box.bottom for box in boxes])


def _shown(top: float, bottom: float) -> str:
    return f"{top:.0%} to {bottom:.0%}"
