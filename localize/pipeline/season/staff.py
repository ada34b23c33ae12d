"""Who works on a season: processes of this machine, or actors of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from localize.executors.cabinet import AT_WORK, WITH_CONTEXT
from localize.executors.fitness import Needs
from localize.executors.processes import Pool
from localize.executors.ray import Cluster, RayPool, join
from localize.pipeline import jobs
from localize.pipeline.engines import ByName
from localize.pipeline.job import Setup
from localize.pipeline.season.asked import Means, SeasonJob, memory_of
from localize.pipeline.season.precedence import ExecuteByUrgency
from localize.pipeline.session import libraries_of
from localize.pipeline.workshop import Workshop

# As on one machine: most stages keep one core busy or two.
_CORES = 2
# A worker with its libraries, and no engine open.
_BARE = 400 * 1024**2


class Staff(Protocol):
    """As `Pool` is."""

    @property
    def execute(self) -> ExecuteByUrgency: ...

    def close(self) -> None: ...


def hired(
    job: SeasonJob, base: Setup, episodes: Sequence[Path], warn: Callable[[str], None]
) -> tuple[Means, Staff]:
    """`base` is the setup of any of the episodes. Raises ConfigurationError, EngineUnavailable."""
    table = base.settings.run
    means = Means.of(job, table)
    address = job.cluster_of(table)
    if not address:
        return means, Pool(means.workers, means.threads, means.memory)
    cluster = join(address, means.workers * means.threads)
    try:
        if not cluster.ours:
            means = _of_cluster(cluster, means, job.workers or table.workers, job.memory or table.memory)
        return means, _pool(cluster, means, base, episodes, warn)
    except BaseException:
        cluster.close()
        raise


def _of_cluster(cluster: Cluster, means: Means, workers: int, memory: str) -> Means:
    """`workers` may be more than there is room for: a cluster that grows makes some for them."""
    threads = min([_CORES, *(node.cpus for node in cluster.nodes if node.cpus)])
    workers = workers or max(1, cluster.room(threads))
    return replace(
        means, workers=workers, threads=threads, memory=memory_of(memory) // workers if memory else 0
    )


def _pool(
    cluster: Cluster, means: Means, base: Setup, episodes: Sequence[Path], warn: Callable[[str], None]
) -> RayPool:
    chosen = jobs.engines_of(base, Workshop())
    openings = [one.engine.open for one in chosen]
    engines = [opening for opening in openings if isinstance(opening, ByName)]
    own = [engine.weights for engine in engines if engine.weights is not None and engine.entry is None]
    least = _BARE + AT_WORK + round(WITH_CONTEXT * max((engine.size for engine in engines), default=0))
    needs = Needs.of(libraries_of(chosen), [*episodes, *own])
    return RayPool(cluster, means.workers, means.threads, means.memory, least=least, needs=needs, warn=warn)
