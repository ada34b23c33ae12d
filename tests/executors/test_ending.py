"""However a run ends, nothing of it stays: no process, no zombie, nobody who waits."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import psutil
import pytest

from localize.errors import Interrupted
from localize.executors import hand
from localize.executors.processes import STOPPED, Pool
from tests.executors.conftest import run
from tests.executors.drivers import driver, spawn
from tests.executors.stages import Opens, Writes


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children(recursive=True)}


def test_who_waits_is_told_and_no_process_is_left(tmp_path: Path) -> None:
    """Two parts are being worked on, one waits for a worker."""
    before, pool = children(), Pool(2, threads=1)
    gate = tmp_path / "never"
    tasks = [run(pool, "say: a", f"wait: {gate}") for _ in range(2)]
    for task in tasks:
        next(task)
    assert len(children() - before) == 2
    ended: list[BaseException] = []

    def wait(task: Any) -> None:
        with pytest.raises(Interrupted) as raised:
            list(task)
        ended.append(raised.value)

    lanes = [threading.Thread(target=wait, args=(task,)) for task in [*tasks, run(pool, "say: b")]]
    for lane in lanes:
        lane.start()
    pool.close()
    for lane in lanes:
        lane.join()
    assert [str(error) for error in ended] == [STOPPED] * 3
    assert children() == before
    assert not [thread for thread in threading.enumerate() if thread.name == "hand"]


def test_results_that_were_there_before_are_not_lost(tmp_path: Path) -> None:
    pool, notes = Pool(1, threads=1), tmp_path / "notes"
    results = run(pool, "say: a", "say: b", f"note: {notes}", f"wait: {tmp_path / 'never'}")
    found = [next(results)]
    while not notes.exists():
        continue
    pool.close()
    with pytest.raises(Interrupted):
        found.extend(results)
    assert found[:2] == ["A", "B"]


def test_a_pool_that_is_closed_while_its_workers_start() -> None:
    before = children()
    for _ in range(5):
        pool = Pool(2, threads=1)
        tasks = [run(pool, "say: a") for _ in range(2)]
        pool.close()
        for task in tasks:
            with pytest.raises(Interrupted):
                list(task)
    assert children() == before


def test_a_pull_of_weights_holds_nobody_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ctrl-C in the middle of a download: who waits for it is told at once."""
    pulling, gate = threading.Event(), threading.Event()

    def fetched(self: Opens) -> Opens:
        pulling.set()
        gate.wait()
        return self

    monkeypatch.setattr(Opens, "fetched", fetched)
    monkeypatch.setattr(hand, "_LEAVE_S", 0)
    pool = Pool(1, threads=1)
    results = run(pool, "say: a", stage=Writes.with_engine("slow", tmp_path / "notes"))
    pulling.wait()
    pool.close()
    with pytest.raises(Interrupted):
        next(results)
    gate.set()


@pytest.mark.parametrize("act", ["wait: /never", "sleep: HERE"])
def test_workers_end_with_a_driver_that_was_killed(tmp_path: Path, act: str) -> None:
    """Waiting, or in native code that holds the interpreter's lock for ten minutes."""
    process, workers = driver(tmp_path, act)
    with process:
        assert len(workers) == 2
        process.send_signal(signal.SIGKILL)
        process.communicate()
    psutil.wait_procs(workers)


@pytest.mark.parametrize("act", ["wait: /never", "sleep: HERE"])
def test_ctrl_c_ends_all(tmp_path: Path, act: str) -> None:
    """A terminal sends it to every process of the group; only the one that drives speaks of it."""
    process, workers = driver(tmp_path, act)
    with process:
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate()
    psutil.wait_procs(workers)
    assert said.rstrip().endswith("KeyboardInterrupt")
    assert said.count("Traceback") == 1


def test_ctrl_c_while_workers_start_is_none_of_their_business(tmp_path: Path) -> None:
    program = """
import os, signal, threading
from localize.executors import process
from localize.executors.processes import Pool
from tests.executors.results import values
from tests.executors.stages import Acts

launched = process.Popen

def popen(*words, **how):
    child = launched(*words, **how)
    child.send_signal(signal.SIGINT)
    return child

process.Popen = popen
pool, stage = Pool(1, threads=1), Acts()
print(*values(pool.execute(stage, stage.split(["say: not interrupted"]))))
pool.close()
"""
    with spawn([sys.executable, "-c", program]) as process:
        assert process.communicate() == ("NOT INTERRUPTED\n", "")


def test_nothing_is_left_open(tmp_path: Path) -> None:
    """Python's own warnings of pipes and processes that nobody closed are errors here."""
    program = f"""
import gc
from localize.executors.processes import Pool
from tests.executors.stages import Acts

for acts in (["say: a"], ["say: a", "end once: {tmp_path}/mark"], ["say: a", "wait: /never"]):
    pool, stage = Pool(2, threads=1), Acts()
    next(pool.execute(stage, stage.split(acts)))
    pool.close()
    del pool
    gc.collect()
"""
    with spawn([sys.executable, "-X", "dev", "-W", "error", "-c", program]) as process:
        assert process.communicate() == ("", "")
        assert process.returncode == 0


def test_a_driver_that_just_ends_leaves_no_worker(tmp_path: Path) -> None:
    process, workers = driver(tmp_path, "note: HERE")
    with process:
        _, said = process.communicate()
    assert (process.returncode, said) == (0, "")
    psutil.wait_procs(workers)
