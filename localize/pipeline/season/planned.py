"""The plan of a season's run: what every episode needs, what that takes, and with which models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from localize.pipeline.plan import StagePlan

# `unfinished`: the last run broke off, or had no result for some part. `touched`: its files are not as the
# last run left them.
Standing: TypeAlias = Literal["current", "new", "changed", "touched", "unfinished", "forced", "unreadable"]


class Expected(NamedTuple):
    """What work takes: seconds of a worker, and bytes on the disk."""

    seconds: float
    bytes: int


NOTHING = Expected(0.0, 0)


@dataclass(frozen=True)
class EpisodePlan:
    """`changed` names what it is made from and is not as it was (`glossary`, `video` …); in the file
    `corrected_source` a person has corrected what is said. Of a current one `stages` are those of its record.
    `expected` leaves out stages of which nothing is known. One that cannot be read has an `error` and a
    `hint`."""

    name: str
    standing: Standing
    changed: tuple[str, ...] = ()
    stages: tuple[StagePlan, ...] = ()
    expected: Expected = NOTHING
    error: str = ""
    hint: str = ""
    corrected_source: str = ""

    @property
    def is_to_do(self) -> bool:
        return self.standing not in ("current", "unreadable")

    @property
    def is_made_again(self) -> bool:
        """Else it is only looked at: its parts are all there, and what comes of them is written again."""
        return self.is_to_do and any(self.open_stages)

    @property
    def open_stages(self) -> Iterator[StagePlan]:
        """Those with parts to do, or with parts that nobody knows yet."""
        return (stage for stage in self.stages if stage.misses or stage.waits_for)


class Weights(NamedTuple):
    """Of an engine that would be opened; `bytes` are what a pull brings where `is_here` is false."""

    model: str
    engine: str
    is_here: bool
    bytes: int


@dataclass(frozen=True)
class Estimate:
    """`seconds` on the clock, None where nobody knows with how many workers, and `bytes` on the disk for all
    that is to do, by what `parts` of `episodes` took. `unknown` are stages that are to do and that no part
    tells anything of: they are not in it."""

    seconds: float | None
    bytes: int
    parts: int
    episodes: int
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class SeasonPlan:
    """`estimate` is None where nothing is known, or nothing to do; `free` are bytes on the disks of store and
    subtitles, the fuller one of both. `workers` is None where that is for a cluster to say. `media_ms` is how
    long the episodes with parts to do are together, as far as their files tell. `corrected` counts, by
    episode, the lines that people corrected and no run has learned yet."""

    episodes: tuple[EpisodePlan, ...]
    targets: tuple[str, ...]
    workers: int | None
    free: int
    remarks: tuple[str, ...] = ()
    estimate: Estimate | None = None
    weights: tuple[Weights, ...] = ()
    media_ms: int = 0
    corrected: Mapping[str, int] = field(default_factory=dict)

    def with_standing(self, *wanted: Standing) -> tuple[EpisodePlan, ...]:
        return tuple(one for one in self.episodes if one.standing in wanted)

    @property
    def to_do(self) -> tuple[EpisodePlan, ...]:
        return tuple(one for one in self.episodes if one.is_to_do)

    @property
    def made_again(self) -> tuple[EpisodePlan, ...]:
        return tuple(one for one in self.episodes if one.is_made_again)
