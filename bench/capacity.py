"""What films cost a worker, stage by stage, and how many cores a night of them needs.

    python bench/capacity.py FOLDER [--only E01,E03-E06] [--to en] [--dialect sichuan]
                             [--episodes 10000] [--seconds 90] [--hours 8]

Every stage is run as a worker of a season runs it: engines stay open from one film to the next, and opening
them is counted apart. CPU seconds are those of all threads of this process; on a machine that others use they
say more than the clock. What is no stage is the driver's: splitting, agreeing, fitting, writing.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from localize.config import home
from localize.executors.crate import AnyStage, pack, unpack
from localize.pipeline import jobs
from localize.pipeline.job import Job
from localize.pipeline.season.finding import find
from localize.pipeline.workshop import Workshop
from localize.stage import Engine, Lazy, Opening, Part
from localize.watch.frames import picture_track

DRIVER, OPENING = "driver", "opening engines"


@dataclass
class Clock:
    """CPU seconds and seconds by the clock, by what was done; what is done within another is its own."""

    cpu: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    wall: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    doing: str = DRIVER
    since: tuple[float, float] = field(default_factory=lambda: (time.process_time(), time.monotonic()))

    def turn_to(self, what: str) -> str:
        """Returns what was done until now."""
        now = time.process_time(), time.monotonic()
        self.cpu[self.doing] += now[0] - self.since[0]
        self.wall[self.doing] += now[1] - self.since[1]
        before, self.doing, self.since = self.doing, what, now
        return before


@dataclass
class Bench:
    """One worker, in this process."""

    clock: Clock = field(default_factory=Clock)
    engines: dict[str, Lazy[Any]] = field(default_factory=dict)

    def execute(self, stage: AnyStage, parts: Sequence[Part[Any]]) -> Iterator[Any]:
        stage, parts = unpack(pack(stage, parts), self.engine)
        results = stage.run(parts)
        for _ in parts:
            before = self.clock.turn_to(stage.name)
            result = next(results)
            self.clock.turn_to(before)
            yield result

    def engine(self, opening: Opening) -> Lazy[Any]:
        return self.engines.setdefault(opening.key, Lazy(partial(self.opened, opening)))

    def opened(self, opening: Opening) -> Engine:
        before = self.clock.turn_to(OPENING)
        engine = opening()
        self.clock.turn_to(before)
        return engine


def main() -> None:
    asked = _asked()
    films = find(asked.folder).only(tuple(asked.only.split(",")) if asked.only else ())
    shown_s = sum(track.duration_ms for film in films if (track := picture_track(film))) / 1000
    with tempfile.TemporaryDirectory() as fresh:
        (Path(fresh) / "weights").symlink_to(home() / "weights")
        os.environ["LOCALIZE_HOME"] = fresh
        bench, out = Bench(), Path(fresh) / "out"
        workshop = Workshop(bench.execute)
        for film in films:
            jobs.episode(Job(film, (asked.to,), dialect=asked.dialect, out=out), workshop=workshop)
            print(f"{film.name} done", file=sys.stderr)
        bench.clock.turn_to("")
    told(bench.clock, len(films), shown_s)
    planned(bench.clock, shown_s, asked)


def told(clock: Clock, films: int, shown_s: float) -> None:
    print(f"{films} films, {shown_s:.0f} s of picture; a minute of picture takes")
    print(f"{'':<16}{'CPU s':>8}{'clock s':>9}")
    for what in clock.cpu:
        if what != OPENING:
            print(f"{what:<16}{clock.cpu[what] * 60 / shown_s:8.1f}{clock.wall[what] * 60 / shown_s:9.1f}")
    print(f"{OPENING}: {clock.cpu[OPENING]:.1f} CPU s, once a worker")


def planned(clock: Clock, shown_s: float, asked: argparse.Namespace) -> None:
    stages = sum(seconds for what, seconds in clock.cpu.items() if what not in (DRIVER, OPENING))
    minutes = asked.episodes * asked.seconds / 60
    core_s = stages * 60 / shown_s * minutes
    driver_s = clock.cpu[DRIVER] * 60 / shown_s * minutes
    night_s = asked.hours * 3600
    print(f"\n{asked.episodes} episodes of {asked.seconds:.0f} s are {minutes:.0f} minutes of picture")
    for who, seconds in (("stages", core_s), ("drivers", driver_s)):
        print(
            f"{who}: {seconds / 3600:.1f} core hours, {seconds / night_s:.1f} cores for {asked.hours:.0f} h"
        )


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--to", default="en")
    parser.add_argument("--dialect")
    parser.add_argument("--episodes", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=90)
    parser.add_argument("--hours", type=float, default=8)
    return parser.parse_args()


if __name__ == "__main__":
    main()
