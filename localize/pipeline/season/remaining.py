"""How long a run of a season will go on, by what it has done so far."""

from __future__ import annotations

from collections import Counter
from statistics import fmean
from typing import NamedTuple

from localize.pipeline.season.state import EpisodeState, SeasonState

# An estimate from fewer episodes says little.
_TELLING = 2


class Remaining(NamedTuple):
    """`per_hour` counts episodes, `seconds` are those that are left."""

    per_hour: float
    seconds: float


def remaining(state: SeasonState) -> Remaining | None:
    """None until it can be told, and once nothing is left. An episode counts by its length, where all are
    known; one that is worked on by the stages that it has behind it. What failed says nothing: it took no
    time, or who knows how much of it."""
    done = [one for one in state.with_status("done") if one.asked]
    running = state.with_status("running")
    waiting = [one for one in state.with_status("waiting") if one.asked]
    if len(done) < _TELLING or state.seconds <= 0 or not (running or waiting):
        return None
    by_length = all(one.duration_ms for one in (*done, *running, *waiting))
    costs = _costs(done)

    def size(one: EpisodeState) -> float:
        return one.duration_ms if by_length else 1.0

    begun = sum(size(one) * _share(one, costs) for one in running)
    worked = sum(map(size, done)) + begun
    left = sum(map(size, (*running, *waiting))) - begun
    return Remaining(len(done) / state.seconds * 3600, state.seconds / worked * left)


def _costs(done: list[EpisodeState]) -> Counter[str]:
    """Seconds by stage, of an episode in the mean."""
    stages = {stage for one in done for stage in one.stages}
    return Counter(
        {
            stage: fmean(one.stages[stage].seconds if stage in one.stages else 0 for one in done)
            for stage in stages
        }
    )


def _share(one: EpisodeState, costs: Counter[str]) -> float:
    """How much of an episode is done."""
    behind = sum(
        costs[stage] * (progress.done / progress.parts if progress.parts else 1)
        for stage, progress in one.stages.items()
    )
    return min(1.0, behind / costs.total()) if costs.total() else 0.0
