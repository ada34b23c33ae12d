"""What an actor of a cluster does: the same as a worker process, where Ray has put it."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from typing import NamedTuple

import psutil

from localize import cores
from localize.executors.cabinet import Cabinet
from localize.executors.fitness import Needs
from localize.executors.worker import answers


class Where(NamedTuple):
    """`node` is Ray's name for it."""

    node: str
    address: str
    process: int


class Desk:
    """`threads` is how many cores its engines may use, `memory` how many bytes the process may take, 0 for
    its cores' share of the machine's. Without `gpu` its engines see none."""

    def __init__(self, threads: int, memory: int, *, gpu: bool) -> None:
        if not gpu:
            os.environ["CUDA_VISIBLE_DEVICES"] = ""
        share = psutil.virtual_memory().total * threads // max(threads, cores.core_count())
        cores.share(threads)
        self._cabinet = Cabinet(memory or share)

    def where(self) -> Where:
        import ray

        node = ray.get_runtime_context().get_node_id()
        return Where(node, ray.util.get_node_ip_address(), os.getpid())

    def misfit(self, needs: Needs) -> str:
        return needs.misfit()

    def answers(self, crate: bytes) -> Iterator[bytes]:
        """Messages as `worker.answers` gives them, packed."""
        for message in answers(crate, self._cabinet):
            yield pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
