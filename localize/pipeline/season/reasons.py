"""Why parts of a season are to be made, each reason once, with how often it counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from localize.pipeline.season.planned import EpisodePlan

# Which line of its scene a change is in matters to nobody who counts scenes.
_OF_PART = re.compile(r"\bpart\.(?:lines\[\d+\]\.)?")
_NUMBER = re.compile(r"\[\d+\]")
_TERM = re.compile(r"\bterms\[(.+?)\](?:\.required)?(?=: )")


class Reason(NamedTuple):
    """`episodes` are names, in their order."""

    stage: str
    why: str
    parts: int
    episodes: tuple[str, ...]


def plain(stage: str, why: str) -> str:  # noqa: ARG001  # as whoever tells it otherwise is called
    """`臣刚: Chen Gang → Chen Kang`, for programs."""
    return _NUMBER.sub("[…]", _TERM.sub(r"\1", _OF_PART.sub("", why)))


def reasons(episodes: Sequence[EpisodePlan], told: Callable[[str, str], str] = plain) -> list[Reason]:
    """What counts for most parts first; `told` makes of a stage and a reason what equal ones share."""
    found: dict[tuple[str, str], list[str]] = {}
    for episode in episodes:
        for stage in episode.stages:
            for _, why in stage.misses:
                found.setdefault((stage.stage, told(stage.stage, why)), []).append(episode.name)
    grouped = (
        Reason(stage, why, len(names), tuple(dict.fromkeys(names))) for (stage, why), names in found.items()
    )
    return sorted(grouped, key=lambda reason: -reason.parts)
