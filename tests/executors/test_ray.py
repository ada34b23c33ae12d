"""A real cluster, of one node that has a GPU by name."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from localize.errors import ConfigurationError, InputError, Interrupted, OutOfMemory
from localize.events import ignore
from localize.executors.actor import Actor, Place
from localize.executors.fitness import Needs
from localize.executors.ray import AUTO, Cluster, RayPool, join
from localize.executors.worker import Failed
from localize.pipeline.engines import ByName
from localize.stage import EngineId, Lazy
from tests.executors.deeds import DeedOptions, Deeds, Doer
from tests.executors.results import values

Pools = Callable[..., RayPool]


class _Kept(Cluster):
    """One for all tests: it takes seconds to start."""

    def close(self) -> None:
        pass


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_OVERRIDE_RESOURCES", '{"GPU": 1}')
        patch.delenv("RAY_ADDRESS", raising=False)
        joined = join(AUTO, cpus=4)
    yield _Kept(joined.nodes, joined.ours)
    joined.close()


@pytest.fixture
def warnings() -> list[str]:
    return []


@pytest.fixture
def pools(cluster: Cluster, warnings: list[str]) -> Iterator[Pools]:
    opened: list[RayPool] = []

    def pool(workers: int = 1, needs: Needs | None = None, least: int = 0) -> RayPool:
        needs = needs or Needs.of(["numpy"], [])
        warn = warnings.append
        opened.append(RayPool(cluster, workers, threads=1, least=least, needs=needs, warn=warn))
        return opened[-1]

    yield pool
    for one in opened:
        one.close()


@pytest.fixture
def deeds(tmp_path: Path) -> Deeds:
    return Deeds(tmp_path)


def run(pool: RayPool, stage: Deeds, *what: str) -> Iterator[Any]:
    return values(pool.execute(stage, stage.split(what)))


def wait_until_taken(node: str) -> None:
    """All of its CPUs."""
    from ray._private.state import available_resources_per_node

    while available_resources_per_node()[node].get("CPU"):
        time.sleep(0.05)


def test_two_actors_work_at_the_same_time_and_results_come_in_order(pools: Pools, deeds: Deeds) -> None:
    pool = pools(workers=2)
    first, second = run(pool, deeds, "a", "meet", "b"), run(pool, deeds, "c", "meet", "d")
    results = [*first, *second]
    assert [result.split()[0] for result in results] == ["a", "meet", "b", "c", "meet", "d"]
    pids = {result.split()[1] for result in results}
    assert len(pids) == 2
    assert str(os.getpid()) not in pids


def test_a_part_whose_actor_was_killed_is_done_again_and_no_other(
    pools: Pools, deeds: Deeds, capfd: pytest.CaptureFixture[str]
) -> None:
    results = [result.rpartition(" ")[0] for result in run(pools(), deeds, "a", "die once", "b")]
    assert results == ["a", "die once", "b"]
    assert [deeds.begun(deed) for deed in ("a", "die once", "b")] == [1, 2, 1]
    assert capfd.readouterr().out == ""


def test_a_part_that_no_actor_outlives_is_set_aside_and_the_next_is_done(pools: Pools, deeds: Deeds) -> None:
    pool = pools()
    [aside] = run(pool, deeds, "die")
    assert "2 workers ended" in str(aside.error)
    assert deeds.begun("die") == 2
    assert len(list(run(pool, deeds, "a"))) == 1


def test_an_engine_that_failed_goes_with_its_process(pools: Pools, deeds: Deeds) -> None:
    pool = pools()
    [before] = run(pool, deeds, "a")
    with pytest.raises(OutOfMemory, match="no memory left"):
        list(run(pool, deeds, "fail"))
    [after] = run(pool, deeds, "a")
    assert before != after
    assert deeds.begun("fail") == 1


def test_what_a_stage_raises_is_raised_here_and_its_actor_stays(pools: Pools, deeds: Deeds) -> None:
    pool = pools()
    [before] = run(pool, deeds, "a")
    with pytest.raises(InputError, match="no such film"):
        list(run(pool, deeds, "refuse"))
    assert list(run(pool, deeds, "a")) == [before]


def test_closing_ends_actors_at_work(pools: Pools, deeds: Deeds) -> None:
    pool = pools()
    results = run(pool, deeds, "a", "sleep")
    next(results)
    pool.close()
    with pytest.raises(Interrupted):
        next(results)


@pytest.mark.parametrize(("how", "kept"), [("fail", 0), ("refuse", 1)])
def test_what_an_actor_had_open_is_gone_if_it_ends(
    cluster: Cluster, deeds: Deeds, how: str, kept: int
) -> None:
    actor = Actor(1, 0, place=Place(1, 0), needs=Needs.of([], []), warn=ignore)
    stage = with_doer(deeds.folder, "cpu")
    try:
        actor.ready()
        *_, last = actor.answers(actor.pack(stage, stage.split(["gpus", how])))
    finally:
        actor.kill()
    assert isinstance(last, Failed)
    assert len(last.opened) == kept


def with_doer(folder: Path, device: str) -> Deeds:
    identity = EngineId("doer", 1)
    opening = ByName(Doer, identity, DeedOptions(device), None, None, ignore)
    return Deeds(folder, Lazy(opening), engine=identity)


def gpus_seen(pool: RayPool, folder: Path, device: str) -> list[str]:
    return list(run(pool, with_doer(folder, device), "gpus"))


def test_only_what_can_use_a_gpu_goes_where_one_is(pools: Pools, deeds: Deeds) -> None:
    pool = pools()
    assert gpus_seen(pool, deeds.folder, "auto") == ["0"]
    assert gpus_seen(pool, deeds.folder, "cpu") == [""]


@pytest.mark.timeout(60)
def test_workers_that_have_all_cpus_and_all_memory_leave_a_gpu_its_own(
    pools: Pools, cluster: Cluster, deeds: Deeds
) -> None:
    pool = pools(workers=4, least=cluster.nodes[0].memory // 4)
    list(run(pool, deeds, "a"))
    wait_until_taken(cluster.nodes[0].id)
    assert gpus_seen(pool, deeds.folder, "auto") == ["0"]


def test_a_node_that_does_other_work_is_named_before_anything_is_done(pools: Pools, cluster: Cluster) -> None:
    with pytest.raises(ConfigurationError, match=rf"node {cluster.nodes[0].address}: numpy is another"):
        pools(needs=Needs({"numpy": "1.0"}, {}))


def test_a_node_that_is_found_to_have_other_libraries_is_left_out(
    pools: Pools, deeds: Deeds, warnings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that joins later, when all that were there have been asked."""
    monkeypatch.setattr("localize.executors.ray._misfits", lambda nodes, needs: [])
    pool = pools(needs=Needs({"numpy": "1.0"}, {}))
    with pytest.raises(ConfigurationError, match="numpy is another"):
        list(run(pool, deeds, "a"))
    assert "is left out" in warnings[0]


def test_a_film_that_grows_or_is_replaced_refuses_no_node(
    pools: Pools, deeds: Deeds, warnings: list[str], tmp_path: Path
) -> None:
    film = tmp_path / "E01.mp4"
    film.write_bytes(b"film")
    needs = Needs.of([], [film])
    film.write_bytes(b"longer film")
    pool = pools(needs=needs)
    assert len(list(run(pool, deeds, "a"))) == 1
    assert warnings == []


def test_nothing_is_told_to_those_who_make_ray(cluster: Cluster) -> None:
    from ray._common.usage import usage_lib

    assert cluster.nodes
    assert not usage_lib.usage_stats_enabled()


def test_nobody_answers_at_an_address_where_no_cluster_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ConfigurationError, match=f"nobody listens at {address}"):
            join(address, cpus=1)
        monkeypatch.setenv("RAY_ADDRESS", address)
        with pytest.raises(ConfigurationError, match=f"nobody listens at {address}"):
            join(AUTO, cpus=1)


def test_the_client_of_ray_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="does not stream"):
        join("ray://localhost:10001", cpus=1)
