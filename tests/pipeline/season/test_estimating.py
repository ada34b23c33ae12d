"""What earlier parts took, and what that says of those to come."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize.domain.episode import Media
from localize.pipeline.plan import StagePlan
from localize.pipeline.record import PartRun, StageRun
from localize.pipeline.season.estimating import Experience, wall_s
from localize.pipeline.season.planned import EpisodePlan
from localize.stage import EngineId
from localize.store.parts import Store
from tests.pipeline.records import record_with

MODEL = EngineId("scripted", 1)


def experience(folder: Path, *runs: StageRun, engines: tuple[EngineId, ...] = (MODEL,)) -> Experience:
    """Of one episode of 20 s; each part took 2 s."""
    store = Store(folder)
    for run in runs:
        for part in run.parts:
            store.put(part.key, Media(part.name, "", 0), {}, 2.0)
    found = Experience(store, engines)
    found.learn(record_with(stages=runs), 20_000, 1000)
    return found


def run_of(name: str, *keys: str, engine: EngineId | None = MODEL) -> StageRun:
    """All there before: that part took no time in this run."""
    parts = tuple(PartRun(key, key, hit=True, seconds=0.0) for key in keys)
    return StageRun(name, 1, engine, 0.0, len(parts), parts)


def to_do(*stages: StagePlan) -> EpisodePlan:
    return EpisodePlan("E09", "new", stages=stages)


def test_parts_that_are_known_take_what_parts_took(tmp_path: Path) -> None:
    known = experience(tmp_path, run_of("translate en", "a", "b"))
    plan = to_do(StagePlan("translate en", 3, 0, (("1", ""), ("2", ""), ("3", ""))))
    assert known.expected(plan, 99_000).seconds == pytest.approx(6.0)
    assert known.expected(plan, 99_000).bytes == round(1.5 * (known.store.size("a") + known.store.size("b")))


def test_parts_that_nobody_knows_take_what_so_much_media_took(tmp_path: Path) -> None:
    known = experience(tmp_path, run_of("recognize", "a", "b"))
    plan = to_do(StagePlan("recognize", waits_for="windows"))
    assert known.expected(plan, 30_000).seconds == pytest.approx(6.0)


def test_another_language_is_taken_for_the_one_that_is_known(tmp_path: Path) -> None:
    known = experience(tmp_path, run_of("translate en", "a"))
    assert known.of("translate es") == known.of("translate en")
    assert known.of("polish es") is None


def test_another_engine_tells_nothing(tmp_path: Path) -> None:
    assert experience(tmp_path, run_of("recognize", "a"), engines=()).of("recognize") is None
    assert experience(tmp_path, run_of("windows", "a", engine=None), engines=()).of("windows") is not None


def test_an_episode_whose_parts_are_gone_tells_nothing(tmp_path: Path) -> None:
    known = experience(tmp_path, run_of("recognize", "a"))
    for path in (tmp_path / "parts").rglob("*.json"):
        path.unlink()
    again = Experience(known.store, [MODEL])
    again.learn(record_with(stages=(run_of("recognize", "a"),)), 20_000, 1000)
    assert again.of("recognize") is None


def test_new_files_are_as_large_as_the_others_on_average(tmp_path: Path) -> None:
    known = experience(tmp_path)
    known.learn(record_with(), 1, 3000)
    assert known.files(2) == 4000
    assert Experience(known.store, []).files(2) == 0


@pytest.mark.parametrize(
    ("seconds", "workers", "expected"),
    [([4.0, 4.0], 2, 4.0), ([9.0, 1.0], 2, 9.0), ([4.0], 1, 4.0), ([], 2, 0)],
)
def test_stages_of_an_episode_wait_for_each_other(
    seconds: list[float], workers: int, expected: float
) -> None:
    assert wall_s(seconds, workers) == expected
