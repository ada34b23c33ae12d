"""A worker that ends costs its part another attempt, and a part that ends its workers costs itself."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

from localize.errors import EngineError
from localize.events import Event, PartDone
from localize.executors.inline import SetAside
from localize.pipeline.run import Runner
from localize.store.parts import Store
from tests.executors.conftest import Pools, run
from tests.executors.stages import Acts

HOWS = {"exit": "exit status 7", "leave": "exit status 3", "SIGSEGV": "SIGSEGV", "SIGKILL": "SIGKILL"}


def workers_of(results: Sequence[tuple[int, object]]) -> list[int]:
    return [worker for worker, _ in results]


def attempts(notes: Path) -> int:
    return len(notes.read_text().splitlines())


def test_a_part_is_done_again_by_a_fresh_process(pools: Pools, tmp_path: Path) -> None:
    """And what was finished before is not."""
    before, after = tmp_path / "before", tmp_path / "after"
    acts = [f"note: {before}", f"end once: {tmp_path / 'mark'}", f"note: {after}"]
    results = list(run(pools(), *acts, stage=Acts(signed=True)))
    first, *fresh = workers_of(results)
    assert (results[1][1], len(set(fresh))) == ("survived", 1)
    assert first != fresh[0]
    assert (attempts(before), attempts(after)) == (1, 1)


def test_one_that_somebody_kills_is_replaced(pools: Pools, tmp_path: Path) -> None:
    pool, gate = pools(), tmp_path / "gate"
    results = run(pool, "say: a", f"wait: {gate}", stage=Acts(signed=True))
    worker, _ = next(results)
    os.kill(worker, signal.SIGKILL)
    gate.touch()
    assert next(results)[0] != worker


def test_one_that_ended_while_it_was_idle_is_replaced_and_no_part_blamed(
    pools: Pools, tmp_path: Path
) -> None:
    """One crash more would set the part aside."""
    pool = pools()
    [(worker, _)] = run(pool, "say: a", stage=Acts(signed=True))
    os.kill(worker, signal.SIGKILL)
    threads = Path(f"/proc/{worker}/task")
    while psutil.Process(worker).status() != psutil.STATUS_ZOMBIE or len(list(threads.iterdir())) > 1:
        time.sleep(0.01)
    assert list(run(pool, f"end once: {tmp_path / 'mark'}")) == ["survived"]


@pytest.mark.parametrize("how", HOWS)
def test_a_poisoned_part_is_set_aside(pools: Pools, tmp_path: Path, how: str) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    pool = pools(2)
    results = list(run(pool, f"note: {before}", f"end: {how}", f"note: {after}", "say: last"))
    assert [results[0], *results[2:]] == [str(before), str(after), "LAST"]
    assert isinstance(results[1], SetAside)
    assert str(results[1].error).startswith(
        f"acts, part 2: 2 workers ended while they worked on it ({HOWS[how]}) ("
    )
    assert ("where memory runs out" in results[1].error.hint) == (how == "SIGKILL")
    assert (attempts(before), attempts(after)) == (1, 1)


def test_other_tasks_go_on_meanwhile(pools: Pools) -> None:
    pool = pools(2)
    poisoned, sound = run(pool, "end: exit"), run(pool, *["say: a"] * 100)
    assert list(sound) == ["A"] * 100
    assert [type(one) for one in poisoned] == [SetAside]


def test_what_was_made_beside_it_is_kept(pools: Pools, tmp_path: Path) -> None:
    """The stage fails once all else is done, so that trying again is trying that part again."""
    store, events = Store(tmp_path), list[Event]()
    runner = Runner(store, events.append, execute=pools().execute)
    with pytest.raises(EngineError, match="part 2"):
        runner(Acts(), ["say: a", "end: SIGSEGV", "say: c"])
    assert [event.part for event in events if isinstance(event, PartDone)] == ["part 1", "part 3"]
    again = Runner(store, events.append, execute=pools().execute)
    assert again(Acts(), ["say: a", "say: c"]) == ["A", "C"]
    assert again.stages[0].hits == 2


def test_a_stage_that_ends_every_worker_is_given_up(pools: Pools, tmp_path: Path) -> None:
    """A library that crashes would else be tried with every part of the season."""
    notes = tmp_path / "notes"
    results = run(pools(), *["end: exit"] * 3, f"note: {notes}")
    assert [type(next(results)) for _ in range(2)] == [SetAside, SetAside]
    with pytest.raises(EngineError, match="part 3"):
        next(results)
    assert not notes.exists()
