"""A worker that is an actor of a Ray cluster.

Ray starts it where there is room, also on a node that the cluster adds for it, and starts it anew, elsewhere
if need be, when its process or its node is lost (`max_restarts`). What it was working on then is not repeated
by Ray (`max_task_retries` is 0): results that have come are kept, and a part that ends its process again and
again is found.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from localize.errors import ConfigurationError, EndpointError, EngineError, Interrupted
from localize.executors.crate import pack_afar
from localize.executors.desk import Desk, Where
from localize.executors.fitness import Needs
from localize.executors.process import MachineLost, ProcessEnded
from localize.executors.processes import STOPPED
from localize.executors.worker import Done, Failed, Result
from localize.wording import counted

# Ray takes 13 s to notice that a node is gone (measured with 2.60, a raylet and its worker killed).
NOTICED_S = 30
# A process that ended is there again after 0.2 s, on a busy machine after some.
LOOK_S = 0.2
# Nobody waits so long for room without wondering.
WONDER_S = 30


@dataclass(frozen=True)
class Place:
    """What an actor asks of a node, as Ray's options."""

    cpus: int
    memory: int
    gpus: int = 0

    def __str__(self) -> str:
        cpus = [counted(self.cpus, "CPU")] if self.cpus else []
        memory = [f"{self.memory / 1024**3:.1f} GiB"] if self.memory else []
        return ", ".join([*cpus, *memory, *([f"{self.gpus} GPU"] if self.gpus else [])])

    @property
    def options(self) -> Mapping[str, Any]:
        return {"num_cpus": self.cpus, "num_gpus": self.gpus, "memory": self.memory}


class Actor:
    """Started when it is first needed. `memory` is in bytes, 0 for its share of the node's."""

    pack = staticmethod(pack_afar)

    def __init__(
        self, threads: int, memory: int, *, place: Place, needs: Needs, warn: Callable[[str], None]
    ) -> None:
        self._limits, self._place, self._needs, self._warn = (threads, memory), place, needs, warn
        self._actor: Any = None
        self._at: Where | None = None
        self._is_ending = self._killed = False

    def ready(self) -> None:
        """Waits for room. Raises ConfigurationError on a node that would not do the same work, EngineError
        when it cannot be started."""
        from ray.exceptions import RayError

        if self._actor is None:
            self._actor = self._start()
        try:
            self._arrive(self._where())
        except RayError as error:
            if self._killed:
                raise Interrupted(STOPPED) from None
            raise EngineError(
                f"a worker of the cluster could not be started: {_first_line(error)}"
            ) from error

    def answers(self, crate: bytes) -> Generator[Result | Done | Failed, None, None]:
        """A result a part, then how it ended; who does not hear it to the end ends the process. Raises
        ProcessEnded when it ends by itself, MachineLost when its node does."""
        import ray
        from ray.exceptions import RayError

        whole = False
        try:
            # One result at a time: what has not left a process that is killed would be lost with it.
            run = self._actor.answers.options(_generator_backpressure_num_objects=1)
            for reference in run.remote(crate):
                message = pickle.loads(ray.get(reference))
                if is_dead := _is_dead(message):
                    message = Failed(message.error)  # what it had open goes with it
                whole = not isinstance(message, Result) and not is_dead
                yield message
        except RayError as error:
            whole = True
            raise self._ended(_first_line(error)) from None
        finally:
            if not whole:
                self.end()

    def end(self) -> None:
        """Ends the process and all that its engines hold; the next is started."""
        self._is_ending = True
        self._kill(no_restart=self._killed)

    def kill(self) -> None:
        """Whatever it is doing; it does not start again."""
        self._killed = True
        self._kill(no_restart=True)

    def _kill(self, *, no_restart: bool) -> None:
        import ray
        from ray.exceptions import RayError

        with suppress(RayError):
            if self._actor is not None and ray.is_initialized():
                ray.kill(self._actor, no_restart=no_restart)

    def _start(self) -> Any:
        import ray

        options = {"max_restarts": -1, "max_task_retries": 0, "scheduling_strategy": "SPREAD"}
        kind = ray.remote(**self._place.options, **options)(Desk)
        return kind.remote(*self._limits, gpu=self._place.gpus > 0)

    def _where(self) -> Where:
        """Once it is there; not the process that is to end."""
        import ray
        from ray.exceptions import ActorUnavailableError

        while True:
            asked = self._actor.where.remote()
            there, _ = ray.wait([asked], timeout=WONDER_S)
            if not there and self._at is None:
                self._warn(f"a worker waits for room on the cluster ({self._place})")
            with suppress(ActorUnavailableError):  # it is being started again
                where: Where = ray.get(asked)
                if not (self._is_ending and where == self._at):
                    return where
            time.sleep(LOOK_S)

    def _arrive(self, at: Where) -> None:
        import ray

        is_new = self._at is None or at.node != self._at.node
        if is_new and (what := ray.get(self._actor.misfit.remote(self._needs.settled()))):
            self._leave()
            self._warn(f"a worker on node {at.address} is left out: {what}")
            raise misfit_of(f"node {at.address}: {what}")
        self._at, self._is_ending = at, False

    def _leave(self) -> None:
        """For the next time that it is needed, and perhaps another node."""
        self._kill(no_restart=True)
        self._actor = self._at = None

    def _ended(self, how: str) -> ProcessEnded:
        """Whether the process ended, or the machine under it."""
        import ray
        from ray.exceptions import RayError

        assert self._at is not None  # it was ready before it was given work
        until = time.monotonic() + NOTICED_S
        while not self._killed and time.monotonic() < until and _is_alive(self._at.node):
            with suppress(RayError):
                now: Where = ray.get(self._actor.where.remote(), timeout=NOTICED_S)
                return ProcessEnded(how) if now.node == self._at.node else MachineLost(how)
            time.sleep(LOOK_S)
        return ProcessEnded(how) if _is_alive(self._at.node) else MachineLost(how)


def misfit_of(what: str) -> ConfigurationError:
    return ConfigurationError(
        what, "every node needs the same localize, the same libraries and the same files at the same paths"
    )


def _is_alive(node: str) -> bool:
    import ray

    return any(one["NodeID"] == node and one["Alive"] for one in ray.nodes())


def _is_dead(message: Result | Done | Failed) -> bool:
    """An engine that failed may have lost its GPU or its memory: it goes with its process. A server that does
    not answer is no engine of ours."""
    if not isinstance(message, Failed):
        return False
    return isinstance(message.error, EngineError) and not isinstance(message.error, EndpointError)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
