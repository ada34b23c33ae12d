"""How much of this machine there is to work with."""

from __future__ import annotations

import os

# Long enough to see what others do, short enough not to be noticed.
LOOK_S = 0.2


_share: int | None = None


def share(cores: int) -> None:
    """From now on this process works with so many cores at most: others have the rest."""
    global _share  # a fact of the process, like its environment
    _share = max(1, cores)


def core_count() -> int:
    """The cores that this process may work with."""
    return min(_share or _given(), _given())


def _given() -> int:
    """Those that the scheduler gives it, which in a container are fewer than the machine's."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def free_cores() -> int:
    """How many of them nobody else is using at this moment, at least one.

    For engines whose threads wait for each other at every step (llama.cpp): a thread that shares its core
    holds up all others. On two busy cores one thread wrote 24 tokens in 3 to 6 s, two took 19 s.
    """
    import psutil

    cores = core_count()
    busy = psutil.cpu_percent(interval=LOOK_S) / 100 * (psutil.cpu_count() or cores)
    return max(1, min(cores, round((psutil.cpu_count() or cores) - busy)))
