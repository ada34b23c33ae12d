"""How long a stage takes and how much it leaves on the disk, by what earlier parts of the series did here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from localize.pipeline.plan import StagePlan
from localize.pipeline.record import RunRecord, StageRun, target_of
from localize.pipeline.season.planned import EpisodePlan, Estimate, Expected, SeasonPlan
from localize.stage import EngineId
from localize.store.parts import Store


class Taken(NamedTuple):
    """What `parts` of `episodes`, whose media last `media_ms`, took together."""

    parts: int = 0
    seconds: float = 0.0
    bytes: int = 0
    media_ms: int = 0
    episodes: int = 0

    def with_more(self, other: Taken) -> Taken:
        return Taken(
            self.parts + other.parts,
            self.seconds + other.seconds,
            self.bytes + other.bytes,
            self.media_ms + other.media_ms,
            self.episodes + other.episodes,
        )

    def share(self, plan: StagePlan, media_ms: int) -> Expected:
        """Of the parts that are to do; where nobody knows them yet, of so much media."""
        if plan.waits_for:
            share = media_ms / self.media_ms if self.media_ms else 0.0
        else:
            share = len(plan.misses) / self.parts
        return Expected(self.seconds * share, round(self.bytes * share))


@dataclass
class Experience:
    """By stage. What a part took stands with its result in the store, so that also a run which found all
    there tells it. Parts of other engines than `engines`, those that a run has now, tell nothing."""

    store: Store
    engines: Sequence[EngineId]
    _written: list[int] = field(default_factory=list)
    _taken: dict[str, Taken] = field(default_factory=dict)

    def learn(self, record: RunRecord, media_ms: int, written: int) -> None:
        """Of an episode of that length, whose files have so many bytes."""
        self._written.append(written)
        for run in record.stages:
            if run.parts and (run.engine is None or run.engine in self.engines):
                taken = self._of(run, media_ms)
                for name in dict.fromkeys((run.name, _kind(run.name))):
                    self._taken[name] = self._taken.get(name, Taken()).with_more(taken)

    def of(self, stage: str) -> Taken | None:
        """A translation into a language that there was none into yet is taken for one into another."""
        found = self._taken.get(stage) or self._taken.get(_kind(stage))
        return found if found and found.parts else None

    def files(self, episodes: int) -> int:
        """What the files of so many more take, in bytes."""
        return round(sum(self._written) / len(self._written) * episodes) if self._written else 0

    def expected(self, episode: EpisodePlan, media_ms: int) -> Expected:
        """Of the stages that something is known of."""
        taken = ((stage, self.of(stage.stage)) for stage in episode.open_stages)
        return summed(known.share(stage, media_ms) for stage, known in taken if known)

    def _of(self, run: StageRun, media_ms: int) -> Taken:
        """Only an episode all of whose parts are still known tells what so much media takes."""
        records = {part.key: self.store.record(part.key) for part in run.parts}
        known = {key: record for key, record in records.items() if record}
        if len(known) < len(records):
            return Taken()
        seconds = sum(record.seconds for record in known.values())
        return Taken(len(known), seconds, sum(map(self.store.size, known)), media_ms, 1)


def estimated(plan: SeasonPlan, experience: Experience, media_ms: Mapping[str, int]) -> SeasonPlan:
    """With what its episodes, of those lengths by name, will take."""
    episodes = tuple(
        replace(one, expected=experience.expected(one, media_ms.get(one.name, 0))) if one.is_to_do else one
        for one in plan.episodes
    )
    plan = replace(plan, episodes=episodes)
    stages = dict.fromkeys(stage.stage for one in plan.to_do for stage in one.open_stages)
    known = [taken for stage in stages if (taken := experience.of(stage))]
    if not known:
        return plan
    estimate = Estimate(
        seconds=_clock(plan),
        bytes=summed(one.expected for one in plan.to_do).bytes
        + experience.files(len(plan.with_standing("new"))),
        parts=sum(taken.parts for taken in known),
        episodes=max(taken.episodes for taken in known),
        unknown=tuple(stage for stage in stages if experience.of(stage) is None),
    )
    return replace(plan, estimate=estimate)


def _clock(plan: SeasonPlan) -> float | None:
    if plan.workers is None:
        return None
    return round(wall_s([one.expected.seconds for one in plan.to_do], plan.workers), 1)


def summed(expected: Iterable[Expected]) -> Expected:
    found = list(expected)
    return Expected(sum(one.seconds for one in found), sum(one.bytes for one in found))


def wall_s(seconds: Sequence[float], workers: int) -> float:
    """Of episodes that take a worker so many seconds each, where no worker is idle; the stages of each wait
    for one another."""
    return max(sum(seconds) / workers, max(seconds, default=0.0))


def _kind(stage: str) -> str:
    """`translate en` → `translate *`, which no stage is called."""
    return f"{stage.partition(' ')[0]} *" if target_of(stage) else stage
