"""Actors of a Ray cluster: the promise of the worker processes of one machine, kept by many."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from localize.errors import ConfigurationError, EngineUnavailable
from localize.executors.actor import Actor, Place, misfit_of
from localize.executors.clocked import Timed
from localize.executors.crate import AnyStage, openings
from localize.executors.fitness import Needs
from localize.executors.inline import SetAside
from localize.executors.processes import Pool
from localize.executors.task import Urgency
from localize.stage import Part

AUTO = "auto"
# What is on its way between machines: crates and results are kilobytes, followed text in pictures a few MB.
_OBJECTS = 256 * 1024**2
_KNOCK_S = 5
_HOW = "see docs/cluster.md"


@dataclass(frozen=True)
class Node:
    """`cpus`, `gpus` and `memory` (bytes) are what it has for work, taken or not."""

    id: str
    address: str
    cpus: int
    gpus: int
    memory: int


@dataclass(frozen=True)
class Cluster:
    """`ours` was started for this run, and ends with it."""

    nodes: tuple[Node, ...]
    ours: bool

    @property
    def gpus(self) -> int:
        return sum(node.gpus for node in self.nodes)

    def room(self, cpus: int) -> int:
        """For how many workers that take so many each."""
        return sum(node.cpus // cpus for node in self.nodes)

    def close(self) -> None:
        """Leaves it, or ends it where it is ours."""
        import ray

        ray.shutdown()


def join(address: str, cpus: int) -> Cluster:
    """The cluster at `address`, or with `auto` the one that runs here. Where there is none, one is started on
    this machine alone that has room for `cpus`.

    Raises EngineUnavailable without Ray, ConfigurationError when nothing answers.
    """
    _set_up()
    try:
        import ray
    except ImportError as error:
        raise EngineUnavailable(f"no cluster without Ray: {error}", "pip install 'localize[ray]'") from error
    if address.startswith("ray://"):
        told = f"{address} is for Ray's client, which does not stream results"
        raise ConfigurationError(told, f"run on a node of the cluster, with --cluster auto; {_HOW}")
    _silence()
    try:
        ours = not _found(address)
        if ours:
            _begin(address="local", num_cpus=cpus, object_store_memory=_OBJECTS, include_dashboard=False)
    except (ValueError, RuntimeError, OSError) as error:
        told = str(error).strip().partition("\n")[0]
        hint = f"this machine must be a node of it, and RAY_AUTH_MODE=token where it wants one; {_HOW}"
        raise ConfigurationError(f"no cluster at {address}: {told}", hint) from error
    return Cluster(tuple(_node(one) for one in ray.nodes() if one["Alive"]), ours)


class RayPool:
    """`workers` actors on CPUs, and one on each GPU there is for the stages whose engine can use one: those
    run nowhere else then, for a GPU's results differ from a CPU's in their last bits. `memory` is what each
    may take in bytes, 0 for its share of its node; `least` what a node must have left for one on CPUs.

    Raises ConfigurationError when a node there is would not do the same work.
    """

    def __init__(
        self,
        cluster: Cluster,
        workers: int,
        threads: int,
        memory: int = 0,
        *,
        least: int = 0,
        needs: Needs,
        warn: Callable[[str], None],
    ) -> None:
        self._cluster = cluster
        _refuse_misfits(cluster, threads, needs)
        # More than any node has would be waited for in vain.
        least = min(least, max(node.memory for node in cluster.nodes))

        def pool(count: int, place: Place) -> Pool:
            return Pool(count, threads, memory, partial(Actor, place=place, needs=needs, warn=warn))

        self._on_cpu = pool(workers, Place(threads, least))
        # Actors keep what they have to the end, and those on CPUs may have all CPUs and all memory.
        self._on_gpu = pool(cluster.gpus, Place(0, 0, gpus=1)) if cluster.gpus else self._on_cpu

    def execute(
        self, stage: AnyStage, parts: Sequence[Part[Any]], urgency: Urgency = ()
    ) -> Iterator[Timed[Any] | SetAside]:
        """As `Pool.execute`."""
        can = self._on_gpu is not self._on_cpu and any(one.can_use_gpu for one in openings(stage))
        return (self._on_gpu if can else self._on_cpu).execute(stage, parts, urgency)

    def close(self) -> None:
        """Ends the actors, at work or not, and leaves the cluster."""
        for pool in {self._on_cpu, self._on_gpu}:
            pool.close()
        self._cluster.close()


def _refuse_misfits(cluster: Cluster, cpus: int, needs: Needs) -> None:
    """Asks every node that work could come to."""
    nodes = [node for node in cluster.nodes if node.cpus >= cpus or node.gpus]
    # A file that grows is another one by the time that a node looks: the second time it is left out.
    if _misfits(nodes, needs) and (wrong := _misfits(nodes, needs.settled())):
        raise misfit_of("; ".join(wrong))


def _misfits(nodes: Sequence[Node], needs: Needs) -> list[str]:
    import ray
    from ray.exceptions import RayError
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    asked = {}
    for node in nodes:
        there = NodeAffinitySchedulingStrategy(node.id, soft=False)
        asked[node.address] = ray.remote(num_cpus=0, scheduling_strategy=there)(Needs.misfit).remote(needs)
    wrong = []
    for address, answer in asked.items():
        try:
            what = ray.get(answer)
        except RayError as error:
            what = f"it cannot run localize: {str(error).strip().splitlines()[-1]}"
        wrong += [f"node {address}: {what}"] if what else []
    return wrong


def _found(address: str) -> bool:
    """Joins it, if there is one. Only with `auto` there need be none."""
    known = _known_here() if address == AUTO else address
    if not known:
        return False
    if not _listens(known):
        raise ConnectionError(f"nobody listens at {known}")
    _begin(address=known)
    return True


def _known_here() -> str:
    """What RAY_ADDRESS names, else what `ray start` began on this machine, with the token for it; or empty.
    Ray's own `auto` might take the cluster of another run, which ends with that."""
    import ray._private.worker as driver
    from ray._private.utils import read_ray_address

    if named := os.environ.get("RAY_ADDRESS", ""):
        return named
    begun = read_ray_address() or ""
    if not _listens(begun):
        return ""
    driver.maybe_enable_token_auth_if_token_available(warn_if_disabled=False)
    return begun


def _listens(address: str) -> bool:
    """A cluster that was killed leaves its address behind, where Ray would knock for minutes."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), _KNOCK_S).close()
    except (OSError, ValueError):
        return False
    return True


def _begin(**options: Any) -> None:
    import ray

    ray.init(log_to_driver=False, logging_level="ERROR", **options)


def _set_up() -> None:
    """Read when Ray is imported: nothing is told to its makers unless somebody wants that, and no call that
    comes after the end begins a cluster anew."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ["RAY_ENABLE_AUTO_CONNECT"] = "0"


def _silence() -> None:
    """What a node says of a worker that died would be printed to stdout, which is for data (`log_to_driver`
    leaves it on in Ray 2.60)."""
    import ray._private.worker as driver

    driver._worker_logs_enabled = False


def _node(one: dict[str, Any]) -> Node:
    has = one["Resources"]
    return Node(
        one["NodeID"],
        one["NodeManagerAddress"],
        int(has.get("CPU", 0)),
        int(has.get("GPU", 0)),
        int(has.get("memory", 0)),
    )
